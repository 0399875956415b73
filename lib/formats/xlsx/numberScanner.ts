const ZERO = 0x30;
const MINUS = 0x2d;
const POINT = 0x2e;
const LT = 0x3c;
/** Powers of ten that a double holds exactly, so that dividing by one rounds once, as reading the text would. */
const POWERS = Float64Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));
/** Digits that together are a whole number that a double holds exactly. */
const EXACT_DIGITS = 15;
const MOST_DIGITS = 20;

/** Reads numbers such as `-44834.5` from bytes, without making text of them first. */
export class NumberScanner {
	/** Behind the number read last. */
	at = 0;
	/** Whether the number read last is exactly what its text says; of more digits the last ones are rounded. */
	exact = false;

	/** The number up to the next tag; nothing where there is anything else, such as an exponent. */
	read(bytes: Uint8Array, from: number): number | undefined {
		const negative = bytes[from] === MINUS;
		const start = negative ? from + 1 : from;
		let value = 0;
		let point = -1;
		let at = start;
		for (; ; at++) {
			const byte = bytes[at] ?? 0;
			const digit = byte - ZERO;
			if (digit >= 0 && digit <= 9) value = value * 10 + digit;
			else if (byte === POINT && point === -1) point = at;
			else break;
		}
		const digits = point === -1 ? at - start : at - start - 1;
		if (bytes[at] !== LT || digits === 0 || digits > MOST_DIGITS) return undefined;
		this.at = at;
		this.exact = digits <= EXACT_DIGITS;
		const size = point === -1 ? value : value / (POWERS[at - point - 1] ?? 1);
		return negative ? 0 - size : size;
	}
}
