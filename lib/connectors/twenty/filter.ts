/**
 * What the language of filters gives a meaning to, wherever it stands: it counts parentheses and cuts at commas inside
 * of quotation marks too, and has no way to escape them.
 */
const HARD = /["'()[\],\\%\r\n]/g;

/** A pattern that fits a text, and few others: `_` is any one character. */
const patternOf = (text: string): string => text.replace(HARD, '_');

/** Conditions of which one holds where a field has one of the values, and sometimes where it has one that is alike. */
export function anyOf(field: string, values: readonly string[]): string[] {
	const plain = values.filter((value) => value !== '' && patternOf(value) === value);
	const hard = values.filter((value) => patternOf(value) !== value);
	return [
		...(plain.length > 0 ? [`${field}[in]:[${plain.join(',')}]`] : []),
		...hard.map((value) => `${field}[like]:${patternOf(value)}`),
	];
}

/** That a field has a text in it. */
export const contains = (field: string, text: string): string => `${field}[like]:%${patternOf(text)}%`;

/** That a field is a text, in capital letters or small ones. */
export const reads = (field: string, text: string): string => `${field}[ilike]:${patternOf(text)}`;

export function either(conditions: readonly string[]): string {
	const [only = '', ...others] = conditions;
	return others.length === 0 ? only : `or(${conditions.join(',')})`;
}

export const both = (one: string, other: string): string => `and(${one},${other})`;

/** Twenty shows who was deleted only where a filter speaks of it. */
export const DELETED_TOO = 'or(deletedAt[is]:NULL,deletedAt[is]:NOT_NULL)';

/** A record's id; a filter with anything else in its place is refused. */
export const isUuid = (text: string): boolean =>
	/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);
