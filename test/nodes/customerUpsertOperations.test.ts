import { openStore, openWatermarks, type PullRun } from '../../lib';
import { stateDatabase } from '../../nodes/shared/folder';
import { useOwnUserFolder } from './ownUserFolder';
import { idsOf, rowItems, upsertNode } from './upsertNode';

useOwnUserFolder();

const JAN = { email: 'jan@example.com', firstName: 'Jan', city: 'Łódź' };
const ANNA = { email: 'anna@example.com', firstName: 'Anna', city: 'Kraków' };
const WRONG = { firstName: 'Nobody' };

describe('a preview that is kept', () => {
	const preview = { options: { keepPlan: true } };

	it('gives its outcomes, its ID and its hash, and writes nobody', async () => {
		const node = upsertNode();
		const { saved, notSaved, report } = await node.run('preview', rowItems(JAN, ANNA, WRONG), preview);
		expect(saved.map(({ json, pairedItem }) => [json['outcome'], pairedItem])).toEqual([
			['created', { item: 0 }],
			['created', { item: 1 }],
		]);
		expect(notSaved.map(({ json }) => json['outcome'])).toEqual(['skipped']);
		expect(report[0]?.json).toMatchObject({
			kind: 'preview',
			preview: true,
			planId: expect.any(String),
			planHash: expect.stringMatching(/^[\da-f]{64}$/),
			rows: 3,
			created: 2,
			message:
				'Nothing was written yet. This is what would become of 3 rows. 2 customers would be created and 1 row would not be saved.',
		});
		expect(await node.customers()).toEqual([]);
	});

	it('is applied exactly, once, with its hash', async () => {
		const node = upsertNode();
		const { report } = await node.run('preview', rowItems(JAN, ANNA, WRONG), preview);
		const { planId, planHash, importId } = idsOf(report[0]);
		const applied = await node.run('applyPlan', report, { planId, planHash });
		expect(applied.saved.map(({ json }) => [json['email'], json['outcome']])).toEqual([
			['jan@example.com', 'created'],
			['anna@example.com', 'created'],
		]);
		expect(applied.notSaved.map(({ json }) => json['outcome'])).toEqual(['skipped']);
		expect(applied.report[0]?.json).toMatchObject({ kind: 'apply', planId, created: 2, rows: 3 });
		expect(idsOf(applied.report[0]).importId).not.toBe(importId);
		expect((await node.customers()).map(({ email }) => [email].flat())).toEqual([[ANNA.email], [JAN.email]]);
		await expect(node.run('applyPlan', report, { planId, planHash })).rejects.toMatchObject({
			name: 'NodeOperationError',
			message: expect.stringContaining('applied'),
		});
	});

	it('is not applied with another hash, nor without an ID, nor when there is none', async () => {
		const node = upsertNode();
		const { report } = await node.run('preview', rowItems(JAN), preview);
		const { planId } = idsOf(report[0]);
		const refused = async (parameters: Record<string, string>) =>
			await node.run('applyPlan', report, parameters).then(
				() => 'applied',
				(error: unknown) => (error instanceof Error ? error.message : ''),
			);
		expect(await refused({ planId, planHash: 'f'.repeat(64) })).toContain('is not the one that was approved');
		expect(await refused({ planId: ' ', planHash: '' })).toBe("'Plan ID' is empty [item 0]");
		expect(await refused({ planId: 'nowhere', planHash: '' })).toContain('nowhere');
		expect(await node.customers()).toEqual([]);
	});

	it('flags a customer who has changed meanwhile', async () => {
		const node = upsertNode();
		await node.run('upsert', rowItems(JAN));
		const { report } = await node.run('preview', rowItems({ ...JAN, city: 'Gdynia' }), preview);
		await node.run('upsert', rowItems({ ...JAN, firstName: 'Janusz', city: 'Radom' }));
		const { planId } = idsOf(report[0]);
		const applied = await node.run('applyPlan', report, { planId, planHash: '' });
		expect(JSON.stringify(applied.saved[0]?.json)).toContain('PLAN_CHANGED_CUSTOMER');
	});
});

describe('the history of imports', () => {
	it('lists the latest first, with counts, and only what fits', async () => {
		const node = upsertNode();
		await node.run(
			'upsert',
			rowItems(JAN).map(({ json }) => ({ json: { ...json, source_file: 'a.csv' } })),
		);
		await node.run('upsert', rowItems(JAN, ANNA));
		const { report } = await node.run('upsert', rowItems({ ...JAN, city: 'Gdynia' }));
		const filters = { destination: node.baseName };
		const { saved, report: all } = await node.run('history', rowItems({}), { filters });
		expect(saved).toEqual([]);
		expect(
			all.map(({ json }) => [json['created'], json['updated'], json['unchanged'], json['status']]),
		).toEqual([
			[0, 1, 0, 'finished'],
			[1, 0, 1, 'finished'],
			[1, 0, 0, 'finished'],
		]);
		expect(all[0]?.json).toMatchObject({
			importId: idsOf(report[0]).importId,
			kind: 'import',
			rows: 1,
			destination: 'localBase',
			settings: { importType: 'addAndModify' },
		});
		const listed = async (parameters: Record<string, unknown>) =>
			(await node.run('history', rowItems({}), parameters)).report.length;
		expect(await listed({ filters, lastImports: 2 })).toBe(2);
		expect(await listed({ filters: { ...filters, source: 'A.CSV' } })).toBe(1);
		expect(await listed({ filters: { ...filters, status: ['interrupted', 'stopped'] } })).toBe(0);
		expect(await listed({ filters: { ...filters, withFailures: true } })).toBe(0);
		expect(await listed({ filters: { destination: 'no such base' } })).toBe(0);
	});
});

