import type { ILoadOptionsFunctions, INodeProperties } from 'n8n-workflow';
import { SqlScheduledPullTrigger } from '../../../nodes/SqlScheduledPullTrigger/SqlScheduledPullTrigger.node';
import { properties } from '../../../nodes/SqlScheduledPullTrigger/description';
import { openStore, pullHistory } from '../../../lib';
import {
	addCustomers,
	credential,
	execute,
	idsByExecution,
	quiet,
	server,
	start,
	stateFile,
	succeed,
	tick,
	until,
	values,
} from './running';

const ids = async (options: Parameters<typeof start>[0]) => {
	const trigger = await start({ ending: succeed, ...options });
	await tick(trigger);
	return idsByExecution(trigger);
};

const withOptions = (options: object, more: object = {}) => ({ parameters: { options, ...more } });

async function history() {
	const store = await openStore({ kind: 'sqlite', path: stateFile() });
	const runs = await pullHistory(store);
	await store.close();
	return runs;
}

/** A table with the time of the last change. */
beforeEach(async () => {
	await server.execute(
		'DROP TABLE IF EXISTS people',
		'CREATE TABLE people (id int PRIMARY KEY, name text, note text, updated_at timestamp NOT NULL)',
		`INSERT INTO people SELECT n, 'Person ' || n, 'x', timestamp '2026-01-01' + n * interval '1 second'
		FROM generate_series(1, 4) n`,
	);
});

const PEOPLE = {
	queryMode: 'table',
	table: { mode: 'list', value: 'public.people' },
	startColumn: { mode: 'list', value: 'updated_at' },
	keyColumn: { mode: 'list', value: 'id' },
	startValue: '',
};

describe("the option 'Query Mode'", () => {
	it('reads a table by the query that is written for it', async () => {
		const trigger = await start({ ending: succeed, parameters: { ...PEOPLE, columns: ['name'] } });
		await tick(trigger);
		expect(trigger.executions.flatMap(({ items }) => items.map(({ json }) => json))[3]).toEqual({
			id: 4,
			name: 'Person 4',
			updated_at: '2026-01-01 00:00:04',
			row_number: 4,
		});
	});

	it('reads all columns where none are chosen', async () => {
		const trigger = await start({ ending: succeed, parameters: PEOPLE });
		await tick(trigger);
		expect(trigger.executions[0]?.items[0]?.json).toHaveProperty('note', 'x');
	});

	it('is not published without a table', async () => {
		const parameters = { ...PEOPLE, table: { mode: 'list', value: '' } };
		await expect(start({ parameters })).rejects.toThrow("'Table' is empty");
	});
});

describe("the option 'Prevent Duplication'", () => {
	const prevent = (more: object = {}) => ({
		parameters: {
			...PEOPLE,
			preventDuplication: 'unchanged',
			options: { contentColumns: ['name'], ...more },
		},
	});

	it('leaves out rows whose content has not changed', async () => {
		await ids(prevent());
		await server.execute(
			"UPDATE people SET updated_at = '2026-02-01', note = 'y' WHERE id = 1",
			"UPDATE people SET updated_at = '2026-02-02', name = 'Ewa' WHERE id = 2",
		);
		expect(await ids(prevent())).toEqual([[2]]);
		expect((await history())[0]).toMatchObject({ rows: 1, unchanged: 1 });
	});

	it('brings each key once a run', async () => {
		const parameters = {
			...PEOPLE,
			keyColumn: { mode: 'list', value: '' },
			preventDuplication: 'oncePerRun',
			options: { rowKey: ['note'] },
		};
		// All rows share their key: the last of a chunk comes, and the rest with the next run.
		expect(await ids({ parameters })).toEqual([[2]]);
		expect(await ids({ parameters })).toEqual([[4]]);
	});

	it('says that it needs a key', async () => {
		const parameters = {
			...PEOPLE,
			keyColumn: { mode: 'list', value: '' },
			preventDuplication: 'unchanged',
		};
		const trigger = await start({ parameters });
		await tick(trigger);
		expect(trigger.failures[0]?.description).toContain('Row Key');
	});
});

