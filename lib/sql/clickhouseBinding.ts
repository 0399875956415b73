import { userError } from '../errors';
import { greatestOf, suitableText } from './clickhouseTypes';
import type { BoundQuery, SqlSyntax } from './dialect';
import type { Token } from './tokens';
import { tokenize } from './tokens';

/**
 * Servers before version 20 take no values apart from the statement, so they are written into it, as literals in
 * the places that only we mark: `$1` cannot come from a user's query, and is not looked for in texts and comments.
 * The one character that ends a literal and the one that escapes are escaped
 * (https://clickhouse.com/docs/sql-reference/syntax#string); the request is UTF-8, where no other character holds their bytes.
 * @param unknown what stands for a NULL of which nothing is known
 */
export function writeValues(query: BoundQuery, syntax: SqlSyntax, unknown: string): string {
	const tokens = tokenize(query.text, syntax);
	refuseTotals(tokens);
	return tokens
		.map((token) =>
			token.kind === 'parameter' ? literal(query, Number(token.text.slice(1)) - 1, unknown) : token.text,
		)
		.join('');
}

/** @throws userError (`SQL_QUERY`) where the result would hold sums that are no rows */
function refuseTotals(tokens: readonly Token[]): void {
	const words = tokens
		.filter(({ kind }) => kind !== 'space' && kind !== 'comment')
		.map(({ text }) => text.toLowerCase());
	if (!words.some((word, index) => word === 'totals' && words[index - 1] === 'with')) return;
	throw userError(
		'The query asks for totals, which are no rows of the table',
		'Remove WITH TOTALS, or use WITH ROLLUP.',
		'SQL_QUERY',
	);
}

function literal({ values, types }: BoundQuery, index: number, unknown: string): string {
	const value = values[index];
	const type = types?.[index];
	if (value === undefined) throw new Error(`The statement has no value ${index + 1}`);
	if (value === null) return type === undefined ? unknown : greatestOf(type);
	if (typeof value === 'number') return numberLiteral(value);
	return quoted(suitableText(value, type));
}

function numberLiteral(value: number): string {
	if (Number.isFinite(value)) return String(value);
	throw new Error(`${value} is no number that a statement can hold`);
}

/** @throws userError (`SQL_VALUE`) where the text stands for bytes that are none */
function quoted(text: string): string {
	if (text.includes('\ufffd')) {
		throw userError(
			'A value holds bytes that are no text, so the pull cannot go on after it',
			'Choose another column, or use hex() on this one in the query.',
			'SQL_VALUE',
		);
	}
	return `'${text.replace(/[\\']/g, '\\$&').replaceAll('\0', '\\0')}'`;
}
