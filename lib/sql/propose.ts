import type { SqlColumn, SqlDialect } from './dialect';

/** What a table is best pulled by. */
export interface PullProposal {
	/** The columns that can be a start column, the best first. */
	readonly start: readonly SqlColumn[];
	/** The columns that can be a key column, the best first. */
	readonly key: readonly SqlColumn[];
	/** The start column that finds new and changed rows, and the key that tells rows of the same time apart. */
	readonly proposed: { readonly start: string | undefined; readonly key: string | undefined };
}

/** As tables call the time of a row's last change, in some languages. */
const CHANGED =
	/updated|modified|changed|last_?(?:update|change|edit)|mtime|row_?version|aktualis|geaendert|geändert|modifi|zmian|изм/i;
const CREATED = /created|inserted|added|registered/i;

/**
 * Which columns of a table a pull can go on by: best the time of the last change with the primary key, for it
 * finds changed rows too; else a primary key that grows.
 */
export function proposePull(columns: readonly SqlColumn[], dialect: SqlDialect): PullProposal {
	const start = ranked(columns, (column) => startScore(column, dialect));
	const key = ranked(columns, keyScore);
	const [best] = start;
	const isTime = best !== undefined && dialect.orderOf(best.type) === 'dateTime';
	const isGood = best !== undefined && startScore(best, dialect) >= GOOD;
	return {
		start,
		key,
		proposed: {
			start: isGood ? best.name : undefined,
			key: isGood && isTime ? key.find(({ name }) => name !== best.name)?.name : undefined,
		},
	};
}

const GOOD = 50;

function ranked(columns: readonly SqlColumn[], score: (column: SqlColumn) => number): SqlColumn[] {
	const scored = columns.map((column) => ({ column, score: score(column) })).filter((one) => one.score > 0);
	return scored.sort((a, b) => b.score - a.score).map(({ column }) => column);
}

/** 0 for a column that a pull cannot go on by. */
function startScore(column: SqlColumn, dialect: SqlDialect): number {
	const order = dialect.orderOf(column.type);
	const whole = column.nullable ? 0 : 5;
	switch (order) {
		case 'dateTime':
			if (CHANGED.test(column.name)) return 90 + whole;
			return (CREATED.test(column.name) ? 30 : 20) + whole;
		case 'number':
			if (CHANGED.test(column.name)) return 80 + whole;
			if (column.primary) return column.generated ? 75 : 60;
			return (column.unique ? 25 : 10) + whole;
		case 'none':
			return 0;
		default:
			// Texts and identifiers seldom grow from row to row.
			return column.primary ? 3 : 1;
	}
}

/** 0 for a column that does not tell rows apart. */
function keyScore({ primary, unique, nullable }: SqlColumn): number {
	if (primary) return unique ? 100 : 90;
	return unique ? 50 - (nullable ? 20 : 0) : 0;
}