describe("the option 'Lag Window'", () => {
	it('brings rows that were committed late, once', async () => {
		const options = withOptions({ lagWindow: 3 });
		await ids(options);
		await server.execute("INSERT INTO customers VALUES (3, 'late')");
		expect(await ids(options)).toEqual([['3']]);
		expect(await ids(options)).toEqual([]);
	});
});

describe('the options of chunks', () => {
	it("'Maximum Chunks per Run' and 'Maximum Rows per Run' leave the rest for the next run", async () => {
		expect(await ids(withOptions({ maxChunks: 1 }))).toEqual([['1', '2']]);
		expect(await ids(withOptions({ maxRows: 1 }))).toEqual([['3', '4']]);
	});

	it("'Pause Between Chunks' waits after each, and ends with the workflow", async () => {
		const trigger = await start({ ending: succeed, ...withOptions({ pauseSeconds: 3600 }) });
		trigger.tick();
		await until(() => values()[0] === '2');
		expect(trigger.executions).toHaveLength(1);
		await trigger.stop();
		await quiet(trigger);
	});

	it("'Query Timeout' breaks a query off", async () => {
		const query = 'SELECT id, pg_sleep(5)::text FROM customers WHERE id > {lastItem}';
		const trigger = await start({ parameters: { query, options: { queryTimeout: 0.2 } } });
		await tick(trigger);
		expect(trigger.failures[0]?.message).toMatch(/longer|time/i);
	});
});

describe("the option 'Park a Chunk After Tries'", () => {
	const failing = {
		ending: (_: unknown, index: number) => (index === 0 ? ('error' as const) : ('success' as const)),
	};
	const parkAfter = (tries: number, more: object = {}) => withOptions({ parkAfter: tries }, more);

	it('leaves a chunk behind, tells the error workflow, and brings it again when asked to', async () => {
		const trigger = await start({ ...failing, ...parkAfter(1) });
		await tick(trigger);
		expect(idsByExecution(trigger)).toEqual([['1', '2'], ['3', '4'], ['5']]);
		expect(trigger.failures.map(({ message }) => message)).toEqual([
			'A chunk of 2 rows was parked: its execution did not succeed 1 times',
		]);
		expect(trigger.failures[0]?.description).toContain('Offer Parked Chunks Again');
		expect((await history())[0]).toMatchObject({ result: 'failed', parked: 1, rows: 3 });
		const offer = parkAfter(1, { watermarkAction: 'offerParked' });
		expect(await ids(offer)).toEqual([['1', '2']]);
		expect(await ids(offer)).toEqual([]);
	});

	it('leaves none behind before the fifth try where nothing is set, and never with 0', async () => {
		for (const [options, tries] of [
			[withOptions({}), 5],
			[parkAfter(0, { startValue: '1' }), 6],
		] as const) {
			const trigger = await start({ ending: () => 'error', ...options });
			for (let attempt = 1; attempt < tries; attempt += 1) await tick(trigger);
			expect(trigger.executions).toHaveLength(tries - 1);
			expect(trigger.failures).toEqual([]);
			await tick(trigger);
			expect(trigger.failures).toHaveLength(tries === 5 ? 1 : 0);
		}
	});
});

describe("the section 'Watermark'", () => {
	const action = (watermarkAction: string, more: object = {}) => ({
		parameters: { watermarkAction, ...more },
	});

	it('starts again once for every change', async () => {
		await ids({});
		expect((await ids(action('startAgain'))).flat()).toHaveLength(5);
		expect(await ids(action('startAgain'))).toEqual([]);
		expect((await ids(action('startAgain', { watermarkReason: 'once more' }))).flat()).toHaveLength(5);
		expect(await ids({})).toEqual([]);
		expect((await ids(action('startAgain'))).flat()).toHaveLength(5);
	});

	it('goes back and ahead to a value, and keeps it after a restart', async () => {
		await ids({});
		expect(await ids(action('setTo', { watermarkValue: '3' }))).toEqual([['4', '5']]);
		await addCustomers(6, 9);
		expect(await ids(action('setTo', { watermarkValue: '8' }))).toEqual([['9']]);
		expect(await ids(action('setTo', { watermarkValue: '8' }))).toEqual([]);
	});

	it('goes to a value and a key', async () => {
		const parameters = { ...PEOPLE, watermarkAction: 'setTo', watermarkValue: '2026-01-01 00:00:03' };
		expect(await ids({ parameters: { ...parameters, watermarkKey: '2' } })).toEqual([[3, 4]]);
	});

	it('is not published without the value', async () => {
		await expect(start(action('setTo'))).rejects.toThrow("'Watermark Value' is empty");
	});

	it('does nothing in a manual run, which shows what it would do', async () => {
		await ids({});
		const shown = await execute(action('setTo', { watermarkValue: '3' }));
		expect(idsByExecution(shown)).toEqual([['4', '5']]);
		expect(values()).toEqual(['5']);
	});

	it('begins again with another query, and with the old one goes on where it was', async () => {
		await ids({});
		const query = 'SELECT * FROM customers';
		expect((await ids({ parameters: { query } })).flat()).toHaveLength(5);
		expect(await ids({})).toEqual([]);
	});
});

