import { read } from '../../../../../lib/connectors/http/body';

export type Row = Readonly<Record<string, unknown>> & { readonly id: string };
export type Fits = (row: Row) => boolean;

/**
 * Filters as Twenty reads them: parentheses are counted wherever they stand, commas cut a list even inside of
 * quotation marks, quotation marks switch on and off, and nothing can be escaped.
 * @param types the type of each column, such as `name.firstName`
 * @throws Error with what Twenty says of a filter that it refuses
 */
export function parseFilter(text: string, types: Readonly<Record<string, string>>): Fits {
	const count = (sign: string) => text.split(sign).length;
	if (count('(') !== count(')')) throw new Error("'filter' invalid. close bracket is missing in the query");
	return conditionOf(isGroup(text) ? text : `and(${text})`, types);
}

const isGroup = (text: string): boolean => /^(?:or|and|not)\(.+\)$/.test(text);

function conditionOf(text: string, types: Readonly<Record<string, string>>): Fits {
	if (!isGroup(text)) return comparison(text, types);
	const parts = partsOf(text).map((part) => conditionOf(part, types));
	const word = text.slice(0, text.indexOf('('));
	if (word === 'or') return (row) => parts.some((fits) => fits(row));
	if (word === 'not') return (row) => !parts[0]?.(row);
	return (row) => parts.every((fits) => fits(row));
}

/** What stands between the commas of the outermost parentheses. */
function partsOf(text: string): string[] {
	const state = { depth: 0, inList: false, inDouble: false, inSingle: false };
	const parts = [''];
	for (const sign of text) {
		const wasInside = state.depth >= 1;
		if (sign === '(') state.depth += 1;
		if (sign === ')') state.depth -= 1;
		if (sign === '[' || sign === ']') state.inList = !state.inList;
		if (sign === '"') state.inDouble = !state.inDouble;
		if (sign === "'") state.inSingle = !state.inSingle;
		const isFree = state.depth === 1 && !state.inList && !state.inDouble && !state.inSingle;
		if (sign === ',' && isFree) parts.push('');
		else if (sign === ')' ? state.depth >= 1 : wasInside) parts.push(`${parts.pop() ?? ''}${sign}`);
	}
	return parts;
}

const OPERATORS: Readonly<Record<string, readonly string[]>> = {
	TEXT: ['eq', 'in', 'like', 'ilike', 'gt', 'is'],
	UUID: ['eq', 'in', 'is'],
	DATE_TIME: ['gt', 'gte', 'is'],
	NUMBER: ['eq', 'in', 'gt', 'is'],
	RAW_JSON: ['is', 'like'],
};

function comparison(text: string, types: Readonly<Record<string, string>>): Fits {
	const match = /^([^[]+)\[([^\]]+)\]:(.+)$/.exec(text);
	if (match === null) throw new Error(`'filter' invalid for '${text}'. eg: price[gte]:10`);
	const [, column = '', operator = '', given = ''] = match;
	const type = types[column];
	if (type === undefined) throw new Error(`Object person doesn't have any "${column}" field.`);
	if (!OPERATORS[type]?.includes(operator))
		throw new Error(`Operator ${operator} is not valid for ${column}`);
	const values = operator === 'in' ? listOf(given) : [unquoted(given)];
	for (const value of operator === 'is' ? [] : values) checkValue(type, column, value);
	return (row) => holds(operator, columnOf(row, column, type), values);
}

function listOf(given: string): string[] {
	if (!given.startsWith('[') || !given.endsWith(']'))
		throw new Error(`array value expected, received '${given}'`);
	return given.slice(1, -1).split(',').map(unquoted);
}

function unquoted(value: string): string {
	return /^["'].*["']$/.test(value) ? value.slice(1, -1) : value;
}

function checkValue(type: string, column: string, value: string): void {
	const isUuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);
	if (type === 'UUID' && !isUuid) throw new Error(`Invalid UUID value '${value}' for field "${column}"`);
	if (type === 'NUMBER' && !Number.isFinite(Number(value)))
		throw new Error(`Invalid number value for ${column}`);
}

/** As PostgreSQL has it: JSON as its text, NULL fits nothing. */
function columnOf(row: Row, column: string, type: string): string | undefined {
	const value = read.value(row, ...column.split('.'));
	if (value === null || value === undefined) return undefined;
	return type === 'RAW_JSON' ? JSON.stringify(value) : String(value);
}

function holds(operator: string, kept: string | undefined, values: readonly string[]): boolean {
	const [value = ''] = values;
	if (operator === 'is') return value === 'NULL' ? kept === undefined : kept !== undefined;
	if (kept === undefined) return false;
	switch (operator) {
		case 'like':
			return like(value, '').test(kept);
		case 'ilike':
			return like(value, 'i').test(kept);
		case 'gt':
			return kept > value;
		case 'gte':
			return kept >= value;
		default:
			return values.includes(kept);
	}
}

/** A pattern of SQL: `_` is one character, `%` any number of them, a backslash takes the meaning away. */
function like(pattern: string, flags: string): RegExp {
	const source = pattern.replace(/\\(.)|([%_])|([.*+?^${}()|[\]\\])/g, (_, taken, wild, sign) => {
		if (wild !== undefined) return wild === '%' ? '.*' : '.';
		return `\\${String(taken ?? sign)}`;
	});
	return new RegExp(`^${source}$`, `${flags}su`);
}
