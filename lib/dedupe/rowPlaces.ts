import type { CustomerRow, RowOutcome } from '../model';
import { makeIssue } from '../errors';
import { withRoom } from './numberList';

/** Where rows are in their files, by number, in 12 bytes each. */
export interface RowPlaces {
	set(number: number, row: CustomerRow): void;
	has(number: number): boolean;
	/** `row 7`, or `row 7 of north.csv` where it is in another file than `beside`. */
	describe(number: number, beside: CustomerRow): string;
}

export function makeRowPlaces(): RowPlaces {
	let rowNumbers = new Float64Array(1 << 12);
	/** From 1; 0 where no row has the number. */
	let sourceNumbers = new Uint32Array(1 << 12);
	const sources: (string | undefined)[] = [undefined];
	const numberOfSource = new Map<string | undefined, number>();

	function sourceNumber(source: string | undefined): number {
		const known = numberOfSource.get(source);
		if (known !== undefined) return known;
		numberOfSource.set(source, sources.length);
		return sources.push(source) - 1;
	}

	return {
		set(number, { rowNumber, source }) {
			rowNumbers = withRoom(rowNumbers, number + 1);
			sourceNumbers = withRoom(sourceNumbers, number + 1);
			rowNumbers[number] = rowNumber;
			sourceNumbers[number] = sourceNumber(source);
		},
		has: (number) => (sourceNumbers[number] ?? 0) !== 0,
		describe: (number, beside) =>
			describeRow(
				{ rowNumber: rowNumbers[number] ?? 0, source: sources[sourceNumbers[number] ?? 0] },
				beside,
			),
	};
}

function describeRow(
	{ rowNumber, source }: { rowNumber: number; source: string | undefined },
	beside: CustomerRow,
): string {
	return source === beside.source || source === undefined
		? `row ${rowNumber}`
		: `row ${rowNumber} of ${source}`;
}

/** The row with a warning that its customer is in another row too. */
export function withDuplicateIssue(row: CustomerRow, message: string): CustomerRow {
	const { rowNumber, source, issues } = row;
	const place = { rowNumber, ...(source === undefined ? {} : { source }) };
	return { ...row, issues: [...issues, makeIssue('DUPLICATE_IN_FILE', { message, ...place })] };
}

/** The outcome of a row whose customer is in another row too. */
export function duplicateOutcome(row: CustomerRow, message: string): RowOutcome {
	return { ...withDuplicateIssue(row, message), outcome: 'duplicate' };
}
