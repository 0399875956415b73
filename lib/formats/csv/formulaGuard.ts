/** First characters that make a spreadsheet program run a cell, the full-width forms included. OWASP, "CSV Injection". */
const STARTS_FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;
/** What starts like a formula and is none: `+48501228855`, `+48 501 228 855`, `-12.5`, `+5,290.00`. */
const HARMLESS = /^\+\d[\d ]{4,19}$|^[+-]\d+([.,]\d+)*$/;

/** The text with `'` before it where a spreadsheet program would run it as a formula; phones and numbers stay as they are. */
export function guardFormula(text: string): string {
	return STARTS_FORMULA.test(text) && !HARMLESS.test(text) ? `'${text}` : text;
}
