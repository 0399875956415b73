import { decodeStream, makeDecoder } from '../../../../lib/formats/text/decode';
import { makeEncoder } from '../../../../lib/formats/text/encode';
import { detectEncoding, readEncodingSample } from '../../../../lib/formats/text/encoding';
import { inPieces } from '../reading';

function encode(text: string, encoding: string): Buffer {
	return Buffer.from(makeEncoder(encoding).encode(text));
}

const POLISH =
	'imię;nazwisko;miasto\nŁukasz;Wiśniewski;Łódź\nMałgorzata;Żółkiewska;Gdańsk\nJan;Dąbrowski;Świdnica\n';
const GERMAN = 'Vorname;Nachname;Straße\nJürgen;Müller;Hauptstraße 5\nKäthe;Schröder;Königsallee 1\n';
const FRENCH = 'Prénom;Nom;Ville\nFrançois;Lefèvre;Besançon\nHélène;Bâtard;Nîmes\nZoé;Forêt;Orléans\n';
const RUSSIAN = 'Имя;Фамилия;Город\nИван;Петров;Москва\nОльга;Смирнова;Нижний Новгород\n';
const CHINESE = '姓名,公司,城市\n王伟,上海贸易有限公司,上海\n李娜,北京科技有限公司,北京\n';
const TAIWANESE = '姓名,公司,城市\n陳志明,台北貿易有限公司,臺北市\n林美玲,高雄實業股份有限公司,高雄市\n';
const KOREAN = '이름,회사,주소\n김민준,삼성전자,서울특별시 강남구\n이서연,현대자동차,부산광역시\n';
const UKRAINIAN = "Ім'я;Прізвище;Місто\nОлексій;Шевченко;Київ\nЮлія;Бондаренко;Львів\n";
const CZECH = 'Jméno;Příjmení;Město\nJiří;Dvořák;Plzeň\nBožena;Němcová;Ústí nad Labem\n';
const TURKISH = 'Ad;Soyad;Şehir\nAyşe;Yılmaz;İstanbul\nÇağlar;Öztürk;Eskişehir\n';
const LITHUANIAN = 'Vardas;Pavardė;Miestas\nJonas;Žukauskas;Šiauliai\nRūta;Kazlauskienė;Panevėžys\n';
const GREEK = 'Όνομα;Πόλη\nΓιώργος Παπαδόπουλος;Αθήνα\nΜαρία Νικολάου;Πάτρα\n';
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
	['euc-jp', JAPANESE],
	['euc-kr', KOREAN],
	['cp852', POLISH],
	['cp850', GERMAN],
	['macintosh', FRENCH],
	['ibm866', RUSSIAN],
	['iso-8859-5', RUSSIAN],
	['windows-1251', UKRAINIAN],
	['windows-1250', CZECH],
	['windows-1254', TURKISH],
	['windows-1257', LITHUANIAN],
	['windows-1253', GREEK],
])('finds %s by its letters', (encoding, text) => {
	const bytes = encode(text, encoding);
	const detected = detectEncoding(bytes);
	expect(makeDecoder(detected.encoding).decode(bytes)).toBe(text);
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

describe('a single row', () => {
	it.each([
		['windows-1250', 'Małgorzata Żółkiewska;ul. Długa 5;Łódź'],
		['windows-1250', 'Jan Kowalski;Żelazna 1;Warszawa'],
		['windows-1250', 'Jan Romański;Polna 1;Gdańsk'],
		['iso-8859-2', 'Łukasz Wiśniewski;Świętokrzyska 3;Kraków'],
		['windows-1250', 'Tomáš Dvořák;Široká 3;Brno'],
		['windows-1250', 'Szűcs Ágnes;Petőfi út 1;Pécs'],
		['windows-1252', 'Jürgen Müller;Hauptstraße 5;München'],
		['windows-1252', 'François Lefèvre;rue de la Paix 5;Besançon'],
		['windows-1252', 'Hélène Bâtard;av. Foch 1;Nîmes'],
		['windows-1252', 'María Muñoz;Plaza España 1;Córdoba'],
		['windows-1252', 'João Gonçalves;Rua São Bento 5;São Paulo'],
		['windows-1252', 'Søren Sørensen;Østergade 5;Århus'],
		['windows-1251', 'Ольга Смирнова;пр. Мира 1;Казань'],
		['windows-1251', 'Олексій Шевченко;вул. Хрещатик 5;Київ'],
		['koi8-r', 'Иван Петров;ул. Ленина 5;Москва'],
		['gb18030', '王伟,上海贸易有限公司,上海市'],
		['big5', '林美玲,高雄實業,高雄市'],
	])('in %s is enough: %s', (encoding, row) => {
		const bytes = encode(`id;name;address;city\n1;${row}\n`, encoding);
		expect(makeDecoder(detectEncoding(bytes).encoding).decode(bytes)).toContain(row);
	});
});

it('is less sure of a row with one letter that could be two than of many rows', () => {
	const one = detectEncoding(encode('name\nToruń\n', 'windows-1250')).confidence;
	expect(one).toBeLessThan(0.8);
	expect(detectEncoding(encode(POLISH.repeat(20), 'windows-1250')).confidence).toBeGreaterThan(0.9);
});

it('is not sure of bytes that are no text of any language', () => {
	const noise = Uint8Array.from({ length: 4000 }, (_, at) => 32 + ((at * 7919 + (at >> 3) * 31) % 224));
	expect(detectEncoding(noise).confidence).toBeLessThan(0.5);
});

it.each([
	['windows-1250', 'iso-8859-2', '±¹æê'],
	['windows-1250', 'windows-1252', 'ąśź'],
])('tells %s from %s by the letters they disagree about', (encoding, other, letters) => {
	const text = `miasto\nŁódź Śródmieście\nWąchock\nŚwinoujście źródło ${letters.replace(/[^ąśź]/g, '')}\n`;
	const bytes = encode(text, encoding);
	expect(makeDecoder(detectEncoding(bytes).encoding).decode(bytes)).toBe(text);
	expect(makeDecoder(other).decode(bytes)).not.toBe(text);
});

describe('UTF-32', () => {
	const bytes = (text: string, little: boolean) => {
		const points = [...text].map((character) => character.codePointAt(0) ?? 0);
		const view = new DataView(new ArrayBuffer(points.length * 4));
		points.forEach((point, at) => view.setUint32(at * 4, point, little));
		return new Uint8Array(view.buffer);
	};

	it.each([
		['utf-32le', true],
		['utf-32be', false],
	])('is found as %s with and without a mark, and read in any pieces', async (encoding, little) => {
		const text = `${POLISH}😀`;
		expect(detectEncoding(bytes(text, little)).encoding).toBe(encoding);
		expect(detectEncoding(bytes(`\uFEFF${text}`, little))).toMatchObject({ encoding, marked: true });
		for (const size of [1, 3, 4, 1000]) {
			const pieces = inPieces(bytes(`\uFEFF${text}`, little), size).open();
			expect(await decoded(pieces, encoding)).toBe(text);
		}
	});

	it('that is cut or holds what is no character says so', () => {
		const cut = bytes('ab', true).subarray(0, 7);
		expect(makeDecoder('utf-32le').decode(cut)).toBe('a\uFFFD');
		expect(makeDecoder('utf-32le').decode(Uint8Array.of(0, 0xd8, 0, 0, 0, 0, 0, 0xff))).toBe('\uFFFD\uFFFD');
	});
});

describe('letters that come only late', () => {
	const lines = 'Jan;Kowalski;Warszawa\n'.repeat(4000);

	it('are looked for behind the first 64 KB', async () => {
		const bytes = Buffer.concat([Buffer.from(lines), encode(POLISH, 'windows-1250')]);
		const sample = await readEncodingSample(inPieces(bytes, 10_000));
		expect(detectEncoding(sample).encoding).toBe('windows-1250');
	});

	it('are read right even behind all that is looked through', async () => {
		const bytes = Buffer.concat([Buffer.from(lines), encode(POLISH, 'windows-1250')]);
		for (const size of [7, 1000, 65_536]) {
			const late: string[] = [];
			const text = await decoded(inPieces(bytes, size).open(), 'utf-8', (telling) => {
				late.push(detectEncoding(telling).encoding);
				return late[0] ?? 'utf-8';
			});
			expect(text).toBe(lines + POLISH);
			expect(late).toEqual(['windows-1250']);
		}
	});

	it('are not decided about where there are none', async () => {
		const decide = jest.fn(() => 'utf-8');
		expect(await decoded(inPieces(Buffer.from(lines), 1000).open(), 'utf-8', decide)).toBe(lines);
		expect(decide).not.toHaveBeenCalled();
		expect(detectEncoding(Buffer.from(lines)).undecided).toBe(true);
	});
});

it.each(['cp852', 'CP852', 'ibm852', 'IBM-852', '852', 'dos852'])(
	'knows the code page %s by its names',
	(name) => {
		expect(makeDecoder(name).encoding).toBe('cp852');
	},
);

it('says that there is no such encoding', () => {
	expect(() => makeDecoder('utf-9')).toThrow(expect.objectContaining({ code: 'UNKNOWN_ENCODING' }));
});

async function decoded(
	pieces: AsyncIterable<Uint8Array>,
	encoding: string,
	decideLate?: (telling: Uint8Array) => string,
): Promise<string> {
	let text = '';
	for await (const piece of decodeStream(pieces, encoding, { fileBytes: 1e9 }, decideLate)) text += piece;
	return text;
}
