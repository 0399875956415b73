/** One element of an array as PostgreSQL prints it: quoted, or plain (https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO). */
const ELEMENT = /"((?:[^"\\]|\\.)*)"|([^{},"]+)/gs;

/** A list of texts as PostgreSQL reads it. */
export function arrayText(values: ReadonlyArray<string | null>): string {
	// One look at all of them is much less work than one look at each, and most lists have nothing to escape.
	const quote = NEEDS_ESCAPE.test(values.join('')) ? escaped : plain;
	return `{${values.map((value) => (value === null ? 'NULL' : quote(value))).join(',')}}`;
}

const NEEDS_ESCAPE = /["\\]/;
const plain = (text: string): string => `"${text}"`;
const escaped = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;

/** The texts of an array of one dimension; those that are NULL are left out. */
export function readArray(text: string): string[] {
	return [...text.matchAll(ELEMENT)].flatMap(([, quoted, plain]) => {
		if (quoted !== undefined) return [quoted.replace(/\\(.)/gs, '$1')];
		return plain === undefined || plain === 'NULL' ? [] : [plain];
	});
}
