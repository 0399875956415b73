import type { Row } from '../../model';
import { DamagedEntry, nearDamage, type Damage } from '../damage';
import type { ParseOptions } from '../format';
import type { IssueLog } from '../issueLog';
import { tooLarge } from '../limits';
import { mergedFill } from '../xls/mergedCells';
import type { ArchiveEntry } from '../zip/archive';
import { asDamage } from './asDamage';
import { asUtf8 } from './asUtf8';
import { numberDisplay } from './displayed';
import { readMergedAreas } from './mergedAreas';
import { damagedWorkbook, noteDamage, type OpenWorkbook } from './openWorkbook';
import { SheetScanner } from './sheetScanner';
import { findPart, type SheetPart } from './workbook';

/** A row of a sheet takes some hundred bytes; this many is a file that lost its structure. */
const MAX_ROW_BYTES = 64 * 1024 * 1024;

/** Changes a row on its way. */
type Change = (row: Row) => Row;

/**
 * Reads the rows of a sheet, up to where it is damaged if it is.
 * @throws userError where not even a first row can be read
 */
export async function* readSheetRows(
	open: OpenWorkbook,
	sheet: SheetPart,
	options: ParseOptions,
	log: IssueLog,
): AsyncGenerator<readonly Row[]> {
	const { archive, name, damage } = open;
	const entry = findPart(archive, sheet.path);
	if (!entry) throw damagedWorkbook(name);
	const fill = options.mergedCells === 'all' ? await makeFill(open, entry) : undefined;
	const scanner = await makeScanner(open, options, log);
	const sheetDamage: Damage = {};
	const pieces = nearDamage((pieceBytes) => archive.read(entry, pieceBytes), sheetDamage);
	let last = 0;
	for await (const rows of scanRows(asUtf8(pieces), scanner, sheetDamage, name)) {
		last = rows.at(-1)?.rowNumber ?? last;
		yield fill ? rows.map(fill) : rows;
	}
	const found = sheetDamage.found ?? damage.found;
	if (found === undefined) return;
	if (last === 0) throw damagedWorkbook(name, found);
	noteDamage(found, name, last, log);
}

/** The rows of each piece, up to where the sheet or the texts in it are damaged. */
async function* scanRows(
	pieces: AsyncIterable<Uint8Array>,
	scanner: SheetScanner,
	damage: Damage,
	name: string,
): AsyncGenerator<readonly Row[]> {
	try {
		for await (const piece of pieces) {
			const rows = scanner.push(piece);
			if (scanner.waiting > MAX_ROW_BYTES) throw endlessRow(name);
			yield rows;
		}
	} catch (error) {
		damage.found = asDamage(error);
		yield scanner.take();
	}
	if (!scanner.done) damage.found ??= new DamagedEntry(name, 'cut');
}

async function makeScanner(open: OpenWorkbook, options: ParseOptions, log: IssueLog): Promise<SheetScanner> {
	const { limits, name, styles, workbook } = open;
	const { date1904 } = workbook;
	const display = options.cells === 'displayed' ? await numberDisplay(date1904) : undefined;
	return new SheetScanner({
		strings: await open.strings(),
		styles,
		date1904,
		log,
		name,
		columns: limits.columns,
		cellLength: limits.cellLength,
		...(display ? { display } : {}),
	});
}

/** The merged areas stand behind the rows, so they are read before. */
async function makeFill({ archive, limits, name }: OpenWorkbook, entry: ArchiveEntry): Promise<Change> {
	return mergedFill(await readMergedAreas(asUtf8(archive.read(entry)), limits.columns, name));
}

function endlessRow(name: string): Error {
	return tooLarge(`A row of ${name} does not end`, 'Save the file again in a spreadsheet program.');
}
