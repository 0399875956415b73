import fc from 'fast-check';
import { DamagedEntry } from '../../../../lib/formats/damage';
import { readSharedStrings } from '../../../../lib/formats/xlsx/sharedStrings';

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
	for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function readAll(bytes: Uint8Array, size = bytes.length): Promise<Array<string | undefined>> {
	const strings = await readSharedStrings(inPieces(bytes, size), 'customers.xlsx');
	return Array.from({ length: strings.count }, (_, index) => strings.get(index));
}

const sst = (items: string) => Buffer.from(`<?xml version="1.0"?><sst xmlns="m" count="1">${items}</sst>`);
const escape = (text: string) => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);

it('gives each string, wherever the part is cut', async () => {
	const texts = fc.array(
		fc
			.string({ unit: 'grapheme', maxLength: 20 })
			.map((text) => text.replace(/\p{Cc}|_x|\uFFFD|\uFEFF/gu, '')),
		{ minLength: 1, maxLength: 12 },
	);
	const form = fc.constantFrom<(text: string) => string>(
		(text) => `<si><t>${text}</t></si>`,
		(text) => `<si><t xml:space="preserve">${text}</t></si>\n`,
		(text) => `<si><r><rPr><rFont val="ＭＳ Ｐゴシック"/></rPr><t>${text}</t></r></si>`,
		(text) => `<si>\n<t>${text}</t><rPh sb="0" eb="1"><t>よみ</t></rPh></si>`,
	);
	await fc.assert(
		fc.asyncProperty(
			texts,
			fc.array(form, { minLength: 12, maxLength: 12 }),
			fc.integer({ min: 1, max: 70 }),
			async (all, forms, size) => {
				const bytes = sst(all.map((text, at) => forms[at]?.(escape(text)) ?? '').join(''));
				expect(await readAll(bytes, size)).toEqual(all);
			},
		),
		{ numRuns: 200 },
	);
});

it.each([
	['an empty one', '<si/><si><t/></si><si><t></t></si><si><t>x</t></si>', ['', '', '', 'x']],
	['runs', '<si><r><t>Jan </t></r><r><t>K</t></r></si>', ['Jan K']],
	['a comment in the middle', '<si><t>a<!-- <t>b</t> -->c</t></si>', ['ac']],
	['CDATA', '<si><t><![CDATA[</t></si>]]>x</t></si>', ['</t></si>x']],
	['a prefix', '<x:si><x:t>ü</x:t></x:si><x:si><x:r><x:t>b</x:t></x:r></x:si>', ['ü', 'b']],
	['an underscore that is no escape', '<si><t>jan_kowalski_x</t></si>', ['jan_kowalski_x']],
	['an escape', '<si><t>a_x000D__x000A_b</t></si>', ['a\r\nb']],
	['a phonetic run that does not end', '<si><t>a</t><rPh><t>b</t></si>', ['a']],
])('reads %s', async (_, items, wanted) => {
	const prefix = items.startsWith('<x:') ? 'x:' : '';
	const bytes = Buffer.from(`<${prefix}sst>${items}</${prefix}sst>`);
	expect(await readAll(bytes)).toEqual(wanted);
});

it('reads the strings behind bytes that are no UTF-8', async () => {
	const bytes = Buffer.concat([
		Buffer.from('<sst><si><t>a'),
		Buffer.from([0xff, 0xc5]),
		Buffer.from('</t></si><si><t>Łódź</t></si></sst>'),
	]);
	expect(await readAll(bytes)).toEqual(['a\uFFFD\uFFFD', 'Łódź']);
});

it('counts a string without its control characters each time it is given', async () => {
	const strings = await readSharedStrings(inPieces(sst('<si><t>a_x0001_b</t></si>'), 9), 'customers.xlsx');
	expect([strings.get(0), strings.cleaned, strings.get(0), strings.cleaned]).toEqual(['ab', 1, 'ab', 2]);
});

it('keeps the strings before damage and knows of it', async () => {
	async function* damaged(): AsyncGenerator<Uint8Array> {
		yield sst('<si><t>a</t></si><si><t>b').subarray(0, -6);
		throw new DamagedEntry('xl/sharedStrings.xml', 'cut');
	}
	const strings = await readSharedStrings(damaged(), 'customers.xlsx');
	expect([strings.count, strings.damaged, strings.get(0), strings.get(1)]).toEqual([1, true, 'a', undefined]);
});

it('refuses entities, which are how a small part becomes gigabytes', async () => {
	const bomb = Buffer.from(
		'<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><sst><si><t>&b;</t></si></sst>',
	);
	await expect(readAll(bomb)).rejects.toMatchObject({ kind: 'user', code: 'DAMAGED_FILE' });
});

it.each([-1, 7, 1.5, Number.NaN, 1e12])('has no string %d', async (index) => {
	const strings = await readSharedStrings(inPieces(sst('<si><t>a</t></si>'), 99), 'customers.xlsx');
	expect(strings.get(index)).toBeUndefined();
});
