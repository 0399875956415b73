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
