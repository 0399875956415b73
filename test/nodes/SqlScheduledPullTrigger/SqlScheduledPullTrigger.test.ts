import { NodeOperationError } from 'n8n-workflow';
import type { ICredentialTestFunctions } from 'n8n-workflow';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SqlScheduledPullTrigger } from '../../../nodes/SqlScheduledPullTrigger/SqlScheduledPullTrigger.node';
import { properties } from '../../../nodes/SqlScheduledPullTrigger/description';
import {
	addCustomers,
	credential,
	execute,
	idle,
	idsByExecution,
	idsOf,
	inState,
	quiet,
	server,
	setLastRun,
	start,
	succeed,
	tick,
	tickAt,
	until,
	values,
	watermarks,
} from './running';
import { PARAMETERS } from './triggerContext';

describe('a published workflow', () => {
	it('gets the new rows in chunks, each an execution of its own', async () => {
		const trigger = await start({ ending: succeed });
		expect(trigger.executions).toEqual([]);
		await tick(trigger);
		expect(idsByExecution(trigger)).toEqual([['1', '2'], ['3', '4'], ['5']]);
		expect(trigger.executions[0]?.items[0]).toEqual({ json: { id: '1', name: 'Customer 1', row_number: 1 } });
		expect(values()).toEqual(['5']);
		expect(trigger.failures).toEqual([]);
	});

	it('gets only what is new at the next tick', async () => {
		const trigger = await start({ ending: succeed });
		await tick(trigger);
		await tick(trigger);
		expect(trigger.executions).toHaveLength(3);
		await addCustomers(6, 7);
		await tick(trigger);
		expect(idsByExecution(trigger).slice(3)).toEqual([['6', '7']]);
	});

	it('goes on where it was after a restart, also when the node was renamed', async () => {
		const before = await start({ ending: succeed });
		await tick(before);
		await before.stop();
		await addCustomers(6, 6);
		const after = await start({ ending: succeed, nodeName: 'New customers' });
		await tick(after);
		expect(idsByExecution(after)).toEqual([['6']]);
	});

	it('keeps the watermark when the table is empty', async () => {
		const trigger = await start({ ending: succeed });
		await tick(trigger);
		await server.execute('TRUNCATE customers');
		await tick(trigger);
		expect(values()).toEqual(['5']);
	});

	it('reads at most so many chunks in a run as it is told', async () => {
		const trigger = await start({ ending: succeed, parameters: { options: { maxChunks: 1 } } });
		await tick(trigger);
		expect(idsByExecution(trigger)).toEqual([['1', '2']]);
		await tick(trigger);
		expect(idsByExecution(trigger)).toEqual([
			['1', '2'],
			['3', '4'],
		]);
	});

	it('gets row batches when it wants them', async () => {
		const trigger = await start({ ending: succeed, parameters: { output: 'batch' } });
		await tick(trigger);
		const [item] = trigger.executions[0]?.items ?? [];
		expect(item?.json['rowBatch']).toMatchObject({ kind: 'rows', rows: 2, labels: ['id', 'name'] });
		const text = Buffer.from(item?.binary?.['rows']?.data ?? '', 'base64').toString();
		expect(
			text
				.trim()
				.split('\n')
				.map((line) => JSON.parse(line)),
		).toEqual([
			{ rowNumber: 1, cells: ['1', 'Customer 1'] },
			{ rowNumber: 2, cells: ['2', 'Customer 2'] },
		]);
	});

	it('begins again when the query changes, and goes on when it changes back', async () => {
		await tick(await start({ ending: succeed }));
		const other = await start({ ending: succeed, parameters: { query: 'SELECT * FROM customers' } });
		await tick(other);
		expect(other.executions).toHaveLength(3);
		const back = await start({ ending: succeed });
		await tick(back);
		expect(back.executions).toEqual([]);
	});

	it.each([
		['the start value', { parameters: { startValue: '-1' } }],
		['the node', { nodeId: 'node-2' }],
		['the workflow', { workflowId: 'workflow-2' }],
	])('begins again with another one of: %s', async (_title, options) => {
		await tick(await start({ ending: succeed }));
		const other = await start({ ending: succeed, ...options });
		await tick(other);
		expect(other.executions).toHaveLength(3);
	});

	it('says when rows have no start value', async () => {
		await server.execute("INSERT INTO customers VALUES (NULL, 'Nobody')");
		const trigger = await start({ ending: succeed, parameters: { query: 'SELECT * FROM customers' } });
		await tick(trigger);
		expect(trigger.warnings).toEqual(["Rows without a value in 'id' are not pulled: 1"]);
		expect(idsByExecution(trigger).flat()).toEqual(['1', '2', '3', '4', '5']);
	});
});

