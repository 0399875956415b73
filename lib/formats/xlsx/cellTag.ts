import {
	CAPITAL_A,
	CAPITAL_Z,
	DOUBLE_QUOTE,
	EQUALS,
	GT,
	LETTER_R,
	LETTER_S,
	LETTER_T,
	NINE,
	SLASH,
	SPACE,
	ZERO,
} from './xmlBytes';

const LETTERS = 26;
/** Beyond this no reference is meant to be one. */
const MOST = 1e14;

/** The types of values by the one letter of a cell's `t` attribute, ECMA-376 part 1, 18.18.11. */
export const CELL_TYPE = {
	number: 0x6e,
	shared: LETTER_S,
	boolean: 0x62,
	error: 0x65,
	date: 0x64,
	/** `str`, the text of a formula, and `inlineStr`. */
	text: 0,
} as const;

/** Reads the attributes of a `<row>` or a `<c>` that matter: `r`, `s` and `t`. */
export class CellTag {
	/** The letters of the reference as a number; 0 without one. */
	column = 0;
	/** The digits of the reference; 0 without one. */
	row = 0;
	style = 0;
	type: number = CELL_TYPE.number;
	hasContent = false;

	/** How many digits the row's number has, which every reference in the row ends with; 0 for a row without one. */
	rowDigits = 0;

	/** Reads the tag of a row from behind its name. */
	readRow(bytes: Uint8Array, from: number, end: number): number {
		const at = this.read(bytes, from, end);
		this.rowDigits = this.row > 0 ? String(this.row).length : 0;
		return at;
	}

	/**
	 * Reads from behind the name of a tag.
	 * @returns the place behind its `>`; -1 where it has none before `end`
	 */
	read(bytes: Uint8Array, from: number, end: number): number {
		this.column = 0;
		this.row = 0;
		this.style = 0;
		this.type = CELL_TYPE.number;
		let at = from;
		while (at < end) {
			const byte = bytes[at] ?? 0;
			if (byte === GT) {
				this.hasContent = bytes[at - 1] !== SLASH;
				return at + 1;
			}
			if (byte <= SPACE || byte === SLASH) at++;
			else if (bytes[at + 1] === EQUALS && bytes[at + 2] === DOUBLE_QUOTE) {
				at = this.take(bytes, byte, at + 3, end);
			} else at = this.readAnyAttribute(bytes, at, end);
		}
		return -1;
	}

	/** Takes a value up to behind its quote. */
	private take(bytes: Uint8Array, name: number, from: number, end: number, quote = DOUBLE_QUOTE): number {
		if (name === LETTER_R) return this.takeReference(bytes, from, end, quote);
		let at = from;
		let value = 0;
		while (at < end && bytes[at] !== quote) value = value * 10 + (bytes[at++] ?? 0) - ZERO;
		if (name === LETTER_S) this.style = value;
		else if (name === LETTER_T && at > from) {
			this.type = at === from + 1 ? (bytes[from] ?? 0) : CELL_TYPE.text;
		}
		return at + 1;
	}

	/** Of `BC23` the letters and the digits, of `23` the digits; nothing of anything else. */
	private takeReference(bytes: Uint8Array, from: number, end: number, quote: number): number {
		let at = from;
		let column = 0;
		let row = 0;
		for (; at < end; at++) {
			const letter = (bytes[at] ?? 0) & ~SPACE;
			if (letter < CAPITAL_A || letter > CAPITAL_Z) break;
			column = column * LETTERS + letter - CAPITAL_A + 1;
		}
		for (; at < end; at++) {
			const digit = (bytes[at] ?? 0) - ZERO;
			if (digit < 0 || digit > NINE - ZERO) break;
			row = row * 10 + digit;
		}
		const isWhole = bytes[at] === quote && column < MOST && row < MOST;
		this.column = isWhole ? column : 0;
		this.row = isWhole ? row : 0;
		while (at < end && bytes[at] !== quote) at++;
		return at + 1;
	}

	/** An attribute with a longer name, spaces around its `=`, or single quotes. */
	private readAnyAttribute(bytes: Uint8Array, name: number, end: number): number {
		let at = name;
		while (at < end && bytes[at] !== EQUALS && bytes[at] !== GT) at++;
		if (bytes[at] !== EQUALS) return at;
		const isShort = at - name === 1 || (bytes[name + 1] ?? 0) <= SPACE;
		at++;
		while (at < end && (bytes[at] ?? 0) <= SPACE) at++;
		const quote = bytes[at] ?? DOUBLE_QUOTE;
		return this.take(bytes, isShort ? (bytes[name] ?? 0) : 0, at + 1, end, quote);
	}
}
