import { isUtf8 } from 'node:buffer';
import {
	endOfTag,
	endOfText,
	GT,
	HIGH,
	isTagName,
	LT,
	scanText,
	SLASH,
	SPECIAL,
	type TextEnd,
} from './xmlBytes';

/** A piece of the shared strings: its text, and where in it each string is. */
export interface StringBlock {
	/** The number of its first string. */
	readonly first: number;
	readonly count: number;
	/** The XML as it is, markup included: strings are cut out of it when they are asked for. */
	readonly text: string;
	/** Where each string starts, in characters; `~start` of one that must be decoded. */
	readonly starts: Int32Array;
	readonly ends: Int32Array;
}

/**
 * Finds the strings in pieces of the shared strings part. A string that is `<t>` and
 * nothing else, as most are, is found to the character; of any other the whole content of its `<si>`.
 */
export class StringIndexer {
	private starts = new Int32Array(65_536);
	private ends = new Int32Array(65_536);
	private count = 0;
	private total = 0;
	private bytes: Buffer = Buffer.alloc(0);
	private cut: number | undefined;
	/** Bytes less characters, up to the place that was looked at last. */
	private skew = 0;
	private readonly textEnd: TextEnd = { at: 0 };

	/** @param prefix the length of the namespace prefix that the tags have */
	constructor(private readonly prefix: number) {}

	/**
	 * Makes a block of the strings that are whole in these bytes.
	 * @returns the block, and the bytes of a string that does not end in them
	 */
	index(bytes: Buffer): { block: StringBlock; rest: Buffer } {
		const text = bytes.toString('utf8');
		// With what is no UTF-8 replaced, so that bytes and characters agree.
		this.bytes = isUtf8(bytes) ? bytes : Buffer.from(text);
		this.count = 0;
		this.skew = 0;
		this.cut = undefined;
		this.findItems();
		const first = this.total;
		this.total += this.count;
		const [starts, ends] = [this.starts.slice(0, this.count), this.ends.slice(0, this.count)];
		const block = { first, count: this.count, text, starts, ends };
		return { block, rest: this.bytes.subarray(this.cut ?? this.bytes.length) };
	}

	private findItems(): void {
		const { bytes, prefix } = this;
		let at = 0;
		while (at < bytes.length) {
			const byte = bytes[at] ?? 0;
			if (byte === LT && isTagName(bytes, at + 1 + prefix, 'si')) {
				const next = this.readItem(at + 3 + prefix);
				if (next === undefined) {
					this.cut = at;
					return;
				}
				at = next;
			} else {
				if (byte >= 0x80) this.skew += skewOf(byte);
				at++;
			}
		}
	}

	/** Reads an item from behind `<si` and gives the place behind it; nothing where it does not end. */
	private readItem(at: number): number | undefined {
		const { bytes } = this;
		const content = endOfTag(bytes, at - 1, bytes.length);
		if (content > bytes.length) return undefined;
		if (bytes[content - 2] === SLASH) {
			this.add(content - this.skew, content - this.skew);
			return content;
		}
		return this.readPlainItem(content) ?? this.readAnyItem(content);
	}

	/** Reads `<t>…</t></si>` with nothing to decode; gives nothing for anything else. */
	private readPlainItem(open: number): number | undefined {
		const { bytes, prefix, textEnd } = this;
		const name = open + 1 + prefix;
		if (bytes[open] !== LT || !isTagName(bytes, name, 't')) return undefined;
		const from = bytes[name + 1] === GT ? name + 2 : endOfTag(bytes, open, bytes.length);
		if (bytes[from - 2] === SLASH) return undefined;
		const flags = scanText(bytes, from, bytes.length, textEnd);
		const to = textEnd.at;
		const close = to + 3 + prefix;
		if (flags & SPECIAL || bytes[close] !== GT || !this.isItemEnd(close + 1)) return undefined;
		const start = from - this.skew;
		if (flags & HIGH) this.countSkew(from, to);
		this.add(start, to - this.skew);
		return close + 1;
	}

	private isItemEnd(at: number): boolean {
		return this.bytes[at + 1] === SLASH && isTagName(this.bytes, at + 2 + this.prefix, 'si');
	}

	private readAnyItem(content: number): number | undefined {
		const { bytes } = this;
		let to = endOfText(bytes, content, bytes.length);
		while (to < bytes.length && !this.isItemEnd(to)) to = endOfText(bytes, to + 1, bytes.length);
		if (to >= bytes.length) return undefined;
		const start = content - this.skew;
		this.countSkew(content, to);
		this.add(~start, to - this.skew);
		return to + 1;
	}

	private countSkew(from: number, to: number): void {
		for (let at = from; at < to; at++) this.skew += skewOf(this.bytes[at] ?? 0);
	}

	private add(start: number, end: number): void {
		if (this.count === this.starts.length) {
			this.starts = grown(this.starts);
			this.ends = grown(this.ends);
		}
		this.starts[this.count] = start;
		this.ends[this.count++] = end;
	}
}

/** By how much a byte of UTF-8 makes bytes more than UTF-16 units: four bytes are two units, three are one. */
function skewOf(byte: number): number {
	if (byte < 0x80) return 0;
	if (byte < 0xc0) return 1;
	return byte >= 0xf0 ? -1 : 0;
}

function grown(array: Int32Array): Int32Array<ArrayBuffer> {
	const larger = new Int32Array(array.length * 2);
	larger.set(array);
	return larger;
}
