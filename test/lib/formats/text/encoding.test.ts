import { detectEncoding } from '../../../../lib/formats/text/encoding';
import { decodeStream } from '../../../../lib/formats/text/decode';
import { inPieces } from '../reading';

/** Encodes by asking the decoder for every byte, or pair of bytes, what it means. */
function encode(text: string, encoding: string): Buffer {
	const table = tableOf(encoding);
	return Buffer.concat([...text].map((character) => table.get(character) ?? Buffer.from('?')));
}

const tables = new Map<string, Map<string, Buffer>>();

function tableOf(encoding: string): Map<string, Buffer> {
	const known = tables.get(encoding);
	if (known) return known;
	const decoder = new TextDecoder(encoding);
	const table = new Map<string, Buffer>();
	const learn = (...bytes: number[]) => {
		const character = decoder.decode(Uint8Array.from(bytes));
		if ([...character].length === 1 && !table.has(character)) table.set(character, Buffer.from(bytes));
	};
	for (let byte = 0; byte < 256; byte++) learn(byte);
	if (/gb|big5|jis/.test(encoding)) {
		for (let lead = 0x81; lead < 0xff; lead++)
			for (let trail = 0x40; trail < 0xff; trail++) learn(lead, trail);
	}
	tables.set(encoding, table);
	return table;
}

const POLISH =
	'imię;nazwisko;miasto\nŁukasz;Wiśniewski;Łódź\nMałgorzata;Żółkiewska;Gdańsk\nJan;Dąbrowski;Świdnica\n';
const GERMAN = 'Vorname;Nachname;Straße\nJürgen;Müller;Hauptstraße 5\nKäthe;Schröder;Königsallee 1\n';
const FRENCH = 'Prénom;Nom;Ville\nFrançois;Lefèvre;Besançon\nHélène;Bâtard;Nîmes\nZoé;Forêt;Orléans\n';
const RUSSIAN = 'Имя;Фамилия;Город\nИван;Петров;Москва\nОльга;Смирнова;Нижний Новгород\n';
const CHINESE = '姓名,公司,城市\n王伟,上海贸易有限公司,上海\n李娜,北京科技有限公司,北京\n';
const TAIWANESE = '姓名,公司,城市\n陳志明,台北貿易有限公司,臺北市\n林美玲,高雄實業股份有限公司,高雄市\n';
const JAPANESE = '氏名,会社,住所\n田中太郎,株式会社サンプル,東京都\nやまだはなこ,サンプル商事,大阪市\n';

it.each([
	['windows-1250', POLISH],
	['iso-8859-2', POLISH],
	['windows-1252', GERMAN],
	['windows-1252', FRENCH],
	['windows-1251', RUSSIAN],
	['koi8-r', RUSSIAN],
	['gb18030', CHINESE],
	['big5', TAIWANESE],
	['shift_jis', JAPANESE],
])('finds %s by its letters', (encoding, text) => {
	const bytes = encode(text, encoding);
	const detected = detectEncoding(bytes);
	expect(new TextDecoder(detected.encoding).decode(bytes)).toBe(text);
	expect(detected.confidence).toBeGreaterThan(0.4);
	expect(detected.confidence).toBeLessThan(1);
});

it.each([POLISH, GERMAN, RUSSIAN, CHINESE])('finds UTF-8, with the last character cut', (text) => {
	const bytes = Buffer.from(text + 'ż');
	expect(detectEncoding(bytes).encoding).toBe('utf-8');
	expect(detectEncoding(bytes.subarray(0, bytes.length - 1)).encoding).toBe('utf-8');
});

it.each([POLISH, RUSSIAN, CHINESE])('finds UTF-16 without a mark', (text) => {
	const little = Buffer.from(text, 'utf16le');
	expect(detectEncoding(little).encoding).toBe('utf-16le');
	expect(detectEncoding(Buffer.from(little).swap16()).encoding).toBe('utf-16be');
});

it('does not take stray zeros for UTF-16', () => {
	expect(detectEncoding(Buffer.from('a,b\nx\0y,1\n')).encoding).toBe('utf-8');
});

it('keeps UTF-8 with a broken byte UTF-8', () => {
	const bytes = Buffer.concat([Buffer.from(POLISH.repeat(5)), Buffer.from([0xff]), Buffer.from(POLISH)]);
	expect(detectEncoding(bytes).encoding).toBe('utf-8');
});

it.each([
	['utf-8', Buffer.from('\uFEFFa')],
	['utf-16le', Buffer.from('\uFEFFa', 'utf16le')],
	['utf-16be', Buffer.from('\uFEFFa', 'utf16le').swap16()],
])('believes the mark of %s', (encoding, bytes) => {
	expect(detectEncoding(bytes)).toEqual({ encoding, confidence: 1, marked: true });
});

it.each([1, 2, 3, 7])('decodes pieces of %i bytes without damage', async (size) => {
	for (const [encoding, text] of [
		['gb18030', CHINESE],
		['windows-1251', RUSSIAN],
	] as const) {
		let decoded = '';
		const pieces = inPieces(encode(text, encoding), size).open();
		for await (const piece of decodeStream(pieces, encoding, { fileBytes: 1e6 })) decoded += piece;
		expect(decoded).toBe(text);
	}
});
