import { userError } from '../errors';
import type { SqlSyntax } from './dialect';
import { tokenize } from './tokens';

/** Names in brackets or in double quotes, texts in single quotes without escapes, comments in comments. */
export const SYNTAX: SqlSyntax = {
	nameQuotes: [
		['[', ']'],
		['"', '"'],
	],
	backslash: 'nowhere',
	dollarQuotes: false,
	nestedComments: true,
	hashComments: false,
};

/**
 * Reserved words (https://learn.microsoft.com/sql/t-sql/language-elements/reserved-keywords-transact-sql) that
 * no SELECT holds, unless as a name in brackets. SQL Server needs no semicolon between statements and has no
 * read-only transaction, so that a COMMIT in the middle of a query would be one.
 */
const FORBIDDEN = new Set(
	`alter backup begin break bulk checkpoint close commit continue create dbcc deallocate declare delete deny
	disk drop dump exec execute goto grant if insert into kill load merge open opendatasource
	openquery openrowset print proc procedure raiserror readtext reconfigure restore return revert revoke
	rollback save set setuser shutdown truncate update updatetext use waitfor while writetext`.split(/\s+/),
);

/**
 * Refuses a text that is more than a SELECT.
 * @throws userError (`SQL_READ_ONLY`, `SQL_STATEMENT`)
 */
export function checkReads(text: string): void {
	const tokens = tokenize(text, SYNTAX).filter(({ kind }) => kind !== 'space' && kind !== 'comment');
	const forbidden = tokens.find((token) => token.kind === 'word' && FORBIDDEN.has(token.text.toLowerCase()));
	if (forbidden !== undefined) throw notReading(forbidden.text);
	const first = tokens[0]?.text ?? '';
	if (!/^(select|with)$/i.test(first)) throw notReading(first);
	const semicolon = tokens.findIndex(({ text: symbol }) => symbol === ';');
	if (semicolon >= 0 && semicolon < tokens.length - 1) {
		throw userError(
			'The query holds more than one statement',
			'Keep one SELECT, and remove what follows the semicolon.',
			'SQL_STATEMENT',
		);
	}
}

const notReading = (word: string): Error =>
	userError(
		`The query wants to do more than read: '${word}'`,
		`Keep one SELECT. Where ${word} is the name of a column, write [${word}].`,
		'SQL_READ_ONLY',
	);
