import { makeIssue } from '../errors';
import type { Cell, RowIssue } from '../model';

/** Labels of a header, and what had to be changed to make them usable. */
export interface Labels {
	readonly labels: string[];
	readonly issues: RowIssue[];
}

/**
 * Makes the labels of a table from the cells of its header: trimmed, composed (NFC), without a
 * byte order mark, unique (`phone`, `phone_2`), and `column_3` where one is empty.
 * @param rowNumber the header's row, for the issues
 */
export function makeLabels(cells: ReadonlyArray<Cell | undefined>, rowNumber?: number): Labels {
	const issues: RowIssue[] = [];
	const place = rowNumber === undefined ? {} : { rowNumber };
	const wanted = cells.map((cell) => cleanLabel(cell));
	// A map and not an object: a label may be `__proto__`.
	const taken = new Map<string, number>(wanted.filter((label) => label !== '').map((label) => [label, 0]));
	const labels = wanted.map((label, index) => {
		const unique = label === '' ? madeUpLabel(index + 1, taken) : uniqueLabel(label, taken);
		if (label === '') issues.push(makeIssue('EMPTY_LABEL', { ...place, ...emptyLabel(index + 1, unique) }));
		else if (unique !== label)
			issues.push(makeIssue('DUPLICATE_LABEL', { ...place, ...duplicateLabel(label, unique) }));
		return unique;
	});
	return { labels, issues };
}

/** The labels of a table without a header: `column_1` … */
export function numberedLabels(count: number): string[] {
	return Array.from({ length: count }, (_, index) => `column_${index + 1}`);
}

function cleanLabel(cell: Cell | undefined): string {
	if (cell === undefined || cell === null) return '';
	return flatCopy(String(cell).replaceAll('\uFEFF', '').normalize('NFC').trim());
}

/** A string of its own: what is cut out of a chunk would keep the whole chunk in memory. */
export function flatCopy(text: string): string {
	return Buffer.from(text, 'utf16le').toString('utf16le');
}

/** `column_3`, unless another column is really called that. */
function madeUpLabel(column: number, taken: Map<string, number>): string {
	const label = `column_${column}`;
	if (taken.get(label) === 0) taken.set(label, 1);
	const made = uniqueLabel(label, taken);
	if (made !== label) taken.set(label, 0);
	return made;
}

/** The label, or the label with the first number that no other column has. */
function uniqueLabel(label: string, taken: Map<string, number>): string {
	const uses = taken.get(label) ?? 0;
	taken.set(label, uses + 1);
	if (uses === 0) return label;
	for (let number = uses + 1; ; number++) {
		const candidate = `${label}_${number}`;
		if (taken.has(candidate)) continue;
		taken.set(candidate, 1);
		taken.set(label, number);
		return candidate;
	}
}

function emptyLabel(column: number, label: string) {
	return { label, message: `Column ${column} has no label and is called ${label}` };
}

function duplicateLabel(label: string, unique: string) {
	return {
		label: unique,
		message: `The label ${label} is there more than once; one more is called ${unique}`,
	};
}
