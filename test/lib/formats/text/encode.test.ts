import { makeDecoder } from '../../../../lib/formats/text/decode';
import { makeEncoder } from '../../../../lib/formats/text/encode';

const SINGLE_BYTE = [
	...['1250', '1251', '1252', '1253', '1254', '1255', '1256', '1257', '1258', '874'].map(
		(n) => `windows-${n}`,
	),
	...['2', '3', '4', '5', '6', '7', '8', '8-i', '10', '13', '14', '15', '16'].map((n) => `iso-8859-${n}`),
	...['koi8-r', 'koi8-u', 'ibm866', 'macintosh', 'x-mac-cyrillic', 'cp437', 'cp850', 'cp852', 'cp855'],
].filter(isKnown);

function isKnown(encoding: string): boolean {
	try {
		return makeDecoder(encoding).encoding !== '';
	} catch {
		return false;
	}
}

function encoded(text: string, encoding: string, bom?: boolean): Buffer {
	const encoder = makeEncoder(encoding, bom);
	return Buffer.concat([encoder.encode(text), encoder.end()]);
}

const withoutGaps = (text: string) => text.replace(/[\uFFFD\uFEFF]/g, '');

it.each(SINGLE_BYTE)('writes every character of %s so that it is read again', (encoding) => {
	const text = withoutGaps(makeDecoder(encoding).decode(Uint8Array.from({ length: 256 }, (_, byte) => byte)));
	expect(text.length).toBeGreaterThan(200);
	expect(makeDecoder(encoding).decode(encoded(text, encoding))).toBe(text);
	expect(encoded(text, encoding)).toHaveLength(text.length);
});

it.each(['gb18030', 'gbk', 'big5', 'shift_jis', 'euc-jp', 'euc-kr'])(
	'writes every character of two bytes of %s so that it is read again',
	(encoding) => {
		let text = '';
		for (let lead = 0x81; lead < 0xff; lead++)
			for (let trail = 0x40; trail < 0xff; trail++)
				text += makeDecoder(encoding).decode(Uint8Array.of(lead, trail));
		text = withoutGaps(text);
		const { missing } = makeEncoder(encoding);
		expect(makeDecoder(encoding).decode(encoded(text, encoding))).toBe(text);
		expect(missing.size).toBe(0);
		expect(text.length).toBeGreaterThan(6000);
	},
);

it('writes all of Unicode but private characters as GB18030', () => {
	let text = '';
	for (let point = 0; point < 0x11_0000; point += 7)
		if (point < 0xd800 || point > 0xdfff) text += String.fromCodePoint(point);
	text = withoutGaps(text).replace(/\p{Co}/gu, '');
	expect(makeDecoder('gb18030').decode(encoded(text, 'gb18030')) === text).toBe(true);
});

it('counts characters that the encoding has not got, and writes a question mark for each', () => {
	const encoder = makeEncoder('windows-1250');
	expect(Buffer.from(encoder.encode('Łódź 中😀中')).toString('latin1')).toBe('\xa3\xf3d\x9f ???');
	expect([...encoder.missing]).toEqual([
		['中', 2],
		['😀', 1],
	]);
	expect(makeEncoder('gbk').encode('😀')).toEqual(Uint8Array.of(0x3f));
});

it.each(['utf-8', 'utf-16le', 'utf-16be', 'gb18030'])('joins a pair that pieces of %s cut', (encoding) => {
	const encoder = makeEncoder(encoding, false);
	const [first = '', second = ''] = '😀'.split('');
	const bytes = Buffer.concat([encoder.encode(`a${first}`), encoder.encode(`${second}b`), encoder.end()]);
	expect(makeDecoder(encoding).decode(bytes)).toBe('a😀b');
});

it('marks UTF-16 and, when asked to, UTF-8', () => {
	expect([...encoded('a', 'utf-16le')]).toEqual([0xff, 0xfe, 0x61, 0]);
	expect([...encoded('a', 'utf-16be')]).toEqual([0xfe, 0xff, 0, 0x61]);
	expect([...encoded('a', 'utf-8')]).toEqual([0x61]);
	expect([...encoded('a', 'utf-8', true)]).toEqual([0xef, 0xbb, 0xbf, 0x61]);
	expect([...encoded('a', 'utf-16le', false)]).toEqual([0x61, 0]);
});

it('writes the mark once', () => {
	const encoder = makeEncoder('utf-8', true);
	const bytes = Buffer.concat([encoder.encode('a'), encoder.encode('b'), encoder.end()]);
	expect(bytes.toString('hex')).toBe('efbbbf6162');
});

it('writes the euro sign in GB18030 as the standard says, and not as Windows', () => {
	expect(encoded('€', 'gb18030').toString('hex')).toBe('a2e3');
});

it('keeps zero bytes and half a pair from being lost', () => {
	expect([...encoded('a\0b', 'windows-1252')]).toEqual([0x61, 0, 0x62]);
	expect([...encoded('a\uD83D', 'windows-1252')]).toEqual([0x61, 0x3f]);
});

it.each(['iso-2022-jp', 'utf-32le'])('says that %s cannot be written', (encoding) => {
	expect(() => makeEncoder(encoding)).toThrow(expect.objectContaining({ code: 'UNKNOWN_ENCODING' }));
});