describe('the history of scheduled pulls', () => {
	const END = { rows: 0, chunks: 0, unchanged: 0, parked: 0, from: undefined, to: undefined };

	/** Runs of a trigger, as it writes them down. */
	async function writeRuns(workflowId: string, nodeName: string, ends: readonly Partial<PullRun>[]) {
		const store = await openStore({ kind: 'sqlite', path: stateDatabase() });
		let time = Date.parse('2026-11-22T10:00:00Z');
		const watermarks = await openWatermarks(store, { now: () => (time += 1000) });
		const acquired = await watermarks.pull({ workflowId, nodeId: nodeName, settings: {} }).acquire();
		if (!('hold' in acquired)) throw new Error('held');
		for (const end of ends) {
			const runId = await acquired.hold.beginRun(nodeName);
			const result = end.result === 'interrupted' || end.result === 'running' ? undefined : end.result;
			if (result !== undefined)
				await acquired.hold.finishRun(runId, { ...END, ...end, from: end.from, to: end.to, result });
		}
		await store.close();
	}

	it('lists the latest runs first, each with what went wrong, and only what fits', async () => {
		const node = upsertNode();
		await writeRuns('w1', 'Nightly', [
			{ result: 'success', rows: 7, chunks: 2, to: { value: '7' }, unplaced: 3 },
			{ result: 'interrupted' },
			{
				result: 'failed',
				parked: 1,
				from: { value: '7' },
				to: { value: '9' },
				message: 'It did not succeed',
			},
		]);
		await writeRuns('w2', 'Hourly', [{ result: 'error', message: 'No server' }]);
		const pullFilters = { workflowId: 'w1' };
		const { saved, report } = await node.run('history', rowItems({}), { show: 'pulls', pullFilters });
		expect(saved).toEqual([]);
		expect(report.map(({ json }) => [json['result'], json['rows'], json['from'], json['to']])).toEqual([
			['failed', 0, { value: '7' }, { value: '9' }],
			['interrupted', 0, null, null],
			['success', 7, null, { value: '7' }],
		]);
		expect(report.map(({ json }) => json['issues'])).toEqual([
			[
				{ severity: 'error', message: 'It did not succeed' },
				expect.objectContaining({ message: '1 chunk failed too often and was left behind' }),
			],
			[expect.objectContaining({ severity: 'warning' })],
			[expect.objectContaining({ message: '3 rows had no start value' })],
		]);
		const listed = async (parameters: object) =>
			(await node.run('history', rowItems({}), { show: 'pulls', ...parameters })).report.map(
				({ json }) => json['nodeName'],
			);
		expect(await listed({ lastRuns: 2, pullFilters })).toHaveLength(2);
		expect(await listed({ pullFilters: { nodeName: 'hour' } })).toEqual(['Hourly']);
		expect(await listed({ pullFilters: { result: ['error'] } })).toEqual(['Hourly']);
		expect(await listed({ pullFilters: { workflowId: 'w3' } })).toEqual([]);
	});
});

describe('the report of an import', () => {
	it('is given again, with the page and a file of rows to correct', async () => {
		const node = upsertNode();
		const rejected = { 'E-mail': 'jan at example', rejected_because: 'no e-mail', import_issues: [] };
		const { report } = await node.run('upsert', rowItems(ANNA, rejected, WRONG));
		const { importId } = idsOf(report[0]);
		const options = { rowsFile: 'csv' };
		const fake = node.make('report', [{ json: {} }, { json: {} }], { importId, options });
		const [, , given = []] = await fake.execute();
		expect(given).toHaveLength(1);
		expect(given[0]?.pairedItem).toEqual([{ item: 0 }, { item: 1 }]);
		expect(given[0]?.json).toMatchObject({ importId, kind: 'import', rows: 3, created: 1, rejected: 1 });
		const { report: page, rowsToCorrect } = given[0]?.binary ?? {};
		expect(page?.mimeType).toBe('text/html');
		expect(page?.fileName).toMatch(/^import_report .*\.html$/);
		expect(fake.bytesOf(page).toString()).toContain('<h2 id="to-correct">Rows to correct</h2>');
		expect(fake.bytesOf(rowsToCorrect).toString().replace('\ufeff', '').split('\r\n').slice(0, 3)).toEqual([
			'E-mail,firstName,rejected_because,how_to_correct,further_cells,row_number,source_file',
			expect.stringMatching(/^jan at example,,/),
			expect.stringMatching(/^,Nobody,The row has nothing a customer could be recognised by/),
		]);
	});

	it('is given for each import that the input names, and says which is not there', async () => {
		const node = upsertNode();
		const { report } = await node.run('upsert', rowItems(ANNA));
		const { importId } = idsOf(report[0]);
		const options = { reportPage: false };
		const fake = node.make(
			'report',
			[{ json: {} }, { json: { a: 1 } }],
			{ importId, options },
			{ itemParameters: { 1: { importId: 'nowhere' } }, onError: 'continueRegularOutput' },
		);
		const [, notSaved = [], given = []] = await fake.execute();
		expect(given.map(({ json }) => json['importId'])).toEqual([importId]);
		expect(given[0]?.binary).toBeUndefined();
		expect(notSaved.map(({ json, pairedItem }) => [json['error'], pairedItem])).toEqual([
			['There is no account of the import nowhere', { item: 1 }],
		]);
	});
});

