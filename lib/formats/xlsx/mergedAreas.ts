import { tooLarge } from '../limits';
import type { MergedArea } from '../xls/mergedCells';
import { asDamage } from './asDamage';
import { tagPrefix } from './xmlRoot';
import { readTags } from './xmlTags';

/** What stands behind the rows of a sheet is settings; beyond this much nothing more is looked for. */
const MAX_BYTES = 64 * 1024 * 1024;
/** Longer than a root element's start, and than the end of the rows. */
const KEPT_BYTES = 4096;
/** Cells that may be filled with the value of an area; one area alone can cover seventeen thousand million. */
const MOST_CELLS = 5_000_000;
const REFERENCE = /^\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?$/i;

/**
 * The merged areas of a sheet, clipped to so many columns. They stand behind the rows.
 * @throws userError where they cover more cells than could be filled
 */
export async function readMergedAreas(
	pieces: AsyncIterable<Uint8Array>,
	columns: number,
	name: string,
): Promise<MergedArea[]> {
	const areas: MergedArea[] = [];
	let cells = 0;
	for (const tag of readTags(await readBehindRows(pieces, name))) {
		if (tag.name !== 'mergeCell' || tag.closing) continue;
		const area = areaOf(tag.attributes.get('ref') ?? '', columns);
		if (area === undefined) continue;
		cells += (area.lastRow - area.firstRow + 1) * (area.lastColumn - area.firstColumn + 1);
		if (cells > MOST_CELLS) throw tooManyCells(name);
		areas.push(area);
	}
	return areas;
}

/** The XML behind the end of the rows, as far as it is there. */
async function readBehindRows(pieces: AsyncIterable<Uint8Array>, name: string): Promise<string> {
	let end: string | undefined;
	let found = false;
	let rest: Buffer = Buffer.alloc(0);
	try {
		for await (const piece of pieces) {
			const bytes: Buffer = Buffer.concat([rest, piece]);
			end ??= endOfRows(bytes, name);
			const at: number = found ? 0 : end === undefined ? -1 : bytes.indexOf(end);
			found ||= at !== -1;
			rest = bytes.subarray(at === -1 ? Math.max(0, bytes.length - KEPT_BYTES) : at);
			if (rest.length > MAX_BYTES) break;
		}
	} catch (error) {
		// Told when the rows are read.
		asDamage(error);
	}
	return found ? rest.toString('utf8') : '';
}

function endOfRows(bytes: Buffer, name: string): string | undefined {
	const prefix = tagPrefix(bytes, name);
	return prefix === undefined ? undefined : `</${prefix}sheetData>`;
}

function areaOf(reference: string, columns: number): MergedArea | undefined {
	const [, left, top, right = left, bottom = top] = REFERENCE.exec(reference) ?? [];
	if (left === undefined || right === undefined) return undefined;
	const across = [columnNumber(left), columnNumber(right)];
	const down = [Number(top), Number(bottom)];
	return {
		firstRow: Math.min(...down),
		lastRow: Math.max(...down),
		firstColumn: Math.min(...across, columns),
		lastColumn: Math.min(Math.max(...across), columns),
	};
}

function columnNumber(letters: string): number {
	let number = 0;
	for (const letter of letters.toUpperCase()) number = number * 26 + letter.charCodeAt(0) - 0x40;
	return number;
}

function tooManyCells(name: string): Error {
	return tooLarge(
		`The merged cells of ${name} cover more than ${MOST_CELLS} cells`,
		"Set 'Merged Cells' to the first cell only.",
	);
}
