import type { DoneRows } from './journal';
import { makeRowSet } from './rowSet';

/** Row numbers of one source as ranges: from, to, from, to … */
type Ranges = readonly number[];

/** Which rows of a batch are done, by source: compact, because rows mostly come in their order. */
export type DonePart = readonly [source: string | null, ranges: Ranges];

/** A row by its place. */
interface Place {
	readonly source?: string | undefined;
	readonly rowNumber: number;
}

export function donePartsOf(rows: readonly Place[]): DonePart[] {
	const bySource = new Map<string | null, number[]>();
	for (const { source = null, rowNumber } of rows) {
		const known = bySource.get(source);
		if (known) known.push(rowNumber);
		else bySource.set(source, [rowNumber]);
	}
	return [...bySource].map(([source, numbers]) => [source, rangesOf(numbers)]);
}

function rangesOf(numbers: number[]): number[] {
	const ranges: number[] = [];
	let last = -Infinity;
	for (const number of numbers.sort((a, b) => a - b)) {
		if (number === last + 1) ranges[ranges.length - 1] = number;
		else ranges.push(number, number);
		last = number;
	}
	return ranges;
}

/** Rows that are done, collected part by part. */
export interface DoneRowsMaker {
	add(part: DonePart): void;
	readonly rows: DoneRows;
}

export function makeDoneRows(): DoneRowsMaker {
	const done = makeRowSet();
	// An undo has several outcomes of a row that changed several customers.
	let count = 0;
	return {
		add([source, ranges]) {
			for (let place = 0; place < ranges.length; place += 2) {
				const to = ranges[place + 1] ?? -1;
				const from = ranges[place] ?? 0;
				for (let number = from; number <= to; number++) done.add(source ?? undefined, number);
				count += to - from + 1;
			}
		},
		rows: {
			has: done.has,
			get count() {
				return count;
			},
		},
	};
}
