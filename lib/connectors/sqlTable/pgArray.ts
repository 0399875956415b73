/** One element of an array as PostgreSQL prints it: quoted, or plain (https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO). */
const ELEMENT = /"((?:[^"\\]|\\.)*)"|([^{},"]+)/gs;

/** A list of texts as PostgreSQL reads it. */
export function arrayText(values: ReadonlyArray<string | null>): string {
	return `{${values.map((value) => (value === null ? 'NULL' : quoted(value))).join(',')}}`;
}

const quoted = (text: string): string => `"${/["\\]/.test(text) ? text.replace(/["\\]/g, '\\$&') : text}"`;

/** The texts of an array of one dimension; those that are NULL are left out. */
export function readArray(text: string): string[] {
	return [...text.matchAll(ELEMENT)].flatMap(([, quoted, plain]) => {
		if (quoted !== undefined) return [quoted.replace(/\\(.)/gs, '$1')];
		return plain === undefined || plain === 'NULL' ? [] : [plain];
	});
}
