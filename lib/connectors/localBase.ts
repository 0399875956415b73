import { existsSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { type ImportError, userError } from '../errors';
import { STANDARD_FIELDS } from '../fields';
import type { FieldSpec } from '../model';
import { inTransaction, migrate, openDatabase } from '../state/database';
import { explainSqliteError } from '../state/sqliteErrors';
import type { Connector, ConnectorCapabilities } from './connector';
import { makeCustomFields, STANDARD_IDENTIFIERS } from './localBase/fields';
import { makeLookup } from './localBase/lookup';
import { readChangePoint } from './localBase/changes';
import { countCustomers, readCustomers } from './localBase/read';
import { removeCustomers } from './localBase/remove';
import { LOCAL_BASE_PART, LOCAL_BASE_STEPS } from './localBase/schema';
import { makeWriter } from './localBase/write';

export interface LocalBaseOptions {
	/** The SQLite file; made where it is missing. `:memory:` for one that is gone when closed. */
	readonly path: string;
	/** For exports: the file must exist and is not changed. */
	readonly readOnly?: boolean;
	/** How long to wait for another process that is writing, in milliseconds; 15 s when left out. */
	readonly busyTimeoutMs?: number;
	readonly now?: () => Date;
}

/** Big transactions are what makes SQLite fast: 10,000 rows in one go write 2.5 times as fast as 1,000 (measured). */
const CAPABILITIES: ConnectorCapabilities = {
	batchSize: 10_000,
	lookupSize: 50_000,
	lanes: 1,
	identifiers: STANDARD_IDENTIFIERS,
	unique: true,
	customFields: true,
	remove: true,
};

/**
 * The local customer base: customers in an SQLite file, each identifier at most once, kept so by the
 * database itself however many processes write.
 * @throws userError when the file cannot be opened or is of a newer version
 */
export function localBase(options: LocalBaseOptions): Connector {
	const { path } = options;
	const database = openBase(options);
	const customFields = makeCustomFields(database);
	const fields = (): readonly FieldSpec[] => [...STANDARD_FIELDS, ...customFields.list()];
	const lookup = makeLookup(database);
	const write = options.readOnly
		? undefined
		: makeWriter(database, customFields, options.now ?? (() => new Date()));
	return {
		name: 'localBase',
		title: 'Local Customer Base',
		capabilities: CAPABILITIES,
		check: () => explained(path, () => checkWritable(database, options)),
		discoverFields: () => explained(path, fields),
		lookup: (identifiers) => explained(path, () => lookup(identifiers)),
		write: (rows) => explained(path, () => (write ?? refuse(path))(rows)),
		read: (query) => readCustomers(database, fields, query, (work) => explained(path, work)),
		count: (query) => explained(path, () => countCustomers(database, fields(), query)),
		changePoint: () => explained(path, () => readChangePoint(database)),
		remove: (ids) => explained(path, () => removeCustomers(database, ids)),
		close: () => explained(path, () => close(database)),
	};
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
function checkWritable(database: DatabaseSync, { readOnly = false }: LocalBaseOptions): void {
	if (readOnly) database.prepare('SELECT count(*) FROM identifiers WHERE field IS NULL').get();
	else inTransaction(database, () => database.exec('UPDATE schema_version SET version = version'));
}

function refuse(path: string): () => never {
	return () => {
		throw userError(`The customer base ${path} was opened for reading only`, undefined, 'READ_ONLY');
	};
}

/** Merges the write-ahead log into the file, so that the one file is the whole base. */
function close(database: DatabaseSync): void {
	if (database.isOpen) database.close();
}

/** Runs `work`; what SQLite throws becomes an error that says what to do. */
async function explained<T>(path: string, work: () => T): Promise<T> {
	try {
		return work();
	} catch (error) {
		throw explainSqliteError(error, path);
	}
}
