/** The name under which the tables' version is remembered in the file. */
export const LOCAL_BASE_PART = 'customer base';

/**
 * The tables of a local customer base; each entry is run once, in order.
 *
 * A customer is one JSON text: twice as fast to write as a column a field, and custom fields, lists and
 * fields that are not there need no place of their own. Ids are never given twice (AUTOINCREMENT), so that
 * an id in an old report cannot mean somebody else.
 *
 * `identifiers` is what customers are found by. The primary key is what makes doubles impossible, whoever
 * writes at the same time: a value that only one customer may have is kept with `shared = 0` and collides
 * with the same value of another; one that people may share (a family's phone, in an import that recognises
 * customers by e-mail) is kept with the customer's id there and collides with nobody.
 *
 * `version` is the number of the transaction that last changed the customer, counted in \`last_change\`: it tells
 * whether a customer changed since it was looked up, and which ones changed since an export.
 */
export const LOCAL_BASE_STEPS: readonly string[] = [
	`CREATE TABLE customers (
		id INTEGER PRIMARY KEY AUTOINCREMENT,
		record TEXT NOT NULL,
		identifiers TEXT NOT NULL,
		version INTEGER NOT NULL,
		created_at TEXT NOT NULL,
		updated_at TEXT NOT NULL
	) STRICT;
	CREATE TABLE identifiers (
		field TEXT NOT NULL,
		value TEXT NOT NULL,
		shared INTEGER NOT NULL,
		customer_id INTEGER NOT NULL,
		PRIMARY KEY (field, value, shared)
	) STRICT, WITHOUT ROWID;
	CREATE TABLE custom_fields (
		name TEXT PRIMARY KEY,
		type TEXT NOT NULL
	) STRICT, WITHOUT ROWID;`,
	`CREATE TABLE last_change (number INTEGER NOT NULL) STRICT;
	INSERT INTO last_change SELECT coalesce(max(version), 0) FROM customers;`,
];
