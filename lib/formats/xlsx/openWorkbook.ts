import { userError } from '../../errors';
import { DamagedEntry, type Damage } from '../damage';
import type { ParseLimits } from '../format';
import type { IssueLog } from '../issueLog';
import type { RandomSource } from '../source';
import { openArchive, type Archive } from '../zip/archive';
import { asUtf8 } from './asUtf8';
import { NO_STRINGS, readSharedStrings, type SharedStrings } from './sharedStrings';
import { readStyles, type CellStyle } from './styles';
import { findPart, readPart, readWorkbook, type Workbook } from './workbook';

/** A workbook that is open for reading its sheets. */
export interface OpenWorkbook {
	readonly archive: Archive;
	readonly workbook: Workbook;
	readonly styles: readonly CellStyle[];
	/** The shared strings, read when a sheet first asks for them. */
	readonly strings: () => Promise<SharedStrings>;
	/** Damage in the parts that describe the workbook. */
	readonly damage: Damage;
	readonly name: string;
	readonly limits: ParseLimits;
}

/**
 * Reads what a workbook consists of.
 * @throws userError for what is no workbook, or one without a sheet
 */
export async function openWorkbook(source: RandomSource, limits: ParseLimits): Promise<OpenWorkbook> {
	const name = source.name ?? 'The file';
	const archive = await openArchive(source, limits, name);
	const damage: Damage = {};
	const workbook = await readWorkbook(archive, name, damage);
	if (workbook.sheets.length === 0) throw damage.found ? damagedWorkbook(name) : noSheet(name);
	const styles = workbook.stylesPath ? findPart(archive, workbook.stylesPath) : undefined;
	let strings: Promise<SharedStrings> | undefined;
	return {
		archive,
		workbook,
		styles: styles ? readStyles(await readPart(archive, styles, name, damage)) : [],
		strings: async () => await (strings ??= openStrings(archive, workbook, name)),
		damage,
		name,
		limits,
	};
}

async function openStrings(
	archive: Archive,
	{ sharedStringsPath }: Workbook,
	name: string,
): Promise<SharedStrings> {
	const entry = findPart(archive, sharedStringsPath ?? 'xl/sharedStrings.xml');
	if (entry) return await readSharedStrings(asUtf8(archive.read(entry)), name);
	return archive.damaged ? lostStrings(name) : NO_STRINGS;
}

/** A workbook that was cut before its texts must not come out with all of them empty. */
function lostStrings(name: string): SharedStrings {
	const get = (): never => {
		throw damagedWorkbook(name);
	};
	return { ...NO_STRINGS, get };
}

/** Notes that the file ended, or is not what it was, behind the last row that could be read. */
export function noteDamage(damage: DamagedEntry, name: string, lastRow: number, log: IssueLog): void {
	if (damage.kind === 'altered') {
		log.addForFile('CHECKSUM_WRONG', { message: `The checksum of a part of ${name} is wrong.` });
		return;
	}
	const where = lastRow > 0 ? ` behind row ${lastRow}` : '';
	const message = `${name} is cut or altered${where}; only the rows before the damage could be read.`;
	log.addForFile('TRUNCATED_FILE', { message, ...(lastRow > 0 ? { rowNumber: lastRow } : {}) });
}

/** The error for a workbook of which nothing can be read. */
export function damagedWorkbook(name: string, cause?: unknown): Error {
	const hint = 'Fetch or export the file again.';
	return userError(`${name} is damaged and cannot be read`, hint, 'DAMAGED_FILE', cause);
}

/** The error for a workbook without any sheet that has rows. */
export function noSheet(name: string): Error {
	return userError(`${name} has no sheet with rows`, 'Save it again with a sheet.', 'EMPTY_FILE');
}
