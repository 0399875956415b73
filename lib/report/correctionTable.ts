import { fieldToCell } from '../fields';
import { type WritableTable, writeTable } from '../formats';
import type { Cell, Row, RowOutcome } from '../model';
import { hintsOf, needsCorrection, reasonsOf, reasonText, type UnsavedRow } from './unsaved';

/** The formats in which rows are handed out to be corrected. */
export const CORRECTION_FORMATS = ['csv', 'xlsx'] as const;
export type CorrectionFormat = (typeof CORRECTION_FORMATS)[number];

/** What is said about a row behind its own cells. Mapping passes these columns over when the file comes in again. */
const DETAILS = {
	why: 'rejected_because',
	toDo: 'how_to_correct',
	further: 'further_cells',
	rowNumber: 'row_number',
	source: 'source_file',
} as const;

export interface CorrectionOptions {
	/** The columns of the file, in its order. */
	readonly labels: readonly string[];
	/** The column of a field, for rows of which only the customer is known; the name of the field where there is none. */
	readonly labelOf?: (field: string) => string | undefined;
	/** Whether a column was added by us and is not the file's. */
	readonly isOurs?: (label: string) => boolean;
}

/** What rows that are to be corrected hold, read through once: the labels of their file, and the fields of customers. */
export async function columnsToCorrect(
	rows: AsyncIterable<readonly UnsavedRow[]>,
): Promise<{ readonly labels: readonly string[]; readonly fields: readonly string[] }> {
	const labels = new Set<string>();
	const fields = new Set<string>();
	for await (const batch of rows) {
		for (const { raw, record } of batch) {
			if (raw !== undefined) for (const label of Object.keys(raw)) labels.add(label);
			else for (const field of Object.keys(record ?? {})) fields.add(field);
		}
	}
	return { labels: [...labels], fields: [...fields] };
}

/** Only those rows that a person can correct. */
export async function* onlyToCorrect(
	rows: AsyncIterable<readonly RowOutcome[]>,
): AsyncGenerator<readonly RowOutcome[]> {
	for await (const batch of rows) {
		const fitting = batch.filter(needsCorrection);
		if (fitting.length > 0) yield fitting;
	}
}

/**
 * Writes rows that were not saved as a file to be corrected and imported again by the same mapping: the cells of
 * the row first, as they were, and behind them why it was not saved, what to do, and where it stood. A row of which
 * only the customer is known is written by the names of the fields.
 */
export function rowsToCorrect(
	rows: AsyncIterable<readonly UnsavedRow[]>,
	format: CorrectionFormat,
	options: CorrectionOptions,
): AsyncIterable<Uint8Array> {
	return writeTable(format, correctionTable(rows, options), { bom: true });
}

/** The same as a table. */
export function correctionTable(
	rows: AsyncIterable<readonly UnsavedRow[]>,
	options: CorrectionOptions,
): WritableTable {
	const { labels, isOurs = () => false } = options;
	const own = labels.filter((label) => !isOurs(label));
	const taken = new Set(own);
	const details = Object.values(DETAILS).map((name) => freeName(name, taken));
	return { labels: [...own, ...details], batches: toRows(rows, { ...options, labels: own, isOurs }) };
}

/** Mapping knows the columns by their names; one that the file has already is the file's. */
function freeName(name: string, taken: ReadonlySet<string>): string {
	let free = name;
	for (let number = 2; taken.has(free); number++) free = `${name}_${number}`;
	return free;
}

async function* toRows(
	rows: AsyncIterable<readonly UnsavedRow[]>,
	{ labels, labelOf, isOurs }: CorrectionOptions & Required<Pick<CorrectionOptions, 'isOurs'>>,
): AsyncGenerator<readonly Row[]> {
	const places = new Set(labels);
	// The header is the first row a person sees.
	let rowNumber = 1;
	for await (const batch of rows) {
		yield batch.map((row) => {
			const cells = cellsOf(row, labelOf);
			const further = Object.keys(cells).filter((label) => !places.has(label) && !isOurs(label));
			const own = labels.map((label) => cells[label]);
			return {
				rowNumber: ++rowNumber,
				cells: [
					...own,
					...detailsOf(
						row,
						further.map((label) => cells[label]),
					),
				],
			};
		});
	}
}

function detailsOf(row: UnsavedRow, further: ReadonlyArray<Cell | undefined>): readonly Cell[] {
	return [
		reasonsOf(row).map(reasonText).join('; '),
		hintsOf(row),
		further.map((cell) => String(cell ?? '')).join(' | '),
		row.rowNumber,
		row.source ?? '',
	];
}

function cellsOf(
	{ raw, record }: UnsavedRow,
	labelOf: CorrectionOptions['labelOf'],
): Readonly<Record<string, Cell | undefined>> {
	if (raw !== undefined) return raw;
	const cells: Record<string, Cell | undefined> = Object.create(null);
	for (const [field, value] of Object.entries(record ?? {}))
		cells[labelOf?.(field) ?? field] = fieldToCell(value);
	return cells;
}
