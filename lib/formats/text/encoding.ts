import { isAscii, isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import type { ByteSource } from '../../model';
import { scoreDoubleBytes } from './doubleByte';
import { countBytes, scoreSingleBytes } from './singleByte';
import { detectMark, detectWide, withoutCutTail } from './wide';

/** What the text of a file is encoded in. */
export interface DetectedEncoding {
	/** A name that `makeDecoder` knows: a label of the WHATWG encoding standard, `utf-32le`, `cp852` … */
	readonly encoding: string;
	/** From 0 to 1. */
	readonly confidence: number;
	/** Found by a byte order mark. */
	readonly marked: boolean;
	/** The bytes are ASCII only, so that the encoding of what may follow is not known yet. */
	readonly undecided?: true;
}

/** How likely bytes are in an encoding. */
export interface ScoredEncoding {
	readonly encoding: string;
	/** ln of a likelihood. */
	readonly score: number;
	/** The same where the bytes at hand mean the same text in both encodings. */
	readonly meaning: string;
}

const SAMPLE_BYTES = 64 * 1024;
/** How far to look for characters that are not ASCII. What comes later is decided when it comes (`decodeStream`). */
const SEARCH_BYTES = 4 * 1024 * 1024;
/** So many bytes beyond ASCII tell the encoding, wherever they are. */
const ENOUGH_HIGH_BYTES = 200;

/** ESC $ @ and ESC $ B switch to JIS X 0208 in ISO-2022-JP. */
const JAPANESE_ESCAPES = ['\u001B$@', '\u001B$B'];

/** Nobody can be sure by letters alone. */
const MOST_SURE = 0.97;
/** What an average byte beyond ASCII costs in real text, and in text that nobody wrote. */
const USUAL_COST = -4;
const ABSURD_COST = -8;

/**
 * Bytes to judge the encoding by: the first 64 KB and, where they hold little that
 * is not ASCII, the next pieces of the file that hold more.
 */
export async function readEncodingSample(source: ByteSource): Promise<Uint8Array> {
	const pieces: Uint8Array[] = [];
	let seen = 0;
	let kept = 0;
	let high = 0;
	for await (const piece of source.open()) {
		const telling = !isAscii(piece);
		if (telling || kept < SAMPLE_BYTES) {
			pieces.push(Uint8Array.from(piece));
			kept += piece.length;
		}
		if (telling) high += countHigh(piece);
		seen += piece.length;
		if (kept >= SAMPLE_BYTES && (high >= ENOUGH_HIGH_BYTES || seen >= SEARCH_BYTES)) break;
	}
	return Buffer.concat(pieces);
}

function countHigh(bytes: Uint8Array): number {
	let high = 0;
	// No more than is asked for: in a large file, that is most of what choosing the encoding takes.
	for (const byte of bytes) if (byte >= 0x80 && ++high >= ENOUGH_HIGH_BYTES) break;
	return high;
}

/**
 * Finds the encoding in stages, each surer than the next: byte order mark, the
 * zeros of UTF-16 and UTF-32, the escapes of ISO-2022-JP, strict UTF-8, and the
 * likelihood of the letters in every language an encoding is used for.
 */
export function detectEncoding(sample: Uint8Array): DetectedEncoding {
	return (
		detectMark(sample) ??
		detectWide(sample) ??
		byEscapes(sample) ??
		byUtf8(sample) ??
		byLetters(sample) ?? { encoding: 'windows-1252', confidence: 0.1, marked: false }
	);
}

function byEscapes(sample: Uint8Array): DetectedEncoding | undefined {
	if (!sample.includes(0x1b) || !isAscii(sample)) return undefined;
	const bytes = Buffer.from(sample.buffer, sample.byteOffset, sample.length);
	const japanese = JAPANESE_ESCAPES.some((escape) => bytes.includes(escape));
	return japanese ? { encoding: 'iso-2022-jp', confidence: 0.95, marked: false } : undefined;
}

function byUtf8(sample: Uint8Array): DetectedEncoding | undefined {
	if (isAscii(sample)) return { encoding: 'utf-8', confidence: 1, marked: false, undecided: true };
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

function byLetters(sample: Uint8Array): DetectedEncoding | undefined {
	const counts = countBytes(sample);
	const scored = [...scoreSingleBytes(counts), ...scoreDoubleBytes(sample, counts.high)];
	const [best, ...others] = scored.sort((one, other) => other.score - one.score);
	if (best === undefined) return undefined;
	const second = others.find(({ meaning }) => meaning !== best.meaning);
	const lead = best.score - (second?.score ?? -Infinity);
	const confidence = MOST_SURE * sureness(lead) * fitness(best.score / counts.high);
	return { encoding: best.encoding, confidence: Math.round(confidence * 100) / 100, marked: false };
}

/** The probability of the better of two, whose logarithms are so far apart; letters are not as independent as that. */
function sureness(lead: number): number {
	return 1 / (1 + Math.exp(-lead / 3));
}

/** From 1 for what reads as a language to 0.2 for what is only less absurd than the others. */
function fitness(costOfByte: number): number {
	const share = (costOfByte - ABSURD_COST) / (USUAL_COST - ABSURD_COST);
	return Math.min(1, Math.max(0.2, share));
}
