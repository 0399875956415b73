import { userError } from '../errors';
import type { BoundQuery, SqlDialect, SqlSyntax } from './dialect';
import type { Token } from './tokens';
import { tokenize } from './tokens';

/** What a query may hold in braces. They become bound parameters, never text. */
export const PLACEHOLDERS = ['lastItem', 'lastId', 'limit'] as const;

export type Placeholder = (typeof PLACEHOLDERS)[number];

/** The values of the placeholders. `lastItem` and `lastId` exactly as the database printed them. */
export interface PlaceholderValues {
	readonly lastItem: string | null;
	readonly lastId: string | null;
	readonly limit: number;
}

/** One item of ORDER BY. */
export interface SortItem {
	/** The column, without the table and without quotes; `undefined` where it is an expression. */
	readonly column: string | undefined;
	readonly descending: boolean;
}

/** The clause that limits the rows. */
export interface RowLimit {
	/** Where the clause begins and where its number begins and ends, in the query's text. */
	readonly clauseStart: number;
	readonly numberStart: number;
	readonly numberEnd: number;
	/** The number, or `undefined` where it is `{limit}`. */
	readonly rows: number | undefined;
}

/** What is known of a user's query without asking the database. */
export interface ParsedQuery {
	/** The query without a closing semicolon. */
	readonly text: string;
	readonly uses: ReadonlySet<Placeholder>;
	/** How the outermost SELECT is sorted; `undefined` where it is not. */
	readonly orderBy: readonly SortItem[] | undefined;
	readonly limit: RowLimit | undefined;
}

/**
 * Puts parameters in the places of `{lastItem}`, `{lastId}` and `{limit}`, outside of texts and comments.
 * @param types the types of `lastItem` and `lastId`, where they are known
 * @throws userError when the query is not one that may be run
 */
export function bindQuery(
	dialect: SqlDialect,
	text: string,
	values: PlaceholderValues,
	types: Partial<Record<Placeholder, string>> = {},
): BoundQuery {
	const bound: (string | number | null)[] = [];
	const boundTypes: (string | undefined)[] = [];
	const parts = statementOf(text, dialect.syntax).map((token) => {
		const name = placeholderOf(token);
		if (name === undefined) return token.text;
		bound.push(values[name]);
		boundTypes.push(types[name]);
		return dialect.parameter(bound.length, types[name]);
	});
	const isTyped = boundTypes.some((type) => type !== undefined);
	return { text: parts.join(''), values: bound, ...(isTyped ? { types: boundTypes } : {}) };
}

/**
 * Checks that a query is one statement that reads, and says what it is made of.
 * @throws userError (`SQL_QUERY`, `SQL_STATEMENT`, `SQL_PLACEHOLDER`) that says what to change
 */
export function checkQuery(text: string, syntax: SqlSyntax): ParsedQuery {
	const tokens = statementOf(text, syntax);
	const names = tokens.map(placeholderOf).filter((name) => name !== undefined);
	const outer = significant(tokens).filter(({ depth }) => depth === 0);
	const limit = findLimit(outer);
	return {
		text: tokens.map((token) => token.text).join(''),
		uses: new Set(names),
		orderBy: findOrder(outer, significant(tokens)),
		limit,
	};
}

/** The pieces of the one statement, without what follows its semicolon. */
function statementOf(text: string, syntax: SqlSyntax): Token[] {
	const tokens = tokenize(text, syntax);
	const words = significant(tokens);
	const [first] = words;
	if (first === undefined) throw userError('The query is empty', "Write a SELECT in 'Query'.", 'SQL_QUERY');
	if (!/^(select|with)$/i.test(first.text)) throw notReading(first.text);
	const semicolon = words.findIndex((token) => token.text === ';' && token.kind === 'symbol');
	if (semicolon >= 0 && semicolon < words.length - 1) throw severalStatements();
	for (const token of words) refuseStrangers(token);
	const end = words[semicolon];
	return end === undefined ? tokens : tokens.slice(0, tokens.indexOf(end));
}

const significant = (tokens: readonly Token[]): Token[] =>
	tokens.filter(({ kind }) => kind !== 'space' && kind !== 'comment');

/** The placeholder that a token is, whatever its case. */
function placeholderOf(token: Token): Placeholder | undefined {
	if (token.kind !== 'placeholder') return undefined;
	const written = token.text.slice(1, -1).trim().toLowerCase();
	return PLACEHOLDERS.find((name) => name.toLowerCase() === written);
}

function refuseStrangers(token: Token): void {
	if (token.kind === 'placeholder' && placeholderOf(token) === undefined) {
		throw userError(
			`The query holds ${token.text}, which stands for nothing`,
			'Use {lastItem}, {lastId} and {limit}.',
			'SQL_PLACEHOLDER',
		);
	}
	if (token.kind === 'parameter') {
		throw userError(
			`The query holds the parameter ${token.text}, which has no value`,
			'Write {lastItem}, {lastId} or {limit} in its place.',
			'SQL_PLACEHOLDER',
		);
	}
	if (token.kind === 'text' && /^'\s*\{\s*(lastItem|lastId|limit)\s*\}\s*'$/i.test(token.text)) {
		throw userError(
			`The query holds ${token.text} with quotes, which make it a text`,
			`Write ${token.text.slice(1, -1).trim()} without quotes: the value is handed over apart from the query.`,
			'SQL_PLACEHOLDER',
		);
	}
}

