import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { ImportReport, RowOutcome } from '../../../lib/model';
import { makeTally } from '../../../lib/report';
import { type Journal, openJournal } from '../../../lib/state';
import { recordOf } from '../import/rows';

let folder: string;
let path: string;
let time: number;
let journal: Journal;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'journal-'));
	path = join(folder, 'made/for/it/journal.sqlite');
	time = Date.parse('2026-11-22T10:00:00Z');
	journal = open();
});
afterEach(async () => {
	await journal.close();
	rmSync(folder, { recursive: true });
});

const open = () => openJournal(path, { now: () => new Date(time), busyTimeoutMs: 50 });
const START = {
	destination: 'localBase',
	source: 'a.csv',
	settings: { duplicates: 'ignore', identifiers: ['email'] },
};

const outcome = (rowNumber: number, kind: RowOutcome['outcome'], id?: string): RowOutcome => ({
	rowNumber,
	outcome: kind,
	issues: [],
	...(id === undefined ? {} : { id }),
});

async function gather<T>(batches: AsyncIterable<readonly T[]>): Promise<T[]> {
	const all: T[] = [];
	for await (const batch of batches) all.push(...batch);
	return all;
}

function reportOf(importId: string, stopped?: ImportReport['stopped']): ImportReport {
	const at = new Date(time).toISOString();
	const account = { importId, destination: 'localBase', startedAt: at, finishedAt: at };
	return makeTally().report({ ...account, ...(stopped ? { stopped } : {}) });
}

it('keeps the outcomes of rows that were not saved, in full, and only those', async () => {
	const id = await journal.begin(START);
	const unsaved: RowOutcome = {
		rowNumber: 4,
		outcome: 'ambiguous',
		issues: [
			{ severity: 'error', code: 'SEVERAL_CUSTOMERS', message: 'two', field: 'email', value: 'a@x.pl' },
		],
		record: recordOf({ email: 'a@x.pl' }),
		raw: { 'E-mail': 'A@x.pl' },
	};
	await journal.saveOutcomes(id, [outcome(2, 'created', '1'), outcome(3, 'unchanged', '2'), unsaved]);
	await journal.saveOutcomes(id, [outcome(5, 'created', '3'), outcome(6, 'rejected')]);
	expect(await gather(journal.unsaved(id))).toEqual([unsaved, outcome(6, 'rejected')]);
	expect(await gather(journal.created(id))).toEqual(['1', '3']);
	expect(await journal.history(1)).toMatchObject([
		{
			status: 'running',
			rows: 5,
			outcomes: { created: 2, unchanged: 1, ambiguous: 1, rejected: 1, failed: 0 },
		},
	]);
});

it('gives what customers were, the last change first, page by page and for each import its own', async () => {
	const [one, other] = [await journal.begin(START), await journal.begin(START)];
	const image = (number: number) => ({
		customerId: String(number),
		rowNumber: number,
		before: { city: 'Łódź' },
	});
	await journal.saveBefore(
		one,
		Array.from({ length: 2_500 }, (_, number) => image(number)),
	);
	await journal.saveBefore(other, [image(9_999)]);
	const images = await gather(journal.beforeImages(one));
	expect(images).toHaveLength(2_500);
	expect(images[0]).toEqual(image(2_499));
	expect(images.at(-1)).toEqual(image(0));
	expect(await gather(journal.beforeImages(other))).toEqual([image(9_999)]);
});

it('lists the latest imports first, each with how it ended', async () => {
	const [first, second, third] = [
		await journal.begin(START),
		await journal.begin(START),
		await journal.begin(START),
	];
	await journal.finish(first, reportOf(first));
	await journal.finish(second, reportOf(second, { message: 'disk full' }));
	expect((await journal.history(2)).map(({ importId, status }) => [importId, status])).toEqual([
		[third, 'running'],
		[second, 'stopped'],
	]);
	expect((await journal.history(9)).at(-1)).toMatchObject({ importId: first, status: 'finished', ...START });
	expect(await journal.report(second)).toEqual(reportOf(second, { message: 'disk full' }));
	expect(await journal.report('unknown')).toBeUndefined();
});

it('knows the same import again by its fingerprint, in whatever order the settings were written', async () => {
	await journal.begin(START);
	await journal.begin({ ...START, settings: { identifiers: ['email'], duplicates: 'ignore' } });
	await journal.begin({ ...START, source: 'b.csv' });
	const [third, second, first] = (await journal.history(3)).map(({ fingerprint }) => fingerprint);
	expect(second).toBe(first);
	expect(third).not.toBe(first);
});

describe('an import that a crash left open', () => {
	/** Makes the running imports those of a process that is gone. */
	function orphan(): void {
		const database = new DatabaseSync(path);
		database.exec("UPDATE imports SET process = 'another'");
		database.close();
	}

	it('is marked as interrupted once it has been silent for two minutes, and tells what is known', async () => {
		const id = await journal.begin(START);
		await journal.saveOutcomes(id, [outcome(2, 'created', '1')]);
		orphan();
		time += 119_000;
		await open().close();
		expect(await journal.history(1)).toMatchObject([{ status: 'running' }]);
		time += 2_000;
		await open().close();
		expect(await journal.history(1)).toMatchObject([{ status: 'interrupted', rows: 1 }]);
		expect(await journal.report(id)).toMatchObject({
			rows: 1,
			outcomes: { created: 1 },
			stopped: { message: 'The import was interrupted' },
		});
	});

	it('is not taken for dead while it gives signs of life, nor when it is our own', async () => {
		const id = await journal.begin(START);
		time += 600_000;
		await open().close();
		expect(await journal.history(1)).toMatchObject([{ status: 'running' }]);
		orphan();
		await journal.saveOutcomes(id, []);
		time += 60_000;
		await open().close();
		expect(await journal.history(1)).toMatchObject([{ status: 'running' }]);
	});
});

it('says which file is held by another process', async () => {
	const hold = new DatabaseSync(path);
	hold.exec('BEGIN IMMEDIATE');
	await expect(journal.begin(START)).rejects.toMatchObject({ code: 'STATE_LOCKED', kind: 'transient' });
	await expect(journal.begin(START)).rejects.toThrow('journal.sqlite');
	hold.close();
});
