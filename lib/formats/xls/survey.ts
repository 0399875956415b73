import type { MergedArea } from './mergedCells';
import { isBof, RECORD, visitRecords } from './records';

/** What has to be known of a sheet before its rows are read. */
export interface SheetSurvey {
	/** Whether its cells come row by row, which nearly all programs write. */
	readonly ordered: boolean;
	/** They stand behind the cells. */
	readonly merged: readonly MergedArea[];
}

/** Of each record's number, 1 where it holds cells. Asked for every record, and so no set. */
const CELLS = flagsOf([
	RECORD.sharedStringCell,
	RECORD.number,
	RECORD.rk,
	RECORD.multipleRk,
	RECORD.blank,
	RECORD.multipleBlank,
	RECORD.booleanOrError,
	RECORD.formula,
	RECORD.formula3,
	RECORD.formula4,
	RECORD.label,
	RECORD.richString,
	RECORD.blank2,
	RECORD.integer2,
	RECORD.number2,
	RECORD.label2,
	RECORD.booleanOrError2,
]);
const AREA_BYTES = 8;

/** Runs over the records of a sheet without reading its cells. */
export async function surveySheet(
	pieces: AsyncIterable<Uint8Array>,
	signal?: AbortSignal,
): Promise<SheetSurvey> {
	const merged: MergedArea[] = [];
	let depth = 0;
	let ordered = true;
	let last = 0;
	const visit = (type: number, at: number, length: number, bytes: Buffer): boolean => {
		if (isBof(type)) depth++;
		else if (type === RECORD.eof) return --depth > 0;
		else if (depth === 1 && CELLS[type] === 1 && length >= 2) {
			const row = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
			ordered &&= row >= last;
			last = row;
		} else if (depth === 1 && type === RECORD.mergedCells) merged.push(...areasOf(bytes, at, length));
		return true;
	};
	await visitRecords(pieces, visit, signal);
	return { ordered, merged };
}

function areasOf(bytes: Buffer, at: number, length: number): MergedArea[] {
	const areas: MergedArea[] = [];
	for (let area = at + 2; area + AREA_BYTES <= at + length; area += AREA_BYTES) {
		const [firstRow, lastRow, firstColumn, lastColumn] = [0, 2, 4, 6].map(
			(offset) => bytes.readUInt16LE(area + offset) + 1,
		);
		if (firstRow === undefined || lastRow === undefined) continue;
		areas.push({ firstRow, lastRow, firstColumn: firstColumn ?? 1, lastColumn: lastColumn ?? 1 });
	}
	return areas;
}

function flagsOf(types: readonly number[]): Uint8Array {
	const flags = new Uint8Array(Math.max(...types) + 1);
	for (const type of types) flags[type] = 1;
	return flags;
}
