import { userError } from '../errors';
import type { SqlSyntax } from './dialect';
import { tokenize } from './tokens';

/** Names in double quotes, texts in single quotes without escapes. Texts between q'[ and ]' are not known. */
export const SYNTAX: SqlSyntax = {
	nameQuotes: [['"', '"']],
	backslash: 'nowhere',
	dollarQuotes: false,
	nestedComments: false,
	hashComments: false,
};

/**
 * Refuses what is not one SELECT: a read-only transaction of Oracle ends by itself where a table is created or
 * dropped, and a block of PL/SQL may do anything.
 * @throws userError (`SQL_READ_ONLY`, `SQL_STATEMENT`)
 */
export function checkReads(text: string): void {
	const tokens = tokenize(text, SYNTAX).filter(({ kind }) => kind !== 'space' && kind !== 'comment');
	const [first, second] = tokens.map((token) => token.text.toLowerCase());
	const isSelect =
		first === 'select' || (first === 'with' && second !== 'function' && second !== 'procedure');
	if (!isSelect) {
		throw userError(
			`The query does not read, or not only: it begins with '${tokens[0]?.text ?? ''}'`,
			'Keep one SELECT, or WITH and a SELECT.',
			'SQL_READ_ONLY',
		);
	}
	const semicolon = tokens.findIndex((token) => token.text === ';');
	if (semicolon >= 0) {
		throw userError(
			'The query holds more than one statement, or a semicolon',
			'Keep one SELECT, and remove the semicolon.',
			'SQL_STATEMENT',
		);
	}
}
