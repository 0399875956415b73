import { LABELS } from '../customers.mjs';
import { changedCity, isChanged } from './oneInAHundred.mjs';
import { MARKS, openDatabase, run as first, storeRows } from './sqliteLoop.mjs';

const CITY = LABELS.indexOf('City');
const SETTERS = LABELS.map((label) => `"${label}" = excluded."${label}"`).join(', ');
/** Whoever has the id or, where that is new, the e-mail address already is overwritten; other collisions are left. */
const STATEMENT = `INSERT INTO customer VALUES (${MARKS}) ON CONFLICT ("Customer ID") DO UPDATE SET ${SETTERS}
	ON CONFLICT DO NOTHING`;

/** Not measured: the first time. */
export async function prepare({ path, folder }) {
	await first({ path, folder });
}

/** The same loop a month later: it writes everybody, because it does not know who has moved. */
export async function run({ path, folder }) {
	return await storeRows(path, openDatabase(folder), STATEMENT, (cells, row) =>
		isChanged(row) ? cells.with(CITY, changedCity(cells[CITY])) : cells,
	);
}
