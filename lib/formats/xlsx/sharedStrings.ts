import { tooLarge } from '../limits';
import { isNameEnd, WorkbookText } from './text';

const LT = 0x3c;
const SLASH = 0x2f;
const GT = 0x3e;
/** Strings that many rows share stand first; these are decoded once. */
const CACHED = 65_536;
/** The strings of a workbook are the one thing that has to be in memory. */
const MAX_BYTES = 1024 ** 3;

/** The strings of a workbook, by their index. */
export interface SharedStrings {
	readonly count: number;
	/** Strings that control characters were taken out of, so far. */
	readonly cleaned: number;
	/** The string, or nothing where the index is not there. */
	get(index: number): string | undefined;
}

/** What a workbook without shared strings has. */
export const NO_STRINGS: SharedStrings = { count: 0, cleaned: 0, get: () => undefined };

/**
 * Reads the shared strings, which stay encoded until they are asked for: a string
 * in V8 takes several times the memory and the time of its bytes.
 * @param size how many bytes are expected, as a hint
 */
export async function readSharedStrings(
	pieces: AsyncIterable<Uint8Array>,
	size: number,
	fileName: string,
): Promise<SharedStrings> {
	const bytes = await collect(pieces, size, fileName);
	const prefix = tagPrefix(bytes).length;
	const { starts, ends } = findItems(bytes, prefix);
	const cache: Array<string | undefined> = [];
	const text = new WorkbookText();
	text.use(bytes);
	const decode = (index: number) => text.readRich(starts[index] ?? 0, ends[index] ?? 0, prefix);
	return {
		count: starts.length,
		get cleaned() {
			return text.cleaned;
		},
		get(index) {
			if (!(index < starts.length)) return undefined;
			return index < CACHED ? (cache[index] ??= decode(index)) : decode(index);
		},
	};
}

async function collect(pieces: AsyncIterable<Uint8Array>, size: number, fileName: string): Promise<Buffer> {
	let bytes = Buffer.allocUnsafe(Math.min(Math.max(size, 1024), 64 * 1024 * 1024));
	let length = 0;
	for await (const piece of pieces) {
		if (length + piece.length > MAX_BYTES) throw tooManyStrings(fileName);
		if (length + piece.length > bytes.length) {
			const larger = Buffer.allocUnsafe(Math.max(bytes.length * 2, length + piece.length));
			bytes.copy(larger, 0, 0, length);
			bytes = larger;
		}
		bytes.set(piece, length);
		length += piece.length;
	}
	return bytes.subarray(0, length);
}

/** The namespace prefix that the root element carries, with its colon; most files have none. */
export function tagPrefix(bytes: Buffer): string {
	return /<(?![?!])((?:[\w.-]+:)?)[\w.-]+/.exec(bytes.toString('latin1', 0, 4096))?.[1] ?? '';
}

/** Where each `<si>` element's content starts and ends. */
function findItems(bytes: Buffer, prefix: number): { starts: Uint32Array; ends: Uint32Array } {
	const starts: number[] = [];
	const ends: number[] = [];
	for (let at = bytes.indexOf(LT); at !== -1 && at < bytes.length; at++) {
		if (bytes[at] !== LT) continue;
		const closing = bytes[at + 1] === SLASH;
		const name = at + 1 + prefix + (closing ? 1 : 0);
		if (bytes[name] !== 0x73 || bytes[name + 1] !== 0x69 || !isNameEnd(bytes[name + 2])) continue;
		if (closing) {
			if (ends.length < starts.length) ends.push(at);
			continue;
		}
		const end = bytes.indexOf(GT, name);
		if (end === -1) break;
		starts.push(end + 1);
		if (bytes[end - 1] === SLASH) ends.push(end + 1);
	}
	// A cut item is not an item.
	return { starts: Uint32Array.from(starts.slice(0, ends.length)), ends: Uint32Array.from(ends) };
}

function tooManyStrings(fileName: string): Error {
	return tooLarge(`${fileName} holds more than 1 GB of text`, 'Split it into smaller files, or use CSV.');
}
