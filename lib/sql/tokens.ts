import { userError } from '../errors';
import type { SqlSyntax } from './dialect';

export type TokenKind =
	'space' | 'comment' | 'text' | 'name' | 'word' | 'number' | 'placeholder' | 'parameter' | 'symbol';

/** A piece of a statement. `name` is a quoted identifier, `parameter` one that is bound by number, as `$1`. */
export interface Token {
	readonly kind: TokenKind;
	readonly text: string;
	/** Where it begins in the statement, from 0. */
	readonly start: number;
	/** How many parentheses are open around it. */
	readonly depth: number;
}

type Reader = (sql: string, start: number) => number;

/** A reader for what a sticky expression matches: gives the end, or `start` where nothing matches. */
function matching(expression: RegExp): Reader {
	const sticky = new RegExp(expression.source, `${expression.flags}y`);
	return (sql, start) => {
		sticky.lastIndex = start;
		return sticky.test(sql) ? sticky.lastIndex : start;
	};
}

const escaped = (character: string): string => character.replace(/[[\]]/, '\\$&');

const quoted = (open: string, close: string): Reader =>
	closed(
		matching(new RegExp(`${escaped(open)}(?:[^${escaped(close)}]|${escaped(close)}{2})*${escaped(close)}`)),
		open,
	);

/** A reader that knows how its piece begins, and refuses one that has no end. */
function closed(reader: Reader, opening: string): Reader {
	return (sql, start) => {
		const end = reader(sql, start);
		if (end === start && sql.startsWith(opening, start)) throw unclosed(sql, start, opening);
		return end;
	};
}

const PLAIN_TEXT = closed(matching(/'(?:[^']|'')*'/), "'");
const ESCAPED_TEXT = closed(matching(/'(?:[^'\\]|''|\\[^])*'/), "'");
const DOUBLE_QUOTED_TEXT = closed(matching(/"(?:[^"\\]|""|\\[^])*"/), '"');
const DOLLAR_QUOTE = /\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$/uy;

function prefixedText(sql: string, start: number): number {
	if (!/[eE]/.test(sql.charAt(start)) || sql.charAt(start + 1) !== "'") return start;
	return ESCAPED_TEXT(sql, start + 1);
}

function dollarText(sql: string, start: number): number {
	DOLLAR_QUOTE.lastIndex = start;
	const tag = DOLLAR_QUOTE.exec(sql)?.[0];
	if (tag === undefined) return start;
	const end = sql.indexOf(tag, start + tag.length);
	if (end < 0) throw unclosed(sql, start, tag);
	return end + tag.length;
}

const COMMENT_EDGE = /\/\*|\*\//g;

function blockComment(nested: boolean): Reader {
	return (sql, start) => {
		if (!sql.startsWith('/*', start)) return start;
		COMMENT_EDGE.lastIndex = start + 2;
		for (let open = 1; ;) {
			const edge = COMMENT_EDGE.exec(sql)?.[0];
			if (edge === undefined) throw unclosed(sql, start, '/*');
			if (edge === '*/') open -= 1;
			else if (nested) open += 1;
			if (open === 0) return COMMENT_EDGE.lastIndex;
		}
	};
}

function readersOf(syntax: SqlSyntax): ReadonlyArray<readonly [TokenKind, Reader]> {
	return [
		['space', matching(/\s+/)],
		['comment', matching(/--[^\n]*/)],
		...(syntax.hashComments ? [['comment', matching(/#[^\n]*/)] as const] : []),
		['comment', blockComment(syntax.nestedComments)],
		...(syntax.backslash === 'prefixed' ? [['text', prefixedText] as const] : []),
		['text', syntax.backslash === 'everywhere' ? ESCAPED_TEXT : PLAIN_TEXT],
		...(syntax.dollarQuotes ? [['text', dollarText] as const] : []),
		// What quotes no names quotes texts.
		...(syntax.nameQuotes.some(([open]) => open === '"') ? [] : [['text', DOUBLE_QUOTED_TEXT] as const]),
		...syntax.nameQuotes.map(([open, close]) => ['name', quoted(open, close)] as const),
		['word', matching(/[\p{L}_][\p{L}\p{N}_$]*/u)],
		['number', matching(/(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?/i)],
		['placeholder', matching(/\{\s*[A-Za-z]\w*\s*\}/)],
		['parameter', matching(/\$\d+/)],
		['symbol', matching(/[^]/u)],
	];
}

/**
 * Splits a statement into its pieces; put together again, they are the statement.
 * @throws userError when a quote, a comment or a parenthesis is not closed
 */
export function tokenize(sql: string, syntax: SqlSyntax): Token[] {
	const readers = readersOf(syntax);
	const tokens: Token[] = [];
	let depth = 0;
	for (let start = 0; start < sql.length;) {
		const { kind, end } = readOne(sql, start, readers);
		const text = sql.slice(start, end);
		if (text === ')') depth -= 1;
		if (depth < 0) throw unbalanced(sql, start);
		tokens.push({ kind, text, start, depth });
		if (text === '(') depth += 1;
		start = end;
	}
	if (depth > 0) throw unbalanced(sql, sql.length);
	return tokens;
}

function readOne(
	sql: string,
	start: number,
	readers: ReturnType<typeof readersOf>,
): { kind: TokenKind; end: number } {
	for (const [kind, reader] of readers) {
		const end = reader(sql, start);
		if (end > start) return { kind, end };
	}
	return { kind: 'symbol', end: start + 1 };
}

/** Where a person finds it: the line of the query, from 1. */
const lineOf = (sql: string, position: number): number => sql.slice(0, position).split('\n').length;

function unclosed(sql: string, start: number, opening: string): Error {
	return userError(
		`The ${opening} in line ${lineOf(sql, start)} of the query is not closed`,
		'Close it, or write it twice where it is meant as a character.',
		'SQL_QUERY',
	);
}

function unbalanced(sql: string, position: number): Error {
	return userError(
		`The parentheses of the query do not match (line ${lineOf(sql, position)})`,
		'Check that every ( has its ).',
		'SQL_QUERY',
	);
}
