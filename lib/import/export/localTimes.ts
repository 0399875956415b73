import { userError } from '../../errors';
import type { WritableTable } from '../../formats';
import type { Cell, Row } from '../../model';
import { isTimeZone, localOfInstant } from '../../normalize';

/** A moment, by ISO 8601 or as databases print it: a date, a time, and a zone. */
const MOMENT = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)(\.\d+)?(Z|[+-]\d{2}(?::?\d{2})?)$/;
/** Clocks change at full quarters of an hour, since 1970 at the latest. */
const QUARTER_MS = 900_000;
const MOST_KEPT = 20_000;

/** What clocks show at a moment, both in milliseconds since 1970. */
type LocalTime = (moment: number) => number;

/**
 * A table whose moments are local times of a zone, without it, which spreadsheet programs take for dates; other cells
 * and columns of other types stay as they are.
 * @param timeZone its IANA name; the table is given back as it is when left out
 * @throws userError `BAD_SETTING` for a zone that does not exist
 */
export function inTimeZone(table: WritableTable, timeZone: string | undefined): WritableTable {
	if (timeZone === undefined || timeZone === '') return table;
	if (!isTimeZone(timeZone)) throw noTimeZone(timeZone);
	const columns = (table.types ?? []).flatMap((type, column) => (type === 'dateTime' ? [column] : []));
	return { ...table, batches: localRows(table.batches, columns, localTimes(timeZone)) };
}

async function* localRows(
	batches: WritableTable['batches'],
	columns: readonly number[],
	localTime: LocalTime,
): AsyncGenerator<readonly Row[]> {
	for await (const batch of batches) {
		yield batch.map((row) => {
			const cells = [...row.cells];
			for (const column of columns) cells[column] = localText(cells[column], localTime);
			return { ...row, cells };
		});
	}
}

/** All digits of a second are kept. */
function localText(cell: Cell | undefined, localTime: LocalTime): Cell | undefined {
	const match = typeof cell === 'string' ? MOMENT.exec(cell) : null;
	if (match === null) return cell;
	const [, date = '', time = '', fraction = '', zone = ''] = match;
	const moment = Date.parse(`${date}T${time}${/^[+-]\d{2}$/.test(zone) ? `${zone}:00` : zone}`);
	if (Number.isNaN(moment)) return cell;
	return new Date(localTime(moment)).toISOString().slice(0, -'.000Z'.length) + fraction;
}

/** Asks `Intl` once a quarter of an hour of the calendar: asking for every cell takes longer than writing it. */
function localTimes(timeZone: string): LocalTime {
	const offsets = new Map<number, number>();
	return (moment) => {
		const quarter = moment < 0 ? moment : Math.floor(moment / QUARTER_MS);
		const offset = offsets.get(quarter) ?? localOfInstant(moment, timeZone) - moment;
		if (offsets.size >= MOST_KEPT) offsets.clear();
		offsets.set(quarter, offset);
		return moment + offset;
	};
}

function noTimeZone(timeZone: string): Error {
	const hint = 'Write its IANA name, such as Europe/Warsaw or UTC.';
	return userError(`${JSON.stringify(timeZone)} is no time zone`, hint, 'BAD_SETTING');
}
