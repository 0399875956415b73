import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import type { DetectedEncoding } from './encoding';
import { isCharacter } from './utf32';

/** A UTF-16 text has this share of zero bytes at one parity, because of its line ends, digits and delimiters. */
const MIN_ZEROS = 0.05;
/** Text of one byte a character may hold stray zeros, but not as many as this. */
const MIN_ZEROS_OF_NARROW = 0.3;
/** Units of UTF-32 that must be characters before it is believed. */
const MIN_UNITS = 4;
const LONE_SURROGATE = /\p{Surrogate}/u;

const MARKS: ReadonlyArray<readonly [encoding: string, mark: readonly number[]]> = [
	['utf-8', [0xef, 0xbb, 0xbf]],
	// Before UTF-16, whose mark is how this one begins.
	['utf-32le', [0xff, 0xfe, 0, 0]],
	['utf-32be', [0, 0, 0xfe, 0xff]],
	['utf-16le', [0xff, 0xfe]],
	['utf-16be', [0xfe, 0xff]],
];

/** The encoding a byte order mark at the start names, if there is one. */
export function detectMark(sample: Uint8Array): DetectedEncoding | undefined {
	const found = MARKS.find(([, mark]) => mark.every((byte, at) => sample[at] === byte));
	return found && { encoding: found[0], confidence: 1, marked: true };
}

/** The length of the byte order mark of an encoding. */
export function markLength(encoding: string): number {
	return MARKS.find(([name]) => name === encoding)?.[1].length ?? 0;
}

/** UTF-16 or UTF-32 without a mark, by where its zero bytes are. */
export function detectWide(sample: Uint8Array): DetectedEncoding | undefined {
	if (!sample.includes(0)) return undefined;
	return detectUtf32(sample) ?? detectUtf16(sample);
}

function detectUtf32(sample: Uint8Array): DetectedEncoding | undefined {
	const units = sample.length >> 2;
	if (units < MIN_UNITS) return undefined;
	const view = new DataView(sample.buffer, sample.byteOffset, units * 4);
	const encoding = (['utf-32le', 'utf-32be'] as const).find((name) => {
		for (let at = 0; at < units * 4; at += 4) {
			const point = view.getUint32(at, name === 'utf-32le');
			if (point === 0 || !isCharacter(point)) return false;
		}
		return true;
	});
	return encoding && { encoding, confidence: 0.95, marked: false };
}

function detectUtf16(sample: Uint8Array): DetectedEncoding | undefined {
	const pairs = sample.length >> 1;
	if (pairs < 2) return undefined;
	const [even, odd] = countZeros(sample, pairs * 2);
	const many = Math.max(even, odd);
	const share = looksNarrow(sample) ? MIN_ZEROS_OF_NARROW : MIN_ZEROS;
	if (many < pairs * share || Math.min(even, odd) > many * 0.1) return undefined;
	const encoding = odd > even ? 'utf-16le' : 'utf-16be';
	const text = new TextDecoder(encoding).decode(sample.subarray(0, pairs * 2), { stream: true });
	return LONE_SURROGATE.test(text) ? undefined : { encoding, confidence: 0.9, marked: false };
}

function countZeros(sample: Uint8Array, length: number): [even: number, odd: number] {
	let even = 0;
	let odd = 0;
	for (let at = 0; at < length; at += 2) {
		if (sample[at] === 0) even++;
		if (sample[at + 1] === 0) odd++;
	}
	return [even, odd];
}

/** Whether the bytes read as UTF-8 without control characters, which letters of UTF-16 would be. */
function looksNarrow(sample: Uint8Array): boolean {
	let controls = 0;
	for (const byte of sample) if (byte > 0 && byte < 0x20 && (byte < 9 || byte > 13)) controls++;
	return controls * 20 < sample.length && isUtf8(withoutCutTail(sample));
}

/** The sample without the bytes of a character of UTF-8 that goes on behind its end. */
export function withoutCutTail(sample: Uint8Array): Uint8Array {
	for (let back = 1; back <= 3 && back <= sample.length; back++) {
		const byte = sample[sample.length - back] ?? 0;
		if (byte >= 0xc0) return sample.subarray(0, sample.length - back);
		if (byte < 0x80) return sample;
	}
	return sample;
}