describe('an import that is resumed', () => {
	it('sends only rows without an outcome, and reports them all', async () => {
		const node = upsertNode();
		const rows = rowItems(JAN, ANNA, { email: 'ewa@example.com' });
		const stopped = await node.run('upsert', rows, { options: { maxCreates: 1 } });
		const { importId } = idsOf(stopped.report[0]);
		expect(stopped.report[0]?.json).toMatchObject({ created: 1, stopped: { message: expect.any(String) } });
		const { report: listed } = await node.run('history', rowItems({}), {
			filters: { destination: node.baseName, status: ['stopped'] },
		});
		expect(listed.map(({ json }) => json['importId'])).toEqual([importId]);
		// The limit is one of each run: the rest comes in twos.
		const once = await node.run('resume', rows, { importId });
		expect(once.saved.map(({ json }) => json['email'])).toEqual([ANNA.email]);
		const twice = await node.run('resume', rows, { importId });
		expect(twice.saved.map(({ json }) => json['email'])).toEqual(['ewa@example.com']);
		expect(twice.report[0]?.json).toMatchObject({ importId, rows: 3, created: 3, failed: 0 });
		await expect(node.run('resume', rows, { importId })).rejects.toMatchObject({
			name: 'NodeOperationError',
		});
	});

	it('is of the same rows, or it writes nothing and can still be resumed', async () => {
		const node = upsertNode();
		const from = (source: string) =>
			rowItems(JAN, ANNA).map((item) => ({ json: { ...item.json, source_file: source } }));
		const { report } = await node.run('upsert', from('a.csv'), { options: { maxCreates: 1 } });
		const { importId } = idsOf(report[0]);
		await expect(node.run('resume', from('b.csv'), { importId })).rejects.toThrow(
			'The source of the import was another one: a.csv, and now b.csv',
		);
		expect(await node.customers()).toHaveLength(1);
		const others = rowItems({ email: 'x@example.com' }, { email: 'y@example.com' }).map(({ json }) => ({
			json: { ...json, source_file: 'a.csv' },
		}));
		await expect(node.run('resume', others, { importId })).rejects.toThrow('is not the row');
		const { saved } = await node.run('resume', from('a.csv'), { importId });
		expect(saved.map(({ json }) => json['email'])).toEqual([ANNA.email]);
	});

	it('is one that there is, with an ID', async () => {
		const node = upsertNode();
		await expect(node.run('resume', rowItems(JAN), { importId: '' })).rejects.toThrow("'Import ID' is empty");
		await expect(node.run('resume', rowItems(JAN), { importId: 'x' })).rejects.toThrow(
			'no account of the import x',
		);
	});
});

describe('an import that is undone', () => {
	it('removes who was created and gives back what was changed, and keeps who was changed since', async () => {
		const node = upsertNode();
		await node.run('upsert', rowItems(JAN, ANNA));
		const { report } = await node.run(
			'upsert',
			rowItems({ ...JAN, city: 'Gdynia' }, { ...ANNA, city: 'Sopot' }, { email: 'ewa@example.com' }),
		);
		await node.run('upsert', rowItems({ ...ANNA, city: 'Radom' }));
		const { importId } = idsOf(report[0]);
		const undone = await node.run('undo', report, { importId, options: { reportPage: true } });
		expect((await node.customers()).map(({ email, city }) => [[email].flat()[0], city])).toEqual([
			[ANNA.email, 'Radom'],
			[JAN.email, 'Łódź'],
		]);
		expect(undone.saved).toHaveLength(2);
		expect(undone.notSaved).toHaveLength(1);
		expect(undone.report[0]?.json).toMatchObject({ kind: 'undo', of: importId, rows: 3 });
		expect(undone.report[0]?.binary?.['report']?.mimeType).toBe('text/html');
		const { report: listed } = await node.run('history', rowItems({}), {
			filters: { destination: node.baseName },
		});
		expect(listed.map(({ json }) => json['kind'])).toEqual(['undo', 'import', 'import', 'import']);
		expect(listed[2]?.json['undoneBy']).toBe(idsOf(undone.report[0]).importId);
	});

	it('is not one that there is not', async () => {
		await expect(upsertNode().run('undo', rowItems({}), { importId: 'x' })).rejects.toMatchObject({
			name: 'NodeOperationError',
		});
	});
});
