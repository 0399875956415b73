import { TextDecoder } from 'node:util';
import { isAscii, isUtf8 } from 'node:buffer';
import type { ByteSource } from '../../model';
import { plausibility, type Script } from './plausibility';

/** What the text of a file is encoded in. */
export interface DetectedEncoding {
	/** A label of the WHATWG encoding standard. */
	readonly encoding: string;
	/** From 0 to 1. */
	readonly confidence: number;
	/** Found by a byte order mark. */
	readonly marked: boolean;
}

const SAMPLE_BYTES = 64 * 1024;
/** How far to look for the first character that is not ASCII. */
const SEARCH_BYTES = 16 * 1024 * 1024;

/** A UTF-16 text has this share of zero bytes at one parity, because of its line ends, digits and delimiters. */
const MIN_ZEROS = 0.05;
/** Text of one byte a character may hold stray zeros, but not as many as this. */
const MIN_ZEROS_OF_NARROW = 0.3;
const LONE_SURROGATE = /\p{Surrogate}/u;

const CANDIDATES: ReadonlyArray<{ readonly encoding: string; readonly script: Script }> = [
	{ encoding: 'windows-1250', script: 'latin' },
	{ encoding: 'iso-8859-2', script: 'latin' },
	{ encoding: 'windows-1252', script: 'latin' },
	{ encoding: 'windows-1251', script: 'cyrillic' },
	{ encoding: 'koi8-r', script: 'cyrillic' },
	{ encoding: 'gb18030', script: 'han' },
	{ encoding: 'big5', script: 'han' },
	{ encoding: 'shift_jis', script: 'han' },
];

/**
 * Bytes to judge the encoding by: the first 64 KB and, where these are ASCII
 * only, the first piece of the file that is not.
 */
export async function readEncodingSample(source: ByteSource): Promise<Uint8Array> {
	const pieces: Uint8Array[] = [];
	let seen = 0;
	let kept = 0;
	let telling = false;
	for await (const piece of source.open()) {
		telling ||= !isAscii(piece);
		if (telling || kept < SAMPLE_BYTES) {
			pieces.push(piece);
			kept += piece.length;
		}
		seen += piece.length;
		if ((telling && kept >= SAMPLE_BYTES) || seen >= SEARCH_BYTES) break;
	}
	return Buffer.concat(pieces);
}

/**
 * Finds the encoding in stages, each surer than the next: byte order mark, the
 * zeros of UTF-16, strict UTF-8, and the most plausible letters.
 */
export function detectEncoding(sample: Uint8Array): DetectedEncoding {
	return (
		byMark(sample) ??
		byZeros(sample) ??
		byUtf8(sample) ??
		byLetters(sample) ?? { encoding: 'windows-1252', confidence: 0.1, marked: false }
	);
}

function byMark(sample: Uint8Array): DetectedEncoding | undefined {
	const found = (encoding: string) => ({ encoding, confidence: 1, marked: true });
	if (sample[0] === 0xef && sample[1] === 0xbb && sample[2] === 0xbf) return found('utf-8');
	if (sample[0] === 0xff && sample[1] === 0xfe) return found('utf-16le');
	if (sample[0] === 0xfe && sample[1] === 0xff) return found('utf-16be');
	return undefined;
}

function byZeros(sample: Uint8Array): DetectedEncoding | undefined {
	const pairs = sample.length >> 1;
	if (pairs < 2) return undefined;
	const zeros = [0, 0];
	for (let at = 0; at < pairs * 2; at++) if (sample[at] === 0) zeros[at & 1] = (zeros[at & 1] ?? 0) + 1;
	const [even = 0, odd = 0] = zeros;
	const many = Math.max(even, odd);
	const share = looksNarrow(sample) ? MIN_ZEROS_OF_NARROW : MIN_ZEROS;
	if (many < pairs * share || Math.min(even, odd) > many * 0.1) return undefined;
	const encoding = odd > even ? 'utf-16le' : 'utf-16be';
	const text = new TextDecoder(encoding).decode(sample.subarray(0, pairs * 2), { stream: true });
	if (LONE_SURROGATE.test(text)) return undefined;
	return { encoding, confidence: 0.9, marked: false };
}

/** Whether the bytes read as UTF-8 without control characters, which letters of UTF-16 would be. */
function looksNarrow(sample: Uint8Array): boolean {
	let controls = 0;
	for (const byte of sample) if (byte > 0 && byte < 0x20 && (byte < 9 || byte > 13)) controls++;
	return controls * 20 < sample.length && isUtf8(withoutCutTail(sample));
}

function byUtf8(sample: Uint8Array): DetectedEncoding | undefined {
	if (isAscii(sample)) return { encoding: 'utf-8', confidence: 1, marked: false };
	if (isUtf8(withoutCutTail(sample))) return { encoding: 'utf-8', confidence: 0.99, marked: false };
	return mostlyUtf8(sample) ? { encoding: 'utf-8', confidence: 0.6, marked: false } : undefined;
}

/** A file of UTF-8 with a few broken bytes is still UTF-8. */
function mostlyUtf8(sample: Uint8Array): boolean {
	const text = new TextDecoder().decode(sample, { stream: true });
	const broken = text.split('\uFFFD').length - 1;
	const whole = text.replace(/[\0-\x7F\uFFFD]+/g, '').length;
	return whole > 20 && broken * 20 < whole;
}

/** The sample without the bytes of a character that goes on behind its end. */
function withoutCutTail(sample: Uint8Array): Uint8Array {
	for (let back = 1; back <= 3 && back <= sample.length; back++) {
		const byte = sample[sample.length - back] ?? 0;
		if (byte >= 0xc0) return sample.subarray(0, sample.length - back);
		if (byte < 0x80) return sample;
	}
	return sample;
}

function byLetters(sample: Uint8Array): DetectedEncoding | undefined {
	const highBytes = sample.reduce((count, byte) => (byte >= 0x80 ? count + 1 : count), 0);
	const scored = CANDIDATES.map(({ encoding, script }) => {
		const text = new TextDecoder(encoding).decode(sample, { stream: true });
		return { encoding, score: plausibility(text, script) / highBytes };
	}).sort((a, b) => b.score - a.score);
	const [best, second] = scored;
	if (best === undefined || best.score <= 0) return undefined;
	const lead = best.score - Math.max(0, second?.score ?? 0);
	return { encoding: best.encoding, confidence: Math.min(0.95, 0.5 + lead), marked: false };
}
