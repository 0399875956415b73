/** A name in brackets and quotes, or one without either, up to a comma. */
const NAME = /\[(["'])(?:\\.|(?!\1).)*\1\]|[^,[\]]+/gs;

/**
 * The label that a person means by what is in the field 'Column'. Dragging a column from n8n's input panel
 * gives its name, or a path such as `['Client\'s name']` where the name has special characters.
 */
export function columnName(text: string): string {
	const path = text
		.trim()
		.replace(/^=?\{\{\s*|\s*\}\}$/g, '')
		.replace(/^\$json(\.|(?=\[))/, '');
	const bracketed = /^\[(["'])(.*)\1\]$/s.exec(path);
	return bracketed ? (bracketed[2] ?? '').replace(/\\(["'\\])/g, '$1') : path;
}

/**
 * The labels in a field for several columns: with commas between them, or each on a line of its own. Otherwise than
 * in other lists a label keeps a comma in brackets and quotes, as n8n writes it, and its semicolons.
 */
export function columnNames(text: string): string[] {
	const parts = text.includes('\n') ? text.split('\n') : (text.match(NAME) ?? []);
	return parts.map(columnName).filter((name) => name !== '');
}
