/**
 * The tables of pulls. Times that are computed with are milliseconds since 1970; those for people are ISO 8601.
 * Each step is one statement, in the part of SQL that SQLite and PostgreSQL share.
 */
export const WATERMARK_STEPS: readonly string[] = [
	`CREATE TABLE watermark (
		pull TEXT PRIMARY KEY,
		workflow_id TEXT NOT NULL,
		node_id TEXT NOT NULL,
		epoch TEXT NOT NULL,
		version BIGINT NOT NULL DEFAULT 0,
		value TEXT,
		key TEXT,
		attempts BIGINT NOT NULL DEFAULT 0,
		owner TEXT,
		held_until BIGINT NOT NULL DEFAULT 0,
		moved_at TEXT
	)`,
	// The last request of the panel that was carried out.
	'ALTER TABLE watermark ADD COLUMN applied TEXT',
	// Whether the rows without a start value have been handed on.
	'ALTER TABLE watermark ADD COLUMN unplaced_done INTEGER NOT NULL DEFAULT 0',
	'ALTER TABLE watermark ADD COLUMN last_run BIGINT',
	// What was delivered: 16 characters for the row, 11 for its content. The place is there where it may be forgotten.
	`CREATE TABLE pull_memory (
		pull TEXT NOT NULL,
		row_hash TEXT NOT NULL,
		content TEXT NOT NULL,
		place DOUBLE PRECISION,
		PRIMARY KEY (pull, row_hash)
	)`,
	'CREATE INDEX pull_memory_place ON pull_memory (pull, place) WHERE place IS NOT NULL',
	`CREATE TABLE pull_parked (
		id TEXT PRIMARY KEY,
		pull TEXT NOT NULL,
		parked_at TEXT NOT NULL,
		kind TEXT NOT NULL,
		after_value TEXT,
		after_key TEXT,
		to_value TEXT,
		to_key TEXT,
		row_count BIGINT NOT NULL,
		attempts BIGINT NOT NULL,
		offered INTEGER NOT NULL DEFAULT 0
	)`,
	'CREATE INDEX pull_parked_pull ON pull_parked (pull, parked_at)',
	`CREATE TABLE pull_run (
		id TEXT PRIMARY KEY,
		pull TEXT NOT NULL,
		workflow_id TEXT NOT NULL,
		node_id TEXT NOT NULL,
		node_name TEXT,
		started_at TEXT NOT NULL,
		finished_at TEXT,
		result TEXT NOT NULL,
		row_count BIGINT NOT NULL DEFAULT 0,
		chunks BIGINT NOT NULL DEFAULT 0,
		unchanged BIGINT NOT NULL DEFAULT 0,
		parked BIGINT NOT NULL DEFAULT 0,
		unplaced BIGINT,
		from_value TEXT,
		from_key TEXT,
		to_value TEXT,
		to_key TEXT,
		message TEXT
	)`,
	'CREATE INDEX pull_run_node ON pull_run (workflow_id, node_id, started_at)',
];
