/** In the byte before characters: two bytes each, and what else comes with them. */
const WIDE = 1;
const EXTENDED = 4;
const RICH = 8;
const RUN_BYTES = 4;

/**
 * The content of a record and of those that continue it, in one piece, with the
 * places where each but the last ends.
 */
export interface ContinuedRecord {
	readonly bytes: Buffer;
	readonly boundaries: readonly number[];
}

/** Where the characters of a text are, and where the next text begins. */
export interface TextPlace {
	readonly start: number;
	readonly count: number;
	readonly wide: boolean;
	/** The text itself, where it is cut into several records. */
	readonly text: string | undefined;
	readonly end: number;
}

/** Puts a record together with those that continue it. */
export function joinRecords(contents: readonly Buffer[]): ContinuedRecord {
	const boundaries: number[] = [];
	let end = 0;
	for (const content of contents.slice(0, -1)) boundaries.push((end += content.length));
	return { bytes: contents.length === 1 && contents[0] ? contents[0] : Buffer.concat(contents), boundaries };
}

/**
 * Walks over the texts of a record, [MS-XLS] 2.5.293: a count, a byte of flags, counts of
 * formatting runs and of phonetic data, the characters, the runs and the data. Where a record is
 * continued inside the characters, a new byte says how wide they are from there on.
 */
export class TextWalk {
	private boundary = 0;

	constructor(
		private readonly record: ContinuedRecord,
		public at: number,
	) {}

	/** The next text; nothing where the record ends before the text does. */
	next(): TextPlace | undefined {
		const { bytes } = this.record;
		let at = this.at;
		if (at + 3 > bytes.length) return undefined;
		const count = bytes.readUInt16LE(at);
		const flags = bytes[at + 2] ?? 0;
		at += 3;
		if (at + 6 > bytes.length && (flags & (RICH | EXTENDED)) !== 0) return undefined;
		let tail = 0;
		if (flags & RICH) {
			tail = bytes.readUInt16LE(at) * RUN_BYTES;
			at += 2;
		}
		if (flags & EXTENDED) {
			tail += bytes.readUInt32LE(at);
			at += 4;
		}
		return this.characters(at, count, (flags & WIDE) !== 0, tail);
	}

	private characters(start: number, count: number, wide: boolean, tail: number): TextPlace | undefined {
		const { bytes, boundaries } = this.record;
		while ((boundaries[this.boundary] ?? Infinity) < start) this.boundary++;
		const end = start + (wide ? count * 2 : count);
		const boundary = boundaries[this.boundary] ?? Infinity;
		if (end > boundary) return this.cutCharacters(start, count, wide, tail);
		if (end > bytes.length) return undefined;
		this.at = end + tail;
		return { start, count, wide, text: undefined, end: this.at };
	}

	private cutCharacters(start: number, count: number, wide: boolean, tail: number): TextPlace | undefined {
		const { bytes, boundaries } = this.record;
		let [at, left, isWide, text] = [start, count, wide, ''];
		for (;;) {
			const boundary = boundaries[this.boundary] ?? bytes.length;
			const taken = Math.min(left, isWide ? (boundary - at) >> 1 : boundary - at);
			const end = at + (isWide ? taken * 2 : taken);
			text += bytes.toString(isWide ? 'utf16le' : 'latin1', at, end);
			left -= taken;
			at = end;
			if (left === 0) break;
			if (boundary >= bytes.length) return undefined;
			this.boundary++;
			isWide = ((bytes[boundary] ?? 0) & WIDE) !== 0;
			at = boundary + 1;
		}
		this.at = at + tail;
		return { start, count, wide, text, end: this.at };
	}
}

/** The text at a place. */
export function textAt(bytes: Buffer, { start, count, wide, text }: TextPlace): string {
	if (text !== undefined) return text;
	return wide
		? bytes.toString('utf16le', start, start + count * 2)
		: bytes.toString('latin1', start, start + count);
}
