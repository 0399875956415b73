import { makeDecoder } from './decode';

/**
 * The bytes of every character of an encoding, read as one number with the first
 * byte highest (`0xB9` is one byte, `0x8140` two, `0x81308130` four). 0 where the
 * encoding has not got the character.
 */
export interface EncodeTable {
	/** By code unit, for the characters of the basic plane. */
	readonly basic: Uint32Array;
	/** By code point, for the others. */
	beyond(point: number): number;
}

const NEWLINE = 0x0a;
const REPLACEMENT = '\uFFFD';

/** Lead bytes in the order in which they are preferred, where a character has two places. */
const LEADS: Readonly<Record<string, readonly number[]>> = {
	gb18030: range(0x81, 0xfe),
	gbk: range(0x81, 0xfe),
	// The characters of Hong Kong come last: not every reader of Big5 knows them.
	big5: [...range(0xa1, 0xfe), ...range(0x81, 0xa0)],
	// Not 0xED and 0xEE: Windows writes what stands there with 0xFA to 0xFC.
	shift_jis: [...range(0x81, 0x9f), ...range(0xe0, 0xec), ...range(0xef, 0xfc)],
	'euc-jp': [0x8e, ...range(0xa1, 0xfe)],
	'euc-kr': range(0x81, 0xfe),
};

/** Of GB 18030, four bytes: 39,420 characters of the basic plane, and from this number on all the others. */
const GB_BASIC = 39_420;
const GB_BEYOND = 189_000;

const tables = new Map<string, EncodeTable>();

/**
 * The table of an encoding, made once by asking its decoder what every byte and
 * every pair of bytes means; so nothing has to be carried along.
 * @param encoding its one name, as a decoder gives it; not UTF-8, UTF-16 or UTF-32
 */
export function encodeTable(encoding: string): EncodeTable {
	const known = tables.get(encoding);
	if (known) return known;
	const table = makeTable(encoding);
	tables.set(encoding, table);
	return table;
}

/** Whether a table can be made: not for encodings whose bytes mean different things after a switch. */
export function hasEncodeTable(encoding: string): boolean {
	return encoding in LEADS || !/^(utf|iso-2022|replacement|x-user)/.test(encoding);
}

function makeTable(encoding: string): EncodeTable {
	const basic = new Uint32Array(0x10000);
	const beyond = new Map<number, number>();
	const learn = (character: string, bytes: number) => {
		const point = character.codePointAt(0) ?? 0;
		if (character === REPLACEMENT || character.length !== String.fromCodePoint(point).length) return;
		if (point > 0xffff) beyond.set(point, beyond.get(point) ?? bytes);
		else if (basic[point] === 0) basic[point] = bytes;
	};
	learnSingleBytes(encoding, learn);
	for (const lead of LEADS[encoding] ?? []) learnPairs(encoding, lead, learn);
	if (encoding === 'gb18030') learnFourBytes(learn);
	const calculated = encoding === 'gb18030' ? gbBytesBeyond : () => 0;
	return { basic, beyond: (point) => beyond.get(point) ?? calculated(point) };
}

type Learn = (character: string, bytes: number) => void;

function learnSingleBytes(encoding: string, learn: Learn): void {
	// A whole decoder for each byte: what begins a pair must not take the next byte with it.
	// Decoders take 0x80 for the euro sign of Windows, which GB 18030 itself writes with two bytes.
	const end = encoding.startsWith('gb') ? 0x80 : 0x100;
	for (let byte = 1; byte < end; byte++) learn(makeDecoder(encoding).decode(Uint8Array.of(byte)), byte);
}

function learnPairs(encoding: string, lead: number, learn: Learn): void {
	const trails = range(0x40, 0xfe);
	const bytes = trails.flatMap((trail) => [lead, trail, NEWLINE]);
	const meanings = makeDecoder(encoding).decode(Uint8Array.from(bytes)).split('\n');
	trails.forEach((trail, index) => learn(meanings[index] ?? REPLACEMENT, (lead << 8) | trail));
}

function learnFourBytes(learn: Learn): void {
	const all = new DataView(new ArrayBuffer(GB_BASIC * 4));
	for (let index = 0; index < GB_BASIC; index++) all.setUint32(index * 4, gbFourBytes(index));
	const text = makeDecoder('gb18030').decode(new Uint8Array(all.buffer));
	for (let index = 0; index < GB_BASIC; index++) learn(text.charAt(index), gbFourBytes(index));
}

function gbBytesBeyond(point: number): number {
	return gbFourBytes(point - 0x10000 + GB_BEYOND);
}

/** The number of a character as four bytes, of which the second and fourth count to ten and the third to 126. */
function gbFourBytes(index: number): number {
	const fourth = index % 10;
	const third = Math.floor(index / 10) % 126;
	const second = Math.floor(index / 1260) % 10;
	const first = Math.floor(index / 12_600);
	return (((first + 0x81) << 24) | ((second + 0x30) << 16) | ((third + 0x81) << 8) | (fourth + 0x30)) >>> 0;
}

function range(from: number, to: number): number[] {
	return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
