import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { type ImportError, userError } from '../errors';
import { BUSY_TIMEOUT_MS, migrate, openDatabase } from '../state/database';
import { makeInOrder } from '../state/inOrder';
import { explainSqliteError } from '../state/sqliteErrors';
import type { Connector, ConnectorCapabilities } from './connector';
import { makeFieldList, STANDARD_IDENTIFIERS } from './localBase/fields';
import { readChangePoint } from './localBase/changes';
import { makeLookup } from './localBase/lookup';
import { countCustomers, type Explained, readCustomers } from './localBase/read';
import { removeCustomers } from './localBase/remove';
import { LOCAL_BASE_PART, LOCAL_BASE_STEPS } from './localBase/schema';
import { startThread, threadFile } from './localBase/thread';
import { makeTransact, type Transact } from './localBase/transaction';
import { makeWriting, type Writing } from './localBase/writing';

export interface LocalBaseOptions {
	/** The SQLite file; made where it is missing. `:memory:` for one that is gone when closed. */
	readonly path: string;
	/** For exports: the file must exist and is not changed. */
	readonly readOnly?: boolean;
	/** How long to wait for another process that is writing, in milliseconds; 15 s when left out. */
	readonly busyTimeoutMs?: number;
	readonly now?: () => Date;
	/** What the thread runs that big batches are written in: the file that the build has made. `undefined` for no thread. */
	readonly threadFile?: string | undefined;
}

/** Big transactions are what makes SQLite fast: 10,000 rows in one go write 2.5 times as fast as 1,000 (measured). */
export const LOCAL_BASE_CAPABILITIES: ConnectorCapabilities = {
	batchSize: 10_000,
	lookupSize: 50_000,
	lanes: 1,
	identifiers: STANDARD_IDENTIFIERS,
	unique: true,
	conditional: true,
	customFields: true,
	remove: true,
	suppressTriggers: false,
};

/**
 * The local customer base: customers in an SQLite file, each identifier at most once, kept so by the
 * database itself however many processes write.
 * @throws userError when the file cannot be opened or is of a newer version
 */
export function localBase(options: LocalBaseOptions): Connector {
	const { path, readOnly = false, busyTimeoutMs = BUSY_TIMEOUT_MS } = options;
	const target = path === ':memory:' ? path : resolve(path);
	const file = fileOfThread(options);
	const database = openBase(options);
	const transact = makeTransact(database, busyTimeoutMs);
	const inOrder = makeInOrder();
	const explained: Explained = async (work) => await explain(path, async () => await inOrder(work));
	const fields = makeFieldList(database);
	const lookup = makeLookup(database);
	const start = file === undefined ? undefined : () => startThread(file, { path: target, busyTimeoutMs });
	const writing = readOnly ? refusing(path) : makeWriting({ ...options, database, transact, inOrder, start });
	return {
		name: 'localBase',
		title: 'Local Customer Base',
		target,
		capabilities: { ...LOCAL_BASE_CAPABILITIES, overlaps: file !== undefined },
		check: () => explained(() => checkWritable(database, transact, options)),
		discoverFields: () => explained(fields),
		lookup: (identifiers) => explained(() => lookup.find(identifiers)),
		write: (rows, { fields } = {}) => explain(path, async () => await writing.write(rows, fields)),
		get: (ids) => explained(() => lookup.get(ids)),
		read: (query) => readCustomers(database, fields, query, explained),
		count: (query) => explained(() => countCustomers(database, fields(), query)),
		changePoint: () => explained(() => readChangePoint(database)),
		remove: (ids) => explained(() => removeCustomers(database, transact, ids)),
		async close() {
			await explain(path, async () => await writing.close());
			await explained(() => close(database));
		},
	};
}

function fileOfThread(options: LocalBaseOptions): string | undefined {
	if (options.path === ':memory:' || options.readOnly === true) return undefined;
	return 'threadFile' in options ? options.threadFile : threadFile();
}

function openBase(options: LocalBaseOptions): DatabaseSync {
	const { path, readOnly = false, busyTimeoutMs } = options;
	if (readOnly && !existsSync(path)) throw noBase(path);
	const database = openDatabase(path, {
		readOnly,
		...(busyTimeoutMs === undefined ? {} : { busyTimeoutMs }),
	});
	try {
		if (readOnly) requireBase(database, path);
		else migrate(database, LOCAL_BASE_PART, LOCAL_BASE_STEPS);
		return database;
	} catch (error) {
		database.close();
		throw explainSqliteError(error, path);
	}
}

function noBase(path: string): ImportError {
	return userError(
		`There is no customer base ${path}`,
		'Import customers into it first, or check its name.',
		'NO_BASE',
	);
}

function requireBase(database: DatabaseSync, path: string): void {
	const table = database.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'identifiers'");
	if (!table.get()) {
		throw userError(
			`The file ${path} is not a customer base`,
			'Import customers into it first, or choose another path.',
			'NOT_A_BASE',
		);
	}
}

/** A write that changes nothing, so that a locked, full or protected file is found before the first row. */
async function checkWritable(
	database: DatabaseSync,
	transact: Transact,
	{ readOnly = false }: LocalBaseOptions,
): Promise<void> {
	if (readOnly) database.prepare('SELECT count(*) FROM identifiers WHERE field IS NULL').get();
	else await transact(() => database.exec('UPDATE schema_version SET version = version'));
}

function refusing(path: string): Writing {
	return {
		write: async () => {
			throw userError(`The customer base ${path} was opened for reading only`, undefined, 'READ_ONLY');
		},
		close: async () => undefined,
	};
}

/** Merges the write-ahead log into the file, so that the one file is the whole base. */
function close(database: DatabaseSync): void {
	if (database.isOpen) database.close();
}

/** Runs `work`; what SQLite throws becomes an error that says what to do. */
async function explain<T>(path: string, work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		throw explainSqliteError(error, path);
	}
}
