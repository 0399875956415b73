import { SYNTAX } from './mssqlGuard';
import type { Token } from './tokens';
import { tokenize } from './tokens';

/**
 * A query as a table of its own. SQL Server takes neither WITH in parentheses, which so comes before, nor an
 * order there without a word about how many rows, which so are all.
 * @param what is selected of the table
 */
export function derive(what: string, query: string): string {
	const words = tokenize(query, SYNTAX).filter(({ kind, depth }) => kind === 'word' && depth === 0);
	const select = words.findIndex((word) => is(word, 'select'));
	const start = words[select]?.start ?? 0;
	const after = words.slice(select + 1);
	const isSorted = after.some((word, index) => is(word, 'order') && is(after[index + 1], 'by'));
	const isLimited =
		after.some((word) => is(word, 'offset')) || after.slice(0, 2).some((word) => is(word, 'top'));
	const all = isSorted && !isLimited ? '\nOFFSET 0 ROWS' : '';
	return `${query.slice(0, start)}SELECT ${what} FROM (\n${query.slice(start)}${all}\n) pulled`;
}

const is = (word: Token | undefined, text: string): boolean => word?.text.toLowerCase() === text;