describe("the option 'Include Rows Without Start Value'", () => {
	const query = 'SELECT * FROM customers';

	beforeEach(() => server.execute("INSERT INTO customers VALUES (NULL, 'Nobody')"));

	it('brings them once with the first run', async () => {
		const options = withOptions({ includeUnplaced: true }, { query });
		expect((await ids(options)).flat()).toEqual([null, '1', '2', '3', '4', '5']);
		expect(await ids(options)).toEqual([]);
	});

	it('has them in the account in any case', async () => {
		await ids({ parameters: { query } });
		expect((await history())[0]).toMatchObject({ unplaced: 1, rows: 5 });
	});
});

describe("the option 'Include Pull Details'", () => {
	it('says in each item which chunk it is of, and how the last runs ended', async () => {
		await ids({ parameters: { options: { maxChunks: 1 } } });
		const trigger = await start({ ending: succeed, ...withOptions({ includeDetails: true }) });
		await tick(trigger);
		expect(trigger.executions[0]?.items[0]?.json).toMatchObject({
			id: '3',
			pull_details: {
				kind: 'next',
				attempt: 1,
				rows: 2,
				from: { value: '2' },
				to: { value: '4' },
				lastRuns: [{ result: 'success', rows: 2, chunks: 1, from: null, to: { value: '2' } }],
			},
		});
	});

	it('leaves a column of its name another one', async () => {
		const query = "SELECT id, 'mine' AS pull_details FROM customers";
		const trigger = await start({ ending: succeed, ...withOptions({ includeDetails: true }, { query }) });
		await tick(trigger);
		expect(trigger.executions[0]?.items[0]?.json).toMatchObject({
			pull_details_2: 'mine',
			pull_details: { kind: 'next' },
		});
	});

	it('says it beside the summary of row batches', async () => {
		const trigger = await start({
			ending: succeed,
			...withOptions({ includeDetails: true }, { output: 'batch' }),
		});
		await tick(trigger);
		expect(trigger.executions[0]?.items[0]?.json['pull_details']).toMatchObject({ kind: 'next', rows: 2 });
	});
});

describe("the option 'Execute Step Shows'", () => {
	const description = async (parameters: object) => {
		const { executions } = await execute({
			parameters: { ...parameters, options: { sampleShows: 'description' } },
		});
		return executions[0]?.items[0]?.json;
	};

	it('shows the query, each column with its type and first value, and the next five runs', async () => {
		const shown = await description({
			...PEOPLE,
			columns: ['name'],
			scheduleOptions: { timeZone: 'Asia/Tokyo' },
		});
		expect(shown).toMatchObject({
			query: 'SELECT "name", "updated_at", "id" FROM "public"."people"',
			columns: [
				{ name: 'name', type: 'text', firstValue: 'Person 1' },
				{ name: 'updated_at', type: 'timestamp', firstValue: '2026-01-01 00:00:01' },
				{ name: 'id', type: 'int4', firstValue: 1 },
			],
			rowsWithoutStartValue: 0,
			timeZone: 'Asia/Tokyo',
			watermark: null,
			parked: [],
			lastRuns: [],
		});
		expect(shown?.['pageQuery']).toContain('ORDER BY "updated_at", "id" LIMIT {limit}');
		expect(shown?.['nextRuns']).toHaveLength(5);
		expect(values()).toEqual([]);
	});

	it('shows the watermark, the last runs and what is parked', async () => {
		const trigger = await start({
			ending: (_, index) => (index === 0 ? 'error' : 'success'),
			...withOptions({ parkAfter: 1 }),
		});
		await tick(trigger);
		expect(await description({})).toMatchObject({
			watermark: { value: '5' },
			parked: [{ rows: 2, attempts: 1, after: null, to: { value: '2' } }],
			lastRuns: [{ result: 'failed', parked: 1 }],
			rowsWithoutStartValue: null,
		});
	});

	it('shows the columns of a table without rows', async () => {
		await server.execute('TRUNCATE people');
		expect(await description(PEOPLE)).toMatchObject({
			columns: expect.arrayContaining([{ name: 'id', type: 'int4', firstValue: null }]),
		});
	});
});