describe('the watermark', () => {
	it('moves only when the execution has succeeded, and nothing overtakes it', async () => {
		const trigger = await start();
		trigger.tick();
		await until(() => trigger.executions.length === 1);
		await sleep(50);
		expect(trigger.executions).toHaveLength(1);
		expect(values()).toEqual([null]);
		trigger.executions[0]?.end('success');
		await until(() => trigger.executions.length === 2);
		expect(values()).toEqual(['2']);
		trigger.executions[1]?.end('error');
		await idle();
		expect(values()).toEqual(['2']);
		expect(trigger.executions).toHaveLength(2);
	});

	it.each(['error', 'crashed', 'canceled', 'unknown', 'waiting'] as const)(
		'stays when the execution ends as %s, and the same rows come again',
		async (status) => {
			const trigger = await start({ ending: (_execution, index) => (index === 0 ? status : 'success') });
			await tick(trigger);
			expect(idsByExecution(trigger)).toEqual([['1', '2']]);
			expect(watermarks()).toMatchObject([{ value: null, attempts: 1 }]);
			expect(trigger.warnings.join()).toContain('did not succeed (try 1)');
			await tick(trigger);
			expect(idsByExecution(trigger)).toEqual([['1', '2'], ['1', '2'], ['3', '4'], ['5']]);
			expect(values()).toEqual(['5']);
			expect(trigger.skipped).toEqual([]);
		},
	);

	it('stays when somebody stops the execution', async () => {
		const trigger = await start();
		trigger.tick();
		await until(() => trigger.executions.length === 1);
		trigger.executions[0]?.cancel();
		await idle();
		expect(values()).toEqual([null]);
		expect(trigger.failures).toEqual([]);
	});

	it('moves at once when it is told to', async () => {
		const trigger = await start({ parameters: { moveWatermark: 'atOnce' } });
		await tick(trigger);
		expect(trigger.executions.map(({ isAwaited }) => isAwaited)).toEqual([false, false, false]);
		expect(values()).toEqual(['5']);
	});

	it('has a key for every try that no other try has, and nothing of the data in it', async () => {
		const trigger = await start({ ending: (_execution, index) => (index === 0 ? 'error' : 'success') });
		await tick(trigger);
		await tick(trigger);
		const keys = trigger.executions.map(({ key }) => key);
		expect(new Set(keys).size).toBe(4);
		expect(keys.every((key) => key?.startsWith('workflow-1:node-1:'))).toBe(true);
	});
});

describe('two runs at a time', () => {
	it('do not come from one trigger', async () => {
		const trigger = await start();
		trigger.tick();
		await until(() => trigger.executions.length === 1);
		trigger.tick();
		trigger.tick();
		await sleep(50);
		expect(trigger.executions).toHaveLength(1);
		trigger.executions[0]?.end('error');
		await idle();
	});

	it('do not come from two processes', async () => {
		const [first, second] = [await start(), await start({ ending: succeed })];
		first.tick();
		await until(() => first.executions.length === 1);
		second.tick();
		await sleep(100);
		expect(second.executions).toEqual([]);
		await second.stop();
		first.executions[0]?.end('error');
		await idle();
	});

	it('may follow one that was killed, as soon as its hold has lapsed', async () => {
		const trigger = await start({ ending: succeed });
		await tick(trigger);
		inState((database) =>
			database.prepare("UPDATE watermark SET owner = 'killed', held_until = ?").run(Date.now() + 300),
		);
		await addCustomers(6, 6);
		await tick(trigger);
		expect(idsByExecution(trigger).at(-1)).toEqual(['6']);
	});
});

describe('a workflow that is unpublished', () => {
	it('starts nothing more, and still sees the running execution to its end', async () => {
		const trigger = await start();
		trigger.tick();
		await until(() => trigger.executions.length === 1);
		await trigger.stop();
		trigger.executions[0]?.end('success');
		await idle();
		expect(values()).toEqual(['2']);
		expect(trigger.executions).toHaveLength(1);
		trigger.tick();
		expect(trigger.executions).toHaveLength(1);
	});
});

