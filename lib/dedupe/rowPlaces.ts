import type { CustomerRow, RowOutcome } from '../model';
import { makeIssue } from '../errors';

/** Where rows are in their files, by number, in a few bytes each. */
export interface RowPlaces {
	set(number: number, row: CustomerRow): void;
	/** `row 7`, or `row 7 of north.csv` where it is in another file than `beside`. */
	describe(number: number, beside: CustomerRow): string;
}

export function makeRowPlaces(): RowPlaces {
	let rowNumbers = new Float64Array(1 << 12);
	let sourceNumbers = new Uint16Array(1 << 12);
	const sources: (string | undefined)[] = [];

	function grow(): void {
		const rows = new Float64Array(rowNumbers.length * 2);
		rows.set(rowNumbers);
		const files = new Uint16Array(rowNumbers.length * 2);
		files.set(sourceNumbers);
		[rowNumbers, sourceNumbers] = [rows, files];
	}

	return {
		set(number, { rowNumber, source }) {
			if (number >= rowNumbers.length) grow();
			if (!sources.includes(source)) sources.push(source);
			rowNumbers[number] = rowNumber;
			sourceNumbers[number] = sources.indexOf(source);
		},
		describe: (number, beside) =>
			describeRow(
				{ rowNumber: rowNumbers[number] ?? 0, source: sources[sourceNumbers[number] ?? 0] },
				beside,
			),
	};
}

export function describeRow(
	{ rowNumber, source }: { rowNumber: number; source?: string | undefined },
	beside: CustomerRow,
): string {
	return source === beside.source || source === undefined
		? `row ${rowNumber}`
		: `row ${rowNumber} of ${source}`;
}

/** The outcome of a row whose customer is in another row too. */
export function duplicateOutcome(row: CustomerRow, message: string): RowOutcome {
	const { rowNumber, source, record, raw, issues } = row;
	const place = { rowNumber, ...(source === undefined ? {} : { source }) };
	return {
		...place,
		outcome: 'duplicate',
		issues: [...issues, makeIssue('DUPLICATE_IN_FILE', { message, ...place })],
		...(record === undefined ? {} : { record }),
		...(raw === undefined ? {} : { raw }),
	};
}