describe('the account', () => {
	it('has every run: its rows, chunks, watermarks, and why it ended', async () => {
		await ids({});
		await ids({});
		await addCustomers(6, 6);
		await tick(await start({ ending: () => 'error' }));
		await server.execute('ALTER TABLE customers RENAME TO gone');
		await tick(await start({ ending: succeed }));
		await server.execute('ALTER TABLE gone RENAME TO customers');
		const runs = await history();
		expect(runs).toMatchObject([
			{ result: 'error', rows: 0, from: { value: '5' }, to: { value: '5' } },
			{ result: 'failed', message: 'An execution did not succeed (try 1): its 1 row will come again' },
			{ result: 'nothing', rows: 0 },
			{ result: 'success', rows: 5, chunks: 3, to: { value: '5' }, nodeName: 'SQL Scheduled Pull Trigger' },
		]);
		expect(runs[0]?.message).toContain('customers');
	});

	it('has what was accepted before something went wrong', async () => {
		// What is random is computed for the rows of a page alone, and not before they are sorted.
		const query =
			'SELECT id, CASE WHEN random() >= 0 THEN 1 / (4 - id) END AS part FROM customers WHERE id > {lastItem} ORDER BY id LIMIT {limit}';
		const trigger = await start({ ending: succeed, parameters: { query, chunkSize: 1 } });
		await tick(trigger);
		expect(trigger.failures).toHaveLength(1);
		expect((await history())[0]).toMatchObject({ result: 'error', rows: 2, chunks: 2, to: { value: '2' } });
	});

	it('warns when the table begins again below the watermark', async () => {
		const query = 'SELECT * FROM customers';
		await ids({ parameters: { query } });
		await server.execute('TRUNCATE customers');
		await addCustomers(1, 2);
		const trigger = await start({ ending: succeed, parameters: { query } });
		await tick(trigger);
		expect(trigger.warnings.join()).toContain("The highest 'id' is 2, below the watermark 5");
	});
});

describe("the option 'Keep State In'", () => {
	it('keeps it in PostgreSQL, where two processes cannot both pull', async () => {
		const shared = {
			parameters: { keepStateIn: 'postgres' },
			stateCredential: { ...credential(), schema: `state_${process.pid}` },
		};
		const first = await start(shared);
		first.tick();
		await until(() => first.executions.length === 1);
		const second = await start({ ending: succeed, ...shared });
		second.tick();
		await second.stop();
		first.executions[0]?.end('success');
		await until(() => first.executions.length === 2);
		first.executions[1]?.end('error');
		await quiet(first);
		await quiet(second);
		expect(second.executions).toEqual([]);
		expect((await ids(shared)).flat()).toEqual(['3', '4', '5']);
		expect(values()).toEqual([]);
		await server.execute(`DROP SCHEMA state_${process.pid} CASCADE`);
	});
});