describe('when things go wrong', () => {
	it('records a failed execution that says what to do, and tries again at the next tick', async () => {
		await server.execute('ALTER TABLE customers RENAME TO gone');
		const trigger = await start({ ending: succeed });
		await tick(trigger);
		await until(() => trigger.failures.length === 1);
		const [failure] = trigger.failures;
		expect(failure).toBeInstanceOf(NodeOperationError);
		expect(failure?.message).toContain('relation "customers" does not exist');
		expect(failure?.description).toContain('Check the names of tables');
		await server.execute('ALTER TABLE gone RENAME TO customers');
		await tick(trigger);
		expect(trigger.executions).toHaveLength(3);
	});

	it('can be published while the database is down', async () => {
		const trigger = await start({ credential: { ...credential(), port: 1 } });
		await tick(trigger);
		await until(() => trigger.failures.length === 1);
		expect(trigger.failures[0]?.message).toContain('127.0.0.1:1');
		expect(JSON.stringify(trigger.failures[0])).not.toContain(server.connection.password);
	});

	it.each([
		['two statements', { query: 'SELECT 1; DROP TABLE customers' }, 'more than one statement'],
		['a change', { query: 'DELETE FROM customers' }, "begins with 'DELETE'"],
		['no start value', { startValue: '' }, "'Start Value' is empty"],
		['no start column', { startColumn: '' }, "'Start Column' is empty"],
		['no rule', { schedule: {} }, 'The schedule is empty'],
		[
			'a rule out of range',
			{ schedule: { rules: [{ unit: 'minutes', minutesInterval: 90 }] } },
			"90 for 'Every'",
		],
		[
			'no cron expression',
			{ schedule: { rules: [{ unit: 'cron', expression: 'noon' }] } },
			'not a cron expression',
		],
		[
			'a cron expression out of range',
			{ schedule: { rules: [{ unit: 'cron', expression: '0 0 99 1 *' }] } },
			"'99' cannot be a day of month",
		],
	])('is not published with %s', async (_title, parameters, message) => {
		const error: unknown = await start({ parameters }).catch((thrown: unknown) => thrown);
		expect(error).toBeInstanceOf(NodeOperationError);
		expect(String(error)).toContain(message);
		expect((error as NodeOperationError).description).toBeTruthy();
	});
});

describe('the schedule', () => {
	it('is computed in its own time zone, with a tick of n8n every minute', async () => {
		const rules = [{ unit: 'days', daysInterval: 1, hour: 3, minute: 30 }];
		const scheduleOptions = { timeZone: 'America/New_York' };
		const trigger = await start({ ending: succeed, parameters: { schedule: { rules }, scheduleOptions } });
		const [expression = ''] = trigger.crons.keys();
		expect(expression).toMatch(/^\d+ \* \* \* \* \*$/);
		const second = Number.parseInt(expression, 10);
		const at = (text: string) => new Date(Date.parse(text) + second * 1000);
		for (const before of ['02:30', '03:29', '08:29']) trigger.tick(at(`2026-11-22T${before}:00Z`));
		expect(trigger.executions).toEqual([]);
		await tickAt(trigger, at('2026-11-22T08:30:00Z'));
		expect(trigger.executions).toHaveLength(3);
		await addCustomers(6, 6);
		await tickAt(trigger, at('2026-11-22T08:31:00Z'));
		expect(trigger.executions).toHaveLength(3);
	});

	it('ticks every second where a rule needs it', async () => {
		const rules = [{ unit: 'cron', expression: '*/10 * * * * *' }];
		const trigger = await start({ ending: succeed, parameters: { schedule: { rules } } });
		expect([...trigger.crons.keys()]).toEqual(['* * * * * *']);
	});

	it('keeps to its start date and its end date', async () => {
		const scheduleOptions = { startDate: '2026-11-22T11:00:00', endDate: '2026-11-22T12:00:00' };
		const trigger = await start({ ending: succeed, parameters: { scheduleOptions } });
		await tickAt(trigger, new Date('2026-11-22T09:59:30Z'));
		expect(trigger.executions).toEqual([]);
		await tickAt(trigger, new Date('2026-11-22T10:00:00Z'));
		expect(trigger.executions).toHaveLength(3);
		await addCustomers(6, 6);
		await tickAt(trigger, new Date('2026-11-22T11:00:30Z'));
		expect(trigger.executions).toHaveLength(3);
	});

	it('does not lose a time when a tick of n8n comes late', async () => {
		const rules = [{ unit: 'cron', expression: '0 11 * * *' }];
		const trigger = await start({ ending: succeed, parameters: { schedule: { rules } } });
		await tickAt(trigger, new Date('2026-11-22T09:59:00Z'));
		await tickAt(trigger, new Date('2026-11-22T10:02:30Z'));
		expect(trigger.executions).toHaveLength(3);
	});

	it.each([
		[true, 1],
		[false, 0],
	])('catches missed runs up once at the start of n8n, by choice (%s)', async (catchUp, count) => {
		const parameters = {
			schedule: { rules: [{ unit: 'seconds', secondsInterval: 1 }] },
			scheduleOptions: { catchUp },
		};
		await tick(await start({ ending: succeed, parameters }));
		setLastRun(Date.now() - 3_600_000);
		await addCustomers(6, 6);
		const after = await start({ ending: succeed, parameters });
		await quiet(after);
		expect(after.executions).toHaveLength(count);
	});

	it('has nothing to catch up before its first run', async () => {
		const trigger = await start({ ending: succeed, parameters: { scheduleOptions: { catchUp: true } } });
		await quiet(trigger);
		expect(trigger.executions).toEqual([]);
	});

	it.each([
		['activate', 3],
		['update', 3],
		['init', 0],
		['leadershipChange', 0],
	] as const)('pulls instantly on activation by %s: %i chunks', async (activation, chunks) => {
		const parameters = { pullOnActivation: true };
		const trigger = await start({ ending: succeed, activation, parameters });
		await quiet(trigger);
		expect(trigger.executions).toHaveLength(chunks);
	});
});

