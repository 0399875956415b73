import type { ByteSource } from '../../model';
import type { ParseLimits } from '../format';
import type { IssueLog } from '../issueLog';
import { decodeSample, decodeStream, makeDecoder } from './decode';
import { detectEncoding, type DetectedEncoding } from './encoding';
import { markLength } from './wide';

const REPLACEMENT = '\uFFFD';
const CHECKED_BYTES = 256 * 1024;
/** Where a text names its own encoding, if it does. */
const DECLARATION_BYTES = 4096;

/** The encoding a file of text is read in. */
export interface TextEncoding {
	readonly encoding: string;
	/** How sure the detection is, from 0 to 1; left out where the user set it. */
	readonly confidence?: number;
	/** Bytes before the text: a byte order mark that the decoder would not know. */
	readonly markBytes: number;
	/** The first bytes tell nothing; the first ones that do decide. */
	readonly undecided: boolean;
}

/**
 * The encoding of a file: what the user set, a byte order mark, what the text says of itself, or what the
 * bytes look like. Notes where the file is clearly in another one than was set.
 * @param set the name of an encoding as the decoder gives it
 * @param declared finds the encoding that a text names
 */
export function settleEncoding(
	name: string,
	set: string | undefined,
	bytes: Uint8Array,
	log: IssueLog,
	declared: (start: string) => string | undefined = () => undefined,
): TextEncoding {
	const detected = detectEncoding(bytes);
	if (set === undefined) return believe(detected, declared, bytes);
	const { encoding, marked } = detected;
	const differs = makeDecoder(encoding).encoding !== set;
	if (differs && !fits(set, detected, bytes)) noteContradiction(name, set, encoding, log);
	return { encoding: set, markBytes: differs && marked ? markLength(encoding) : 0, undecided: false };
}

/** The text of a file from its start, in pieces of about 64 KB. */
export function readText(
	source: ByteSource,
	{ encoding, markBytes, undecided }: TextEncoding,
	limits: Pick<ParseLimits, 'fileBytes'>,
): AsyncIterable<string> {
	const bytes = markBytes > 0 ? withoutFirst(source.open(), markBytes) : source.open();
	const decideLate = (telling: Uint8Array) => detectEncoding(telling).encoding;
	return decodeStream(bytes, encoding, limits, undecided ? decideLate : undefined);
}

/** What a text says of itself is believed, unless a mark says otherwise or its bytes cannot be that. */
function believe(
	{ encoding, confidence, marked, undecided }: DetectedEncoding,
	declared: (start: string) => string | undefined,
	bytes: Uint8Array,
): TextEncoding {
	const found = { encoding, confidence, markBytes: 0, undecided: undecided === true };
	const label = declared(decodeSample(bytes.subarray(0, DECLARATION_BYTES), encoding));
	const named = label === undefined ? undefined : knownEncoding(label);
	if (marked || named === undefined || named.startsWith('utf-16') || encoding.startsWith('utf-16'))
		return found;
	const canBe = !decodeSample(bytes, named).includes(REPLACEMENT);
	return canBe ? { encoding: named, confidence: 1, markBytes: 0, undecided: false } : found;
}

function knownEncoding(label: string): string | undefined {
	try {
		return makeDecoder(label).encoding;
	} catch {
		return undefined;
	}
}

/** Whether the bytes may well be in the encoding the user set. */
function fits(set: string, { encoding, confidence, marked }: DetectedEncoding, bytes: Uint8Array): boolean {
	if (marked || (encoding === 'utf-8' && confidence < 1)) return false;
	return !decodeSample(bytes.subarray(0, CHECKED_BYTES), set).includes(REPLACEMENT);
}

function noteContradiction(name: string, set: string, seen: string, log: IssueLog): void {
	log.addForFile('SETTING_CONTRADICTS_FILE', {
		message: `The encoding is set to ${set}, but ${name} looks like ${seen}.`,
		hint: 'Let the encoding be detected, if names come out wrong.',
	});
}

async function* withoutFirst(bytes: AsyncIterable<Uint8Array>, count: number): AsyncGenerator<Uint8Array> {
	let left = count;
	for await (const piece of bytes) {
		yield piece.subarray(Math.min(left, piece.length));
		left = Math.max(0, left - piece.length);
	}
}
