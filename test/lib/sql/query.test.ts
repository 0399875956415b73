import fc from 'fast-check';
import { bindQuery, checkQuery } from '../../../lib/sql';
import { postgres } from '../../../lib/sql/postgres';
import { tokenize } from '../../../lib/sql/tokens';
import { errorOf } from './conformance';

const VALUES = { lastItem: '41', lastId: 'k', limit: 10 };
const bind = (text: string) => bindQuery(postgres, text, VALUES);
const check = (text: string) => checkQuery(text, postgres.syntax);
const codeOf = async (text: string) => (await errorOf(async () => check(text))).code;

describe('placeholders', () => {
	it('become parameters with their values apart', () => {
		expect(bind('SELECT * FROM t WHERE (a, b) > ({lastItem}, { LASTID }) LIMIT {limit}')).toEqual({
			text: 'SELECT * FROM t WHERE (a, b) > ($1, $2) LIMIT $3',
			values: ['41', 'k', 10],
		});
	});

	it('become parameters as often as they come', () => {
		expect(bind('SELECT 1 WHERE a >= {lastItem} OR a > {lastItem}').values).toEqual(['41', '41']);
	});

	it('can have no value yet', () => {
		const { values } = bindQuery(postgres, 'SELECT {lastItem}, {lastId}', {
			...VALUES,
			lastItem: null,
			lastId: null,
		});
		expect(values).toEqual([null, null]);
	});

	it.each([
		['a text', "SELECT 'see {lastItem} there' AS t"],
		['a text with a doubled quote', "SELECT 'it''s {lastItem}' AS t"],
		['a text with backslashes', String.raw`SELECT E'it\'s {lastItem}' AS t`],
		['a quoted name', 'SELECT 1 AS "{lastItem}"'],
		['a quoted name with a quote in it', 'SELECT 1 AS "a ""{lastItem}"" b"'],
		['a comment to the end of the line', 'SELECT 1 -- {lastItem}\n'],
		['a comment', 'SELECT 1 /* {lastItem} */'],
		['a comment in a comment', 'SELECT 1 /* a /* b */ {lastItem} */'],
		['a dollar quote', 'SELECT $$ {lastItem} $$'],
		['a dollar quote with a tag', 'SELECT $a$ $$ {lastItem} $$ $a$'],
	])('are left alone inside of %s', (_title, text) => {
		expect(bind(text)).toEqual({ text, values: [] });
	});

	it('are found after a backslash at the end of an ordinary text', () => {
		expect(bind(String.raw`SELECT 'C:\' WHERE a > {lastItem}`).values).toEqual(['41']);
	});

	it.each([
		['an unknown one', 'SELECT {lastitems}', 'SQL_PLACEHOLDER'],
		['one in quotes', "SELECT 1 WHERE a > '{lastItem}'", 'SQL_PLACEHOLDER'],
		['a parameter by number', 'SELECT 1 WHERE a > $1', 'SQL_PLACEHOLDER'],
	])('are refused: %s', async (_title, text, code) => {
		expect(await codeOf(text)).toBe(code);
	});
});