describe('the lists of the panel', () => {
	const lists = (parameters: object): ILoadOptionsFunctions => {
		const context = {
			getCredentials: async () => await Promise.resolve(credential()),
			getCurrentNodeParameter: (name: string) => Reflect.get(parameters, name),
			getNode: () => ({ id: 'n', name: 'Pull' }),
			getWorkflow: () => ({ id: 'w' }),
			getTimezone: () => 'Europe/Warsaw',
		};
		return context as unknown as ILoadOptionsFunctions;
	};
	const { listSearch, loadOptions } = new SqlScheduledPullTrigger().methods;

	it('have the tables of the server, found by a part of their name', async () => {
		const { results } = await listSearch.searchTables.call(lists({}), 'PEOP');
		expect(results).toEqual([{ name: 'public.people', value: 'public.people' }]);
	});

	it('propose the time of the last change and the primary key, with type and first value', async () => {
		const start = await listSearch.searchStartColumns.call(lists(PEOPLE));
		expect(start.results[0]).toEqual({
			name: 'updated_at (proposed) · timestamp · 2026-01-01 00:00:01',
			value: 'updated_at',
		});
		const key = await listSearch.searchKeyColumns.call(lists(PEOPLE));
		expect(key.results).toEqual([
			{ name: '(None)', value: '' },
			{ name: 'id (proposed) · int4 · 1', value: 'id' },
		]);
	});

	it('have the columns of a query that somebody wrote', async () => {
		const query = 'SELECT id AS number, name FROM customers WHERE id > {lastItem} ORDER BY id LIMIT {limit}';
		const context = lists({ queryMode: 'query', query, startValue: '3' });
		expect((await listSearch.searchStartColumns.call(context)).results).toEqual([
			{ name: 'number · int8 · 4', value: 'number' },
			{ name: 'name · text · Customer 4', value: 'name' },
		]);
		expect(await loadOptions.getColumns.call(context)).toEqual([
			{ name: 'number', value: 'number', description: 'int8 · 4' },
			{ name: 'name', value: 'name', description: 'text · Customer 4' },
		]);
	});

	it('say what is wrong with the query', async () => {
		const context = lists({ queryMode: 'query', query: 'DELETE FROM customers' });
		await expect(loadOptions.getColumns.call(context)).rejects.toThrow("begins with 'DELETE'");
	});

	it('have the next five runs of the schedule', async () => {
		const schedule = { rules: [{ unit: 'days', hour: 3, minute: 30 }] };
		const { results } = await listSearch.nextRuns.call(
			lists({ schedule, scheduleOptions: { timeZone: 'Asia/Tokyo' } }),
		);
		expect(results).toHaveLength(5);
		for (const { name } of results) expect(name).toMatch(/^\w{3} \d{4}-\d\d-\d\d 03:30:\d\d \+09:00$/);
	});

	it('say that no run is left, and what is wrong with the schedule', async () => {
		const schedule = { rules: [{ unit: 'days', hour: 3 }] };
		const over = lists({ schedule, scheduleOptions: { endDate: '2020-01-01' } });
		expect((await listSearch.nextRuns.call(over)).results).toEqual([{ name: 'No Run Any More', value: '' }]);
		const wrong = lists({ schedule: { rules: [{ unit: 'cron', expression: 'noon' }] } });
		await expect(listSearch.nextRuns.call(wrong)).rejects.toThrow('not a cron expression');
	});
});

describe('every parameter of the panel', () => {
	const all = (list: readonly INodeProperties[]): INodeProperties[] =>
		list.flatMap((property) => [
			property,
			...all(
				(property.options ?? []).flatMap((option) =>
					'values' in option ? option.values : 'type' in option && 'displayName' in option ? [option] : [],
				),
			),
		]);

	it('has a description or a hint, and begins with "Whether" where it is a yes or no', () => {
		const wordless = all(properties).filter(
			({ type, description, hint }) =>
				type !== 'collection' && description === undefined && hint === undefined,
		);
		expect(wordless.map(({ name }) => name)).toEqual([]);
		for (const { type, description } of all(properties)) {
			if (type === 'boolean') expect(description).toMatch(/^Whether /);
		}
	});

	it('says what a pull cannot see: changes by a number, deleted rows, times of a zone that is not UTC', () => {
		const text = properties.find(({ name }) => name === 'startColumn')?.description;
		expect(text).toMatch(/number finds new rows only/);
		expect(text).toMatch(/Deleted rows are not seen/);
		expect(text).toMatch(/UTC/);
	});
});
