import { endianness } from 'node:os';

/** Codes that fit at first: a whole piece of a stream, or a sample. */
const FIRST_CODES = 64 * 1024;
const CODE_BYTES = 2;
const LF = 10;
const SWAPPED = endianness() === 'BE';

/**
 * Text with its UTF-16 codes beside it. Reading an array of numbers costs a third
 * of asking a string for each of its characters, and making the array is one copy.
 */
export class CodeText {
	text = '';
	/** The codes of the text, and one line feed after its end, so that every search ends there. */
	codes = makeCodes(FIRST_CODES);

	get length(): number {
		return this.text.length;
	}

	/** Takes another text. The array is used again, and grows with the longest. */
	load(text: string): void {
		this.text = text;
		if (text.length >= this.codes.length) this.codes = makeCodes(text.length * 2);
		const bytes = Buffer.from(this.codes.buffer, 0, text.length * CODE_BYTES);
		bytes.write(text, 'utf16le');
		if (SWAPPED) bytes.swap16();
		this.codes[text.length] = LF;
	}
}

/** Not zeroed, which would take as long as reading the sample of a small file: only what was written is read. */
function makeCodes(length: number): Uint16Array<ArrayBuffer> {
	return new Uint16Array(Buffer.allocUnsafeSlow(length * CODE_BYTES).buffer);
}

/** The code at a place; 0 beyond the array, where no caller looks. */
export function codeAt(codes: Uint16Array, at: number): number {
	return codes[at] ?? 0;
}
