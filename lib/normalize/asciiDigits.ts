/** The zeros of the Arabic, Persian, Devanagari, Bengali and Thai scripts; their digits follow one another in Unicode. */
const ZEROS = [0x0660, 0x06f0, 0x0966, 0x09e6, 0x0e50];

const OTHER_DIGITS = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59]/g;

/** Writes the decimal digits of other scripts as ours. */
export function asciiDigits(text: string): string {
	return text.replace(OTHER_DIGITS, (digit) => {
		const code = digit.charCodeAt(0);
		return String(code - (ZEROS.findLast((zero) => zero <= code) ?? code));
	});
}
