import { makeRowSet } from '../state/rowSet';

/** Where a row stands. */
interface Place {
	readonly source?: string;
	readonly rowNumber: number;
}

/**
 * Gives each row a place of its own, because a row is accounted for by its source and row number. Two files of
 * one name, or two sheets that were appended, have rows that share both: the second such row is in `name (2)`.
 * The same rows in the same order get the same places, so that an import can be resumed. Memory is some bits a row.
 */
export function makeTellApart(): <Row extends Place>(row: Row) => Row {
	const met = makeRowSet();
	const times = new Map<string, number>();

	function nextSource({ source = 'input', rowNumber }: Place): string {
		const key = `${rowNumber}\0${source}`;
		const time = (times.get(key) ?? 1) + 1;
		times.set(key, time);
		return `${source} (${time})`;
	}

	return (row) => {
		if (met.add(row.source, row.rowNumber)) return row;
		let source = nextSource(row);
		while (!met.add(source, row.rowNumber)) source = nextSource(row);
		return { ...row, source };
	};
}
