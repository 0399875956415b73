/** What clears a field in a job; an empty cell leaves it alone. */
export const CLEARED = '#N/A';

/** A table as a job takes it: UTF-8, commas, line feeds (https://www.rfc-editor.org/rfc/rfc4180). */
export function formatCsv(rows: readonly (readonly string[])[]): string {
	return rows.map((row) => `${row.map(formatCell).join(',')}\n`).join('');
}

function formatCell(cell: string): string {
	return /[",\n\r]/.test(cell) || cell !== cell.trim() ? `"${cell.replace(/"/g, '""')}"` : cell;
}

/** A table as a job gives it: every cell may be quoted, and a quoted one may hold line breaks. */
export function parseCsv(text: string): string[][] {
	const rows: string[][] = [];
	const cell = /(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r\n|\n|\r|$)/gy;
	let row: string[] = [];
	while (cell.lastIndex < text.length) {
		const match = cell.exec(text);
		if (match === null) break;
		const [, quoted, plain = '', end] = match;
		row.push(quoted === undefined ? plain : quoted.replace(/""/g, '"'));
		if (end === ',' && cell.lastIndex < text.length) continue;
		if (end === ',') row.push('');
		rows.push(row);
		row = [];
	}
	return rows;
}

/** The rows under the header, each by the header's names. */
export function recordsOf(text: string): ReadonlyMap<string, string>[] {
	const [header = [], ...rows] = parseCsv(text);
	return rows.map((row) => new Map(header.map((name, place) => [name, row[place] ?? ''])));
}
