import { sqlSource } from '../../../../lib/import/export';
import { findDialect, type BoundQuery, type QueryResult, type SqlSession } from '../../../../lib/sql';
import { readAll } from './exporting';

const dialect = findDialect('postgres');
const PAGE: QueryResult = {
	labels: ['id', 'seen', 'born', 'points', 'vip', 'note'],
	types: ['int8', 'timestamptz', 'date', 'numeric', 'bool', 'text'],
	rows: [
		[
			'9007199254740993',
			'2026-03-01 09:30:00.123456+00',
			'1990-02-03',
			'0.10',
			true,
			'2026-03-01 09:30:00+00',
		],
		['2', null, null, null, false, ''],
	],
};

function sessionOf(pages: readonly QueryResult[]) {
	const asked: BoundQuery[] = [];
	const session: Pick<SqlSession, 'stream'> = {
		async *stream(query) {
			asked.push(query);
			for (const page of pages) yield await Promise.resolve(page);
		},
	};
	// Only what a source uses of a session is there.
	return { asked, session: session as SqlSession };
}

describe('the rows of a table', () => {
	it('have fields by the types of its columns', async () => {
		const { session } = sessionOf([PAGE]);
		const { fields } = await sqlSource(session, dialect, { table: 'shop.clients' });
		expect(fields.map(({ name, type }) => [name, type])).toEqual([
			['id', 'number'],
			['seen', 'dateTime'],
			['born', 'date'],
			['points', 'number'],
			['vip', 'boolean'],
			['note', 'text'],
		]);
	});

	it('have moments as ISO 8601 writes them, with every digit, and text as it is', async () => {
		const source = await sqlSource(sessionOf([PAGE, PAGE]).session, dialect, { table: 'clients' });
		const rows = await readAll(source);
		expect(rows).toHaveLength(4);
		expect(rows[0]).toEqual([
			'9007199254740993',
			'2026-03-01T09:30:00.123456Z',
			'1990-02-03',
			'0.10',
			true,
			'2026-03-01 09:30:00+00',
		]);
	});

	it('are sorted by the database, its names quoted', async () => {
		const { asked, session } = sessionOf([PAGE]);
		const source = await sqlSource(session, dialect, { table: 'shop.clients' });
		await readAll(source, { sort: [{ field: 'id', descending: true }] });
		expect(asked.at(-1)?.text).toBe('SELECT * FROM "shop"."clients" ORDER BY "id" DESC');
	});

	it('of a SELECT come in its own order alone', async () => {
		const source = await sqlSource(sessionOf([PAGE]).session, dialect, { query: 'SELECT 1' });
		await expect(readAll(source, { sort: [{ field: 'id' }] })).rejects.toMatchObject({
			code: 'NOT_SORTABLE',
		});
	});

	it('may be none at all', async () => {
		const source = await sqlSource(sessionOf([{ ...PAGE, rows: [] }]).session, dialect, { table: 't' });
		expect(source.fields).toHaveLength(6);
		expect(await source.count({})).toBe(0);
	});
});
