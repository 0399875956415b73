import fc from 'fast-check';
import { joinRecords } from '../../../../lib/formats/xls/continuedText';
import { SharedStrings } from '../../../../lib/formats/xls/sharedStrings';
import { longs, text, words } from './biff';

const COUNTS = longs(0, 0);

function stringsOf(...contents: readonly Uint8Array[]): Array<string | undefined> {
	const strings = new SharedStrings(joinRecords(contents.map((content) => Buffer.from(content))));
	return Array.from({ length: strings.count }, (_, index) => strings.get(index));
}

describe('shared strings', () => {
	it('are as many as there are, whatever the file counts', () => {
		expect(stringsOf(Buffer.concat([longs(9, 1_000_000), text('a'), text('Łódź')]))).toEqual(['a', 'Łódź']);
		expect(stringsOf(COUNTS)).toEqual([]);
	});

	it('are without their formatting and their phonetic data', () => {
		const rich = Buffer.concat([words(3), Buffer.of(8), words(2), Buffer.from('Jan'), Buffer.alloc(8)]);
		const phonetic = Buffer.concat([
			words(2),
			Buffer.of(5),
			longs(6),
			Buffer.from('東京', 'utf16le'),
			Buffer.alloc(6),
		]);
		expect(stringsOf(Buffer.concat([COUNTS, rich, phonetic, text('x')]))).toEqual(['Jan', '東京', 'x']);
	});

	it('go on in the next record, where a byte says anew how wide they are', () => {
		const start = Buffer.concat([COUNTS, words(6), Buffer.of(0), Buffer.from('Jan')]);
		const wide = Buffer.concat([Buffer.of(1), Buffer.from('Łód', 'utf16le'), text('next')]);
		expect(stringsOf(start, wide)).toEqual(['JanŁód', 'next']);
		const narrow = Buffer.concat([Buffer.of(0), Buffer.from('xyz'), text('next')]);
		const wideStart = Buffer.concat([COUNTS, words(6), Buffer.of(1), Buffer.from('Łód', 'utf16le')]);
		expect(stringsOf(wideStart, narrow)).toEqual(['Łódxyz', 'next']);
	});

	it('may be cut into more than two records', () => {
		const pieces = ['ab', 'cd', 'ef'].map((piece) => Buffer.concat([Buffer.of(0), Buffer.from(piece)]));
		const start = Buffer.concat([COUNTS, words(7), Buffer.of(0), Buffer.from('x')]);
		expect(stringsOf(start, ...pieces)).toEqual(['xabcdef']);
	});

	it('may have their formatting in the next record, without such a byte', () => {
		const rich = Buffer.concat([
			COUNTS,
			words(3),
			Buffer.of(8),
			words(2),
			Buffer.from('Jan'),
			Buffer.alloc(3),
		]);
		expect(stringsOf(rich, Buffer.concat([Buffer.alloc(5), text('x')]))).toEqual(['Jan', 'x']);
	});

	it('end where the file is cut', () => {
		const whole = Buffer.concat([COUNTS, text('a'), text('Łódź')]);
		for (let end = 13; end < whole.length; end++) expect(stringsOf(whole.subarray(0, end))).toEqual(['a']);
	});

	it('are clean of control characters', () => {
		const strings = new SharedStrings(joinRecords([Buffer.concat([COUNTS, text('a\0b'), text('Ł\x01ó\n')])]));
		expect([strings.get(0), strings.get(1), strings.cleaned]).toEqual(['ab', 'Łó\n', 2]);
	});

	it('are the same wherever the records are cut', () => {
		const texts = fc.array(fc.string({ unit: fc.constantFrom('a', 'ó', 'Ł', '中'), maxLength: 9 }), {
			maxLength: 12,
		});
		fc.assert(
			fc.property(texts, fc.integer({ min: 9, max: 40 }), (wanted, most) => {
				expect(stringsOf(...cutRecords(wanted, most))).toEqual(wanted);
			}),
		);
	});
});

/** The strings in records of at most so many bytes, cut as Excel does: never inside a count. */
function cutRecords(texts: readonly string[], most: number): Buffer[] {
	const records = [COUNTS];
	const put = (bytes: Buffer) => records.push(Buffer.concat([records.pop() ?? COUNTS, bytes]));
	const left = () => most - (records.at(-1)?.length ?? 0);
	for (const one of texts) {
		const wide = /[^\0-\xff]/.test(one);
		if (left() < 3) records.push(Buffer.alloc(0));
		put(Buffer.concat([words(one.length), Buffer.of(wide ? 1 : 0)]));
		for (const character of one) {
			if (left() < 2) records.push(Buffer.of(wide ? 1 : 0));
			put(Buffer.from(character, wide ? 'utf16le' : 'latin1'));
		}
	}
	return records;
}
