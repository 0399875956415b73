/** The name under which the tables' version is remembered in the file. */
export const JOURNAL_PART = 'import journal';

/** The tables of the journal; each entry is run once, in order. */
export const JOURNAL_STEPS: readonly string[] = [
	`CREATE TABLE imports (
		number INTEGER PRIMARY KEY,
		id TEXT NOT NULL UNIQUE,
		fingerprint TEXT NOT NULL,
		destination TEXT NOT NULL,
		source TEXT,
		settings TEXT NOT NULL,
		status TEXT NOT NULL CHECK (status IN ('running', 'finished', 'stopped', 'interrupted')),
		process TEXT NOT NULL,
		started_at TEXT NOT NULL,
		alive_at TEXT NOT NULL,
		finished_at TEXT,
		outcomes TEXT NOT NULL,
		report TEXT
	) STRICT;
	CREATE INDEX imports_by_status ON imports (status);
	CREATE TABLE before_images (
		number INTEGER PRIMARY KEY,
		import_id TEXT NOT NULL REFERENCES imports (id),
		customer_id TEXT NOT NULL,
		row_number INTEGER NOT NULL,
		before TEXT NOT NULL
	) STRICT;
	CREATE INDEX before_images_by_import ON before_images (import_id);
	CREATE TABLE created_customers (
		number INTEGER PRIMARY KEY,
		import_id TEXT NOT NULL REFERENCES imports (id),
		ids TEXT NOT NULL
	) STRICT;
	CREATE INDEX created_customers_by_import ON created_customers (import_id);
	CREATE TABLE unsaved_rows (
		number INTEGER PRIMARY KEY,
		import_id TEXT NOT NULL REFERENCES imports (id),
		outcome TEXT NOT NULL
	) STRICT;
	CREATE INDEX unsaved_rows_by_import ON unsaved_rows (import_id);`,
];