describe('statements', () => {
	it.each([
		['nothing', '  ', 'SQL_QUERY'],
		['only a comment', '-- SELECT 1', 'SQL_QUERY'],
		['a change', 'UPDATE t SET a = 1', 'SQL_STATEMENT'],
		['a change after a comment', '/* SELECT */ DELETE FROM t', 'SQL_STATEMENT'],
		['a call', 'CALL f()', 'SQL_STATEMENT'],
		['an explanation', 'EXPLAIN ANALYZE SELECT 1', 'SQL_STATEMENT'],
		['two of them', 'SELECT 1; SELECT 2', 'SQL_STATEMENT'],
		['two of them after a text', "SELECT ';'; DROP TABLE t", 'SQL_STATEMENT'],
		[
			'two of them after a text that ends in a backslash',
			String.raw`SELECT '\'; DROP TABLE t --'`,
			'SQL_STATEMENT',
		],
		['a text without an end', "SELECT 'abc", 'SQL_QUERY'],
		['a comment without an end', 'SELECT 1 /* /* */', 'SQL_QUERY'],
		['a dollar quote without an end', 'SELECT $x$ $$', 'SQL_QUERY'],
		['a name without an end', 'SELECT "a', 'SQL_QUERY'],
		['a parenthesis too many', 'SELECT 1) x; --', 'SQL_QUERY'],
		['a parenthesis too few', 'SELECT (1', 'SQL_QUERY'],
		['rows skipped', 'SELECT 1 LIMIT 5 OFFSET 10', 'SQL_QUERY'],
		['a computed limit', 'SELECT 1 LIMIT 5 * 2', 'SQL_QUERY'],
		['a limit of none', 'SELECT 1 LIMIT 0', 'SQL_QUERY'],
	])('are refused: %s', async (_title, text, code) => {
		expect(await codeOf(text)).toBe(code);
	});

	it('say in which line a quote is not closed', async () => {
		const error = await errorOf(async () => check("SELECT 1,\n'x"));
		expect(error.message).toBe("The ' in line 2 of the query is not closed");
	});

	it.each([
		['a SELECT', 'select 1'],
		['a WITH', 'WITH a AS (SELECT 1) SELECT * FROM a'],
		['a comment before it', '-- customers\nSELECT 1'],
		['a semicolon and a comment after it', 'SELECT 1 ; -- done'],
	])('are taken: %s', (_title, text) => {
		expect(() => check(text)).not.toThrow();
	});

	it('lose their closing semicolon and what follows', () => {
		expect(check("SELECT ';' ; -- done").text).toBe("SELECT ';' ");
	});
});

describe('the order and the limit of a query', () => {
	it.each([
		['SELECT 1', undefined],
		['SELECT row_number() OVER (ORDER BY a) FROM (SELECT 1 ORDER BY b) x', undefined],
		['SELECT 1 ORDER BY id', [{ column: 'id', descending: false }]],
		['SELECT 1 ORDER BY t.id ASC NULLS LAST', [{ column: 'id', descending: false }]],
		['SELECT 1 ORDER BY "The ""Id""" DESC', [{ column: 'The "Id"', descending: true }]],
		[
			'SELECT 1 ORDER BY updated_at, lower(name), id LIMIT 5',
			[
				{ column: 'updated_at', descending: false },
				{ column: undefined, descending: false },
				{ column: 'id', descending: false },
			],
		],
		['SELECT 1 ORDER BY -id', [{ column: undefined, descending: false }]],
		[
			'SELECT 1 ORDER BY coalesce(a, (SELECT 1 LIMIT 1)) FETCH FIRST 5 ROWS ONLY',
			[{ column: undefined, descending: false }],
		],
	])('%s', (text, expected) => {
		expect(check(text).orderBy).toEqual(expected);
	});

	it.each([
		['SELECT 1', undefined],
		['SELECT * FROM (SELECT 1 LIMIT 5) x', undefined],
		["SELECT 'LIMIT 5'", undefined],
		['SELECT 1 LIMIT {limit}', 'LIMIT | {limit} | any'],
		['SELECT 1 limit 10;', 'limit | 10 | 10'],
		['SELECT 1 FETCH NEXT 10 ROWS ONLY', 'FETCH NEXT | 10 | 10'],
	])('%s', (text, expected) => {
		const { limit, text: query } = check(text);
		const found =
			limit &&
			[
				query.slice(limit.clauseStart, limit.numberStart).trim(),
				query.slice(limit.numberStart, limit.numberEnd),
				limit.rows ?? 'any',
			].join(' | ');
		expect(found).toBe(expected);
	});
});

it('splits any text into pieces that are the text again', () => {
	const pieces = fc.constantFrom(
		"'",
		'"',
		'$',
		'$a$',
		'--',
		'/*',
		'*/',
		'\n',
		' ',
		'a',
		'1',
		'{lastItem}',
		';',
		'\\',
		'E',
		'(',
		')',
		'ł',
		'😀',
	);
	fc.assert(
		fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
			const text = parts.join('');
			try {
				expect(
					tokenize(text, postgres.syntax)
						.map((token) => token.text)
						.join(''),
				).toBe(text);
			} catch (error) {
				expect(String(error)).toMatch(/not closed|do not match/);
			}
		}),
		{ numRuns: 500 },
	);
});

it('reads a long query in no time', () => {
	const text = `SELECT ${"'a''b', ".repeat(50_000)}'${"''".repeat(50_000)}`;
	expect(() => check(text)).toThrow('not closed');
});
