import type { Cell, CustomerRecord, FieldSpec, FieldValue, SortKey } from '../model';

/** Letters that Unicode does not take apart into a letter and an accent, as people sort them. */
const WHOLE_LETTERS: Readonly<Record<string, string>> = { ł: 'l', ø: 'o', đ: 'd', ß: 'ss', æ: 'ae', œ: 'oe' };
const WHOLE_LETTER = new RegExp(`[${Object.keys(WHOLE_LETTERS).join('')}]`, 'g');

/**
 * What customers are sorted by: numbers as numbers, text without case and accents; `null` where there is nothing.
 * @returns the keys of a customer, in the order of `sort`
 */
export function makeSortKeys(
	sort: readonly SortKey[],
	fields: readonly FieldSpec[],
): (record: CustomerRecord) => (string | number | null)[] {
	const keys = sort.map(({ field }) => ({
		field,
		numeric: ['number', 'money'].includes(fields.find(({ name }) => name === field)?.type ?? 'text'),
	}));
	return (record) => keys.map(({ field, numeric }) => keyOf(firstOf(record[field]), numeric));
}

function firstOf(value: FieldValue | undefined): Cell | undefined {
	const cells: readonly (Cell | undefined)[] = Array.isArray(value) ? value : [value];
	return cells[0];
}

function keyOf(cell: Cell | undefined, numeric: boolean): string | number | null {
	if (cell === undefined || cell === null || cell === '') return null;
	const number = Number(cell);
	if ((numeric || typeof cell === 'number') && !Number.isNaN(number)) return number;
	return sortedForm(String(cell));
}

/** The text without case and accents, and as it is behind that, so that the order is always the same. */
function sortedForm(text: string): string {
	const plain = text.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '');
	return `${plain.replace(WHOLE_LETTER, (letter) => WHOLE_LETTERS[letter] ?? letter)}\0${text}`;
}