describe('a manual run', () => {
	it('shows the first rows and moves nothing', async () => {
		for (let run = 1; run <= 2; run += 1) {
			const { executions } = await execute();
			expect(executions.map(({ items }) => idsOf(items))).toEqual([['1', '2']]);
		}
		expect(values()).toEqual([]);
	});

	it('shows what the next pull would bring, and the first rows again when there is nothing new', async () => {
		await tick(await start({ ending: succeed, parameters: { options: { maxChunks: 1 } } }));
		const parameters = { options: { maxChunks: 1 } };
		expect(idsByExecution(await execute({ parameters }))).toEqual([['3', '4']]);
		await tick(await start({ ending: succeed }));
		expect(idsByExecution(await execute())).toEqual([['1', '2']]);
		expect(values()).toEqual(['5']);
	});

	it('shows at most 100 rows', async () => {
		await addCustomers(6, 300);
		const { executions } = await execute({ parameters: { chunkSize: 1000 } });
		expect(executions[0]?.items).toHaveLength(100);
	});

	it('says so when there are no rows', async () => {
		await server.execute('TRUNCATE customers');
		const error: unknown = await execute().catch((thrown: unknown) => thrown);
		expect(error).toBeInstanceOf(NodeOperationError);
		expect(String(error)).toContain('The query gives no rows');
	});
});

describe('the credential test', () => {
	const check = (changes: object) =>
		new SqlScheduledPullTrigger().methods.credentialTest.customerSqlApiTest.call(
			{} as ICredentialTestFunctions,
			{ id: '1', name: 'Shop', type: 'customerSqlApi', data: { ...credential(), ...changes } },
		);

	it('connects', async () => {
		expect(await check({})).toEqual({ status: 'OK', message: 'The database can be reached' });
	});

	it.each([
		['a wrong password', { password: 'wrong' }, /does not accept the user.*Check 'User' and 'Password'/],
		['a wrong port', { port: 1 }, /Nothing answers at 127\.0\.0\.1:1/],
		['a wrong database', { database: 'shop' }, /no database 'shop'/],
		['no host', { host: ' ' }, /'Host' is empty/],
		['an unknown engine', { engine: 'dbase' }, /no database engine 'dbase'/],
	])('says what is wrong with %s', async (_title, changes, message) => {
		const result = await check(changes);
		expect(result.status).toBe('Error');
		expect(result.message).toMatch(message);
	});
});

describe('the description', () => {
	const { description } = new SqlScheduledPullTrigger();

	it('is that of a trigger', () => {
		expect(description).toMatchObject({ name: 'sqlScheduledPullTrigger', group: ['trigger'], inputs: [] });
		expect(description.displayName).toContain('Trigger');
		expect(description).not.toHaveProperty('usableAsTool');
	});

	it('has its icons and its codex file', () => {
		const nodeFolder = join(__dirname, '../../../nodes/SqlScheduledPullTrigger');
		for (const name of ['sqlScheduledPullTrigger.svg', 'sqlScheduledPullTrigger.dark.svg']) {
			expect(readFileSync(join(nodeFolder, name), 'utf8')).toContain('viewBox="0 0 60 60"');
		}
		const codex = JSON.parse(readFileSync(join(nodeFolder, 'SqlScheduledPullTrigger.node.json'), 'utf8'));
		expect(codex.node).toBe(`n8n-nodes-customer-import.${description.name}`);
	});

	it('has the parameters that are read, and no others', () => {
		expect(properties.map(({ name }) => name).sort()).toEqual(Object.keys(PARAMETERS).sort());
	});
});