function notReading(word: string): Error {
	return userError(
		`The query begins with '${word}'`,
		'Only queries that read are run: begin it with SELECT or WITH.',
		'SQL_STATEMENT',
	);
}

function severalStatements(): Error {
	return userError(
		'The query holds more than one statement',
		'Keep one SELECT, and remove what follows the semicolon.',
		'SQL_STATEMENT',
	);
}

const isWord = (token: Token | undefined, word: string): boolean =>
	token?.kind === 'word' && token.text.toLowerCase() === word;

/** LIMIT n, or FETCH FIRST n ROWS ONLY, of the outermost SELECT. */
function findLimit(outer: readonly Token[]): RowLimit | undefined {
	const at = outer.findIndex((token, index) => isWord(token, 'limit') || isFetch(outer, index));
	const offset = outer.findIndex(
		(token, index) => isWord(token, 'offset') && !isWord(outer[index - 1], 'as'),
	);
	// SQL Server has FETCH only after OFFSET 0 ROWS, which skips none.
	if (offset > 0 && isClauseNumber(outer[offset + 1]) && outer[offset + 1]?.text !== '0') throw withOffset();
	const clause = outer[at];
	const number = outer[isWord(clause, 'fetch') ? at + 2 : at + 1];
	if (clause === undefined || number === undefined) return undefined;
	return {
		clauseStart: clause.start,
		numberStart: number.start,
		numberEnd: number.start + number.text.length,
		rows: rowsOf(number, outer[outer.indexOf(number) + 1]),
	};
}

function isFetch(outer: readonly Token[], index: number): boolean {
	const next = outer[index + 1];
	return isWord(outer[index], 'fetch') && (isWord(next, 'first') || isWord(next, 'next'));
}

const isClauseNumber = (token: Token | undefined): boolean =>
	token !== undefined && (token.kind === 'number' || token.kind === 'placeholder' || token.text === '(');

function rowsOf(number: Token, next: Token | undefined): number | undefined {
	if (placeholderOf(number) === 'limit') return undefined;
	const rows = Number(number.text);
	if (number.kind === 'number' && Number.isInteger(rows) && rows > 0 && next?.kind !== 'symbol') return rows;
	if (next?.text === ',') throw withOffset();
	throw userError(
		`The query limits its rows by '${number.text}'`,
		'Write LIMIT {limit}, or a whole number.',
		'SQL_QUERY',
	);
}

function withOffset(): Error {
	return userError(
		'The query skips rows with OFFSET',
		'Remove OFFSET: {lastItem} already says where to go on, and rows move while a table is written to.',
		'SQL_QUERY',
	);
}

const ORDER_ENDS = ['limit', 'fetch', 'offset', 'for'];

/** The items of the outermost ORDER BY. `all` tells calls and subqueries inside of them apart from columns. */
function findOrder(outer: readonly Token[], all: readonly Token[]): SortItem[] | undefined {
	const order = outer.findIndex((token, index) => isWord(token, 'order') && isWord(outer[index + 1], 'by'));
	const by = outer[order + 1];
	if (order < 0 || by === undefined) return undefined;
	const rest = all.slice(all.indexOf(by) + 1);
	const end = rest.findIndex((token) => token.depth === 0 && ORDER_ENDS.some((word) => isWord(token, word)));
	return splitAtCommas(end < 0 ? rest : rest.slice(0, end)).map(sortItem);
}

function splitAtCommas(tokens: readonly Token[]): Token[][] {
	const parts: Token[][] = [[]];
	for (const token of tokens) {
		if (token.text === ',' && token.depth === 0) parts.push([]);
		else parts.at(-1)?.push(token);
	}
	return parts;
}

/** `id`, `t.id`, `"Id" ASC`, `id NULLS LAST`: a column; anything else is an expression. */
function sortItem(tokens: readonly Token[]): SortItem {
	const direction = tokens.findIndex((token) => ['asc', 'desc', 'nulls'].some((word) => isWord(token, word)));
	const named = direction < 0 ? tokens : tokens.slice(0, direction);
	const column = named.every(isPartOfName) ? named.at(-1) : undefined;
	return {
		column: column === undefined ? undefined : unquote(column),
		descending: tokens.some((token) => isWord(token, 'desc')),
	};
}

const isPartOfName = (token: Token, index: number): boolean =>
	index % 2 === 1 ? token.text === '.' : token.kind === 'word' || token.kind === 'name';

function unquote(token: Token): string {
	if (token.kind !== 'name') return token.text;
	const close = token.text.slice(-1);
	return token.text.slice(1, -1).replaceAll(close + close, close);
}
