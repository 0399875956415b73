import type { StateStore } from './store';

/** The name under which the tables' version is remembered. */
const JOURNAL_PART = 'import journal';

/** Makes the tables, or brings those of an older version up to date. */
export async function migrateJournal(store: StateStore): Promise<void> {
	await store.migrate(JOURNAL_PART, [VERSION_1, VERSION_2]);
}

/** As journals of SQLite have them. A new one makes them too, so that there is one way to the next version. */
const VERSION_1 = `CREATE TABLE imports (
		number BIGINT PRIMARY KEY,
		id TEXT NOT NULL UNIQUE,
		fingerprint TEXT NOT NULL,
		destination TEXT NOT NULL,
		source TEXT,
		settings TEXT NOT NULL,
		status TEXT NOT NULL,
		process TEXT NOT NULL,
		started_at TEXT NOT NULL,
		alive_at TEXT NOT NULL,
		finished_at TEXT,
		outcomes TEXT NOT NULL,
		report TEXT
	);
	CREATE TABLE before_images (number BIGINT PRIMARY KEY);
	CREATE TABLE created_customers (number BIGINT PRIMARY KEY);
	CREATE TABLE unsaved_rows (
		number BIGINT PRIMARY KEY,
		import_id TEXT NOT NULL,
		outcome TEXT NOT NULL
	);`;

/**
 * Rows in batches. What version 1 wrote down of customers does not say what they became, which undo must
 * compare with; so its imports keep their counts, their report and the rows to correct, and cannot be undone.
 */
const VERSION_2 = `CREATE TABLE journal_numbers (name TEXT PRIMARY KEY, last BIGINT NOT NULL);
	INSERT INTO journal_numbers SELECT 'imports', coalesce(max(number), 0) FROM imports;
	INSERT INTO journal_numbers VALUES ('plans', 0);
	CREATE TABLE import_entries (
		number BIGINT PRIMARY KEY,
		id TEXT NOT NULL UNIQUE,
		kind TEXT NOT NULL,
		of_id TEXT,
		undone_by TEXT,
		fingerprint TEXT NOT NULL,
		destination TEXT NOT NULL,
		target TEXT,
		source TEXT,
		settings TEXT NOT NULL,
		status TEXT NOT NULL,
		owner TEXT NOT NULL,
		batches BIGINT NOT NULL,
		resumed BIGINT NOT NULL,
		forgotten BIGINT NOT NULL,
		started_at TEXT NOT NULL,
		alive_at TEXT NOT NULL,
		finished_at TEXT,
		outcomes TEXT NOT NULL,
		report TEXT
	);
	INSERT INTO import_entries
		SELECT number, id, 'import', NULL, NULL, fingerprint, destination, NULL, source, settings, status, process,
			0, 0, 1, started_at, alive_at, finished_at, outcomes, report
		FROM imports;
	CREATE TABLE import_intents (
		import_number BIGINT NOT NULL,
		number BIGINT NOT NULL,
		data TEXT NOT NULL,
		PRIMARY KEY (import_number, number)
	);
	CREATE TABLE import_results (
		import_number BIGINT NOT NULL,
		intents_number BIGINT NOT NULL,
		number BIGINT NOT NULL,
		data TEXT NOT NULL,
		PRIMARY KEY (import_number, intents_number, number)
	);
	CREATE TABLE import_done (
		import_number BIGINT NOT NULL,
		number BIGINT NOT NULL,
		data TEXT NOT NULL,
		PRIMARY KEY (import_number, number)
	);
	CREATE TABLE import_unsaved (
		import_number BIGINT NOT NULL,
		number BIGINT NOT NULL,
		data TEXT NOT NULL,
		PRIMARY KEY (import_number, number)
	);
	INSERT INTO import_unsaved
		SELECT imports.number, unsaved_rows.number, '[' || unsaved_rows.outcome || ']'
		FROM unsaved_rows JOIN imports ON imports.id = unsaved_rows.import_id;
	CREATE TABLE plans (
		number BIGINT PRIMARY KEY,
		id TEXT NOT NULL UNIQUE,
		hash TEXT NOT NULL,
		destination TEXT NOT NULL,
		target TEXT,
		source TEXT,
		settings TEXT NOT NULL,
		outcomes TEXT NOT NULL,
		made_at TEXT NOT NULL,
		applied_by TEXT
	);
	CREATE TABLE plan_rows (
		plan_number BIGINT NOT NULL,
		number BIGINT NOT NULL,
		data TEXT NOT NULL,
		PRIMARY KEY (plan_number, number)
	);
	DROP TABLE unsaved_rows;
	DROP TABLE created_customers;
	DROP TABLE before_images;
	DROP TABLE imports;`;
