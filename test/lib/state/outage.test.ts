import type { RowOutcome } from '../../../lib/model';
import { openJournal, type StateStore } from '../../../lib/state';
import { startPostgres, type TestPostgres } from '../../../tools/postgres.mjs';
import { openPostgresWriter, postgresPlace } from './places';

let server: TestPostgres;
let store: StateStore;
beforeAll(async () => {
	server = await startPostgres();
	store = await postgresPlace(server).open();
}, 60_000);
afterAll(async () => {
	await store.close();
	await server.stop();
});

const created = (rowNumber: number): RowOutcome => ({ rowNumber, outcome: 'created', issues: [] });

it('lets an import go on over a restart of the server that keeps its journal', async () => {
	const journal = await openJournal(store);
	const id = await journal.begin({ destination: 'x', settings: {} });
	await journal.saveOutcomes(id, [created(2)]);
	await server.kill();
	const saving = journal.saveOutcomes(id, [created(3)]);
	await server.restart();
	await saving;
	expect(await journal.entry(id)).toMatchObject({ status: 'running', rows: 2, outcomes: { created: 2 } });
	await journal.close();
}, 60_000);

it('writes a batch once where the connection breaks after the commit and before the answer', async () => {
	let breaks = false;
	const writer = await openPostgresWriter(server);
	const { makePostgresStore } = await import('../../../lib/state/postgresStore');
	const { transientError } = await import('../../../lib/errors');
	const shaky = makePostgresStore({
		...writer,
		async inTransaction(work) {
			const result = await writer.inTransaction(work);
			if (!breaks) return result;
			breaks = false;
			throw transientError('The connection broke off');
		},
	});
	const journal = await openJournal(shaky);
	const id = await journal.begin({ destination: 'x', settings: {} });
	breaks = true;
	await journal.saveOutcomes(id, [created(2)]);
	await journal.saveOutcomes(id, [created(3)]);
	expect(await journal.entry(id)).toMatchObject({ rows: 2, outcomes: { created: 2 } });
	await journal.close();
	await shaky.close();
}, 60_000);
