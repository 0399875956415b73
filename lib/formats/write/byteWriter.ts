/** Markup that is written again and again, as bytes and as words of four of them. */
export interface Constant {
	readonly length: number;
	/** Big-endian, filled up with zeros. */
	readonly words: Uint32Array;
}

const WORD = 4;
const ASCII = 0x80;
const TWO_BYTES = 0x800;
const SURROGATES = 0xd800;
const AFTER_SURROGATES = 0xe000;
const NO_CHARACTERS = 0xfffe;

/** Prepares ASCII text for `ByteWriter.put`. */
export function constant(text: string): Constant {
	const words = new Uint32Array(Math.ceil(text.length / WORD));
	for (let at = 0; at < text.length; at++) {
		const shift = 8 * (WORD - 1 - (at % WORD));
		words[at >> 2] = (words[at >> 2] ?? 0) | (text.charCodeAt(at) << shift);
	}
	return { length: text.length, words };
}

/** A table for `ByteWriter.putPlain`, in which these ASCII characters and, if asked for, the control characters are marked. */
export function markCharacters(characters: string, controls = false): Uint8Array {
	const marked = new Uint8Array(ASCII);
	if (controls) marked.fill(1, 0, 0x20).fill(1, 0x7f);
	for (const character of characters) marked[character.charCodeAt(0)] = 1;
	return marked;
}

/**
 * Builds UTF-8 in a block of memory. Millions of short cells are put together here
 * several times faster than as strings: markup is copied four bytes at a time, and
 * a cell is looked through and encoded in one go, without a call out of JavaScript.
 */
export class ByteWriter {
	private bytes: Buffer;
	private view: DataView;
	private at = 0;

	/** @param size bytes of a block; it grows where one is not enough */
	constructor(private readonly size: number) {
		this.bytes = Buffer.allocUnsafeSlow(size);
		this.view = viewOf(this.bytes);
	}

	get length(): number {
		return this.at;
	}

	/** Forgets what was written after this length. */
	rewind(length: number): void {
		this.at = length;
	}

	/** Gives the bytes away and goes on with an empty block. */
	take(): Buffer {
		const taken = this.bytes.subarray(0, this.at);
		this.bytes = Buffer.allocUnsafeSlow(this.size);
		this.view = viewOf(this.bytes);
		this.at = 0;
		return taken;
	}

	put({ length, words }: Constant): void {
		const { at } = this;
		// The last word may reach behind the end, and what follows overwrites it.
		this.reserve(length + WORD);
		const { view } = this;
		for (let word = 0; word < words.length; word++) view.setUint32(at + word * WORD, words[word] ?? 0);
		this.at = at + length;
	}

	putByte(byte: number): void {
		this.reserve(1);
		this.bytes[this.at++] = byte;
	}

	/** Writes any text. */
	putText(text: string): void {
		this.reserve(text.length * 3);
		this.at += this.bytes.write(text, this.at, 'utf8');
	}

	/**
	 * Writes text that holds none of the marked characters, and no half of a pair.
	 * @returns false, with nothing written, where it does
	 */
	putPlain(text: string, marked: Uint8Array): boolean {
		this.reserve(text.length * 3);
		const { bytes } = this;
		let { at } = this;
		for (let index = 0; index < text.length; index++) {
			const code = text.charCodeAt(index);
			if (code < ASCII) {
				if (marked[code] === 1) return false;
				bytes[at++] = code;
			} else if (code < TWO_BYTES) {
				bytes[at++] = 0xc0 | (code >> 6);
				bytes[at++] = 0x80 | (code & 0x3f);
			} else {
				if ((code >= SURROGATES && code < AFTER_SURROGATES) || code >= NO_CHARACTERS) return false;
				bytes[at++] = 0xe0 | (code >> 12);
				bytes[at++] = 0x80 | ((code >> 6) & 0x3f);
				bytes[at++] = 0x80 | (code & 0x3f);
			}
		}
		this.at = at;
		return true;
	}

	private reserve(bytes: number): void {
		if (this.at + bytes > this.bytes.length) this.grow(bytes);
	}

	private grow(bytes: number): void {
		const larger = Buffer.allocUnsafeSlow((this.at + bytes) * 2);
		this.bytes.copy(larger, 0, 0, this.at);
		this.bytes = larger;
		this.view = viewOf(larger);
	}
}

function viewOf({ buffer, byteOffset, byteLength }: Buffer): DataView {
	return new DataView(buffer, byteOffset, byteLength);
}
