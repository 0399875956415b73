/** As the first version of this package made it. */
export const JOURNAL_VERSION_1 = `CREATE TABLE schema_version (part TEXT PRIMARY KEY, version INTEGER NOT NULL);
	INSERT INTO schema_version VALUES ('import journal', 1);
	CREATE TABLE imports (
		number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, fingerprint TEXT NOT NULL, destination TEXT NOT NULL,
		source TEXT, settings TEXT NOT NULL,
		status TEXT NOT NULL CHECK (status IN ('running', 'finished', 'stopped', 'interrupted')),
		process TEXT NOT NULL, started_at TEXT NOT NULL, alive_at TEXT NOT NULL, finished_at TEXT,
		outcomes TEXT NOT NULL, report TEXT
	) STRICT;
	CREATE INDEX imports_by_status ON imports (status);
	CREATE TABLE before_images (
		number INTEGER PRIMARY KEY, import_id TEXT NOT NULL REFERENCES imports (id), customer_id TEXT NOT NULL,
		row_number INTEGER NOT NULL, before TEXT NOT NULL
	) STRICT;
	CREATE INDEX before_images_by_import ON before_images (import_id);
	CREATE TABLE created_customers (
		number INTEGER PRIMARY KEY, import_id TEXT NOT NULL REFERENCES imports (id), ids TEXT NOT NULL
	) STRICT;
	CREATE INDEX created_customers_by_import ON created_customers (import_id);
	CREATE TABLE unsaved_rows (
		number INTEGER PRIMARY KEY, import_id TEXT NOT NULL REFERENCES imports (id), outcome TEXT NOT NULL
	) STRICT;
	CREATE INDEX unsaved_rows_by_import ON unsaved_rows (import_id);
	INSERT INTO imports VALUES (4, 'old', 'f', 'localBase', 'a.csv', '{"limit":5}', 'finished', 'p',
		'2026-01-01T00:00:00.000Z', '2026-01-01T00:00:01.000Z', '2026-01-01T00:00:02.000Z',
		'{"created":1,"rejected":2}', '{"importId":"old","rows":3}');
	INSERT INTO before_images VALUES (1, 'old', '7', 2, '{"city":"Lodz"}');
	INSERT INTO created_customers VALUES (1, 'old', '["8"]');
	INSERT INTO unsaved_rows VALUES (1, 'old', '{"rowNumber":3,"outcome":"rejected","issues":[]}');
	INSERT INTO unsaved_rows VALUES (2, 'old', '{"rowNumber":4,"outcome":"rejected","issues":[]}');`;
