import { withoutControlCharacters } from '../text/controlCharacters';
import { decodeEntities } from './xmlTags';

const LT = 0x3c;
const GT = 0x3e;
const SLASH = 0x2f;
const AMP = 0x26;
const UNDERSCORE = 0x5f;
const CR = 13;
const SPACE = 32;
const LETTER_T = 0x74;
const LETTER_R = 0x72;
const LETTER_P = 0x50;
const LETTER_H = 0x68;
const BANG = 0x21;

/** How Excel writes what XML cannot hold: `_x000D_` is a carriage return, `_x005F_` the underscore of such a text. */
const ESCAPE = /_x([\da-f]{4})_/gi;
const CDATA = /<!\[CDATA\[([\s\S]*?)\]\]>|<!--[\s\S]*?-->/g;

/** What a byte of text means for decoding it, as flags; `END` is the start of a tag. */
const HIGH = 1;
const SPECIAL = 2;
const END = 4;
const CLASSES = Uint8Array.from({ length: 256 }, (_, byte) => {
	if (byte === LT) return END;
	if (byte >= 0x80) return HIGH;
	return byte === AMP || byte === UNDERSCORE || byte < SPACE ? SPECIAL : 0;
});

/**
 * Decodes the texts of a workbook from the bytes of its XML: UTF-8, with character
 * references, CDATA and Excel's own escapes. Most text has none of these and is
 * only cut out.
 */
export class WorkbookText {
	/** Texts that control characters were taken out of. */
	cleaned = 0;
	/** Where the text read last ended. */
	end = 0;

	private bytes: Buffer = Buffer.alloc(0);
	private latin: string | undefined;

	/** Sets the bytes to read from. */
	use(bytes: Buffer): void {
		this.bytes = bytes;
		this.latin = undefined;
	}

	/** The text from here to the next tag, or to a place. */
	read(from: number, to: number): string {
		const { bytes } = this;
		let flags = 0;
		let at = from;
		for (; at < to; at++) {
			const flag = CLASSES[bytes[at] ?? 0] ?? 0;
			if (flag === 0) continue;
			flags |= flag;
			if (flag === END) break;
		}
		this.end = at;
		// A CDATA section or a comment is no tag.
		if (at < to && bytes[at + 1] === BANG) {
			this.end = endOfText(bytes, at, to);
			return this.decodeSpecial(bytes.toString('utf8', from, this.end));
		}
		if ((flags & ~END) === 0) return this.cut(from, at);
		const text = flags & HIGH ? bytes.toString('utf8', from, at) : this.cut(from, at);
		return flags & SPECIAL ? this.decodeSpecial(text) : text;
	}

	/** The text of a shared or inline string: its runs put together, without the phonetic ones. */
	readRich(from: number, to: number, prefix: number): string {
		const { bytes } = this;
		let text = '';
		let at = from;
		while (at < to) {
			while (at < to && bytes[at] !== LT) at++;
			const open = at;
			const name = open + 1 + prefix;
			at = endOfTag(bytes, open, to);
			if (bytes[name] === LETTER_T && isNameEnd(bytes[name + 1]) && bytes[at - 2] !== SLASH) {
				const run = this.read(at, to);
				text = text === '' ? run : text + run;
				at = this.end;
			} else if (bytes[name] === LETTER_R && bytes[name + 1] === LETTER_P && bytes[name + 2] === LETTER_H) {
				at = afterPhonetic(bytes, at, to);
			}
		}
		return text;
	}

	/** ASCII text: cut out of a string, which is much cheaper than asking Node for each cell. */
	private cut(from: number, to: number): string {
		this.latin ??= this.bytes.toString('latin1');
		return this.latin.slice(from, to);
	}

	private decodeSpecial(raw: string): string {
		let text = raw.includes('<') ? decodeSections(raw) : decodeEntities(withLineFeeds(raw));
		if (text.includes('_x')) text = text.replace(ESCAPE, (_, hex: string) => escaped(hex));
		const clean = withoutControlCharacters(text);
		if (clean.length !== text.length) this.cleaned++;
		return clean;
	}
}

/** XML reads each line end as a line feed; a carriage return is written as a reference or an escape. */
function withLineFeeds(text: string): string {
	return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

/** Text with CDATA sections, in which references mean nothing. */
function decodeSections(raw: string): string {
	let text = '';
	let at = 0;
	for (const match of raw.matchAll(CDATA)) {
		text += decodeEntities(withLineFeeds(raw.slice(at, match.index))) + withLineFeeds(match[1] ?? '');
		at = match.index + match[0].length;
	}
	return text + decodeEntities(withLineFeeds(raw.slice(at)));
}

function escaped(hex: string): string {
	return String.fromCharCode(Number.parseInt(hex, 16));
}

/** Where a tag ends; a `>` inside an attribute's quotes does not end it. */
export function endOfTag(bytes: Buffer, open: number, to: number): number {
	let quote = 0;
	for (let at = open + 1; at < to; at++) {
		const byte = bytes[at] ?? 0;
		if (quote !== 0) {
			if (byte === quote) quote = 0;
		} else if (byte === GT) return at + 1;
		else if (byte === 0x22 || byte === 0x27) quote = byte;
	}
	return to;
}

/** Where the text of an element ends: at the next tag that is no CDATA section and no comment. */
export function endOfText(bytes: Buffer, from: number, to: number): number {
	let at = from;
	for (;;) {
		while (at < to && bytes[at] !== LT) at++;
		if (at >= to || bytes[at + 1] !== BANG) return at;
		const comment = bytes[at + 2] === 0x2d;
		const end = bytes.indexOf(comment ? '-->' : ']]>', at);
		if (end === -1 || end >= to) return to;
		at = end + 3;
	}
}

/** Whether a byte ends the name of a tag. */
export function isNameEnd(byte: number | undefined): boolean {
	return byte === GT || byte === SLASH || byte === SPACE || byte === 9 || byte === 10 || byte === CR;
}

function afterPhonetic(bytes: Buffer, from: number, to: number): number {
	const close = bytes.indexOf('rPh>', from);
	return close === -1 || close >= to ? to : close + 4;
}
