/**
 * An import, its going on or its undo as a process of its own, which ends itself with SIGKILL at the n-th step: a
 * statement of SQLite, or what goes over a socket. So the same job is killed at the same place again.
 */
import { Socket } from 'node:net';
import { DatabaseSync, StatementSync } from 'node:sqlite';
import { hubSpot } from '../../../../lib/connectors/hubSpot';
import { fetchClient } from '../../../../lib/connectors/http/fetchClient';
import { localBase } from '../../../../lib/connectors/localBase';
import { importCustomers, resumeImport, undoImport } from '../../../../lib/import';
import { postgres } from '../../../../lib/sql/postgres';
import { openJournal, openStore } from '../../../../lib/state';
import { peopleOf } from './people';

const job = JSON.parse(process.argv[2]);
let steps = 0;

function step() {
	steps++;
	if (steps === job.killAt) process.kill(process.pid, 'SIGKILL');
}

/** Half of them before it is done, half of them after it. */
function countCalls(prototype, name) {
	const original = prototype[name];
	prototype[name] = function (...values) {
		step();
		const result = original.apply(this, values);
		step();
		return result;
	};
}

/** A file that cannot grow, as on a full disk: the first database that is opened is the base, the second the state. */
function limitPages(limits) {
	const { exec } = DatabaseSync.prototype;
	let opened = 0;
	DatabaseSync.prototype.exec = function (sql) {
		exec.call(this, sql);
		const pages = sql.includes('cache_size') ? limits[opened++] : undefined;
		if (pages) exec.call(this, `PRAGMA max_page_count = ${pages}`);
	};
}

function watch() {
	for (const name of ['run', 'get', 'all']) countCalls(StatementSync.prototype, name);
	countCalls(DatabaseSync.prototype, 'exec');
	countCalls(Socket.prototype, 'write');
}

function connectorOf({ base, hubSpot: url }) {
	if (base !== undefined) return localBase({ path: base, busyTimeoutMs: job.busyTimeoutMs });
	const http = fetchClient((request) => ({
		...request,
		headers: { ...request.headers, authorization: 'Bearer fake-token' },
	}));
	const tools = { http, now: () => Date.now(), sleep: async () => undefined };
	return hubSpot({ baseUrl: url, callsPer10s: 1_000_000 }, tools);
}

async function stateOf({ sqlite, postgres: connection, schema }) {
	if (sqlite !== undefined) return await openStore({ kind: 'sqlite', path: sqlite });
	return await openStore({ kind: 'postgres', schema, openWriter: () => postgres.openWriter(connection) });
}

async function* rowsOf(rows) {
	for (let start = 0; start < rows.length; start += 17) yield rows.slice(start, start + 17);
}

async function main() {
	const { files, settings, batchSize } = peopleOf(job.seed);
	const now = () => new Date(Date.now() + (job.laterMs ?? 0));
	limitPages(job.maxPages ?? []);
	watch();
	const whole = connectorOf(job.destination);
	const connector = { ...whole, capabilities: { ...whole.capabilities, batchSize } };
	const store = await stateOf(job.state);
	const journal = await openJournal(store, { now });
	const shared = { connector, journal, now, random: () => 0, sleep: async () => undefined };
	const rows = { open: () => rowsOf(files[job.file]), settings, source: `file${job.file}.csv` };
	const run = {
		import: () => importCustomers({ ...shared, ...rows }),
		resume: () => resumeImport({ ...shared, ...rows, importId: job.importId }),
		undo: () => undoImport({ ...shared, importId: job.importId }),
	}[job.what]();
	const outcomes = [];
	let next = await run.next();
	for (; !next.done; next = await run.next()) outcomes.push(...next.value.map(({ outcome }) => outcome));
	await journal.close();
	await store.close();
	await connector.close();
	return { report: next.value, outcomes };
}

main().then(
	(done) => process.stdout.write(JSON.stringify({ steps, ...done })),
	(error) => {
		process.stdout.write(JSON.stringify({ steps, error: { message: error.message, code: error.code } }));
		process.exitCode = 1;
	},
);
