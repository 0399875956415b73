/** What stands between the entries of a list that a person types, the weakest sign first; Chinese signs as well. */
const COMMAS = /[,，、]/;
const SEMICOLONS = /[;；]/;
const LINES = /\r?\n/;

const ANY = new RegExp([COMMAS, SEMICOLONS, LINES].map(({ source }) => source).join('|'));

/**
 * The names that a person lists on a panel, in the order written: fields, files, columns of a database. Between them
 * stand commas, semicolons or ends of lines, in any mixture.
 */
export function listedNames(text: string): string[] {
	return entries(text, ANY);
}

/**
 * The values that a person lists on a panel, each once. A value may have a comma in it, as `Sales, Europe` has: where
 * each stands on a line of its own, only ends of lines count, and where there are semicolons, only those.
 */
export function listedValues(text: string): string[] {
	const separator = [LINES, SEMICOLONS].find((sign) => sign.test(text.trim())) ?? COMMAS;
	return [...new Set(entries(text, separator))];
}

function entries(text: string, separator: RegExp): string[] {
	return text
		.split(separator)
		.map((entry) => entry.trim())
		.filter((entry) => entry !== '');
}
