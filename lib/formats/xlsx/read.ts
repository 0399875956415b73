import { TextDecoder } from 'node:util';
import { userError } from '../../errors';
import type { ByteSource, Row, Table } from '../../model';
import type { ParseLimits, ParseOptions } from '../format';
import type { IssueLog } from '../issueLog';
import { limitsOf, tooLarge } from '../limits';
import { randomSource, type RandomSource } from '../source';
import { makeTable, type RecordReader } from '../table';
import { detectEncoding } from '../text/encoding';
import { DamagedEntry, openArchive, type Archive } from '../zip/archive';
import type { NumberKind } from './numberFormat';
import { NO_STRINGS, readSharedStrings, type SharedStrings } from './sharedStrings';
import { SheetScanner } from './sheetScanner';
import { readStyles } from './styles';
import { findPart, readPart, readWorkbook, type SheetPart, type Workbook } from './workbook';

/** A row of a sheet takes some hundred bytes; this many is a file that lost its structure. */
const MAX_ROW_BYTES = 64 * 1024 * 1024;

interface OpenWorkbook {
	readonly archive: Archive;
	readonly workbook: Workbook;
	readonly sheet: SheetPart;
	readonly styles: readonly NumberKind[];
	readonly strings: SharedStrings;
	readonly name: string;
	readonly limits: ParseLimits;
}

/**
 * Reads a sheet of an Excel workbook. In memory are only its shared strings and a
 * megabyte of the sheet.
 * @throws userError for what is no workbook, a sheet that is not there, or an empty one
 */
export async function parseXlsx(source: ByteSource, options: ParseOptions): Promise<Table> {
	const random = await randomSource(source);
	let table: Table | undefined;
	try {
		table = await parseRandom(random, options);
		return table;
	} finally {
		if (!table) await random.close();
	}
}

async function parseRandom(source: RandomSource, options: ParseOptions): Promise<Table> {
	const open = await openWorkbook(source, options);
	const reader: RecordReader = {
		name: open.name,
		rowWord: 'Row',
		grid: true,
		dialect: {
			format: 'xlsx',
			sheet: open.sheet.name,
			sheets: open.workbook.sheets.map(({ name }) => name),
			date1904: open.workbook.date1904,
		},
		records: (log) => readRows(open, log),
	};
	const table = await makeTable(reader, options);
	return { ...table, batches: closing(table.batches, source) };
}

async function* closing(batches: Table['batches'], source: RandomSource): Table['batches'] & AsyncGenerator {
	try {
		yield* batches;
	} finally {
		await source.close();
	}
}

async function openWorkbook(source: RandomSource, options: ParseOptions): Promise<OpenWorkbook> {
	const name = source.name ?? 'The file';
	const limits = limitsOf(options.limits);
	const archive = await openArchive(source, limits, name);
	try {
		const workbook = await readWorkbook(archive, name);
		const sheet = chooseSheet(workbook.sheets, options.sheet, name);
		const styles = workbook.stylesPath ? findPart(archive, workbook.stylesPath) : undefined;
		return {
			archive,
			workbook,
			sheet,
			styles: styles ? readStyles(await readPart(archive, styles)) : [],
			strings: await openStrings(archive, workbook, name),
			name,
			limits,
		};
	} catch (error) {
		throw error instanceof DamagedEntry ? damagedWorkbook(name, error) : error;
	}
}

async function openStrings(
	archive: Archive,
	{ sharedStringsPath }: Workbook,
	name: string,
): Promise<SharedStrings> {
	const entry = findPart(archive, sharedStringsPath ?? 'xl/sharedStrings.xml');
	if (entry) return await readSharedStrings(asUtf8(archive.read(entry)), entry.size ?? 0, name);
	return archive.damaged ? lostStrings(name) : NO_STRINGS;
}

/** A workbook that was cut before its texts must not come out with all of them empty. */
function lostStrings(name: string): SharedStrings {
	const get = (): never => {
		throw damagedWorkbook(name);
	};
	return { ...NO_STRINGS, get };
}

function chooseSheet(
	sheets: readonly SheetPart[],
	wanted: string | number | undefined,
	name: string,
): SheetPart {
	if (wanted === undefined || wanted === '') {
		const first = sheets.find(({ hidden }) => !hidden) ?? sheets[0];
		if (first) return first;
		throw userError(`${name} has no sheet with rows`, 'Save it again with a sheet.', 'EMPTY_FILE');
	}
	const same = (sheet: SheetPart) => sheet.name.trim().toLowerCase() === String(wanted).trim().toLowerCase();
	const found =
		sheets.find((sheet) => sheet.name === wanted) ?? sheets.find(same) ?? sheets[numberOf(wanted) - 1];
	if (found) return found;
	const names = sheets.map((sheet) => `"${sheet.name}"`).join(', ');
	throw userError(`${name} has no sheet ${JSON.stringify(wanted)}`, `Its sheets are ${names}.`, 'NO_SHEET');
}

function numberOf(wanted: string | number): number {
	return typeof wanted === 'number' ? wanted : /^\d+$/.test(wanted) ? Number(wanted) : Number.NaN;
}

async function* readRows(open: OpenWorkbook, log: IssueLog): AsyncGenerator<readonly Row[]> {
	const { archive, sheet, name, limits } = open;
	const entry = findPart(archive, sheet.path);
	if (!entry) throw damagedWorkbook(name);
	const rowBytes = Math.min(MAX_ROW_BYTES, limits.expandedBytes);
	const scanner = new SheetScanner({ ...open, ...open.workbook, log, columns: limits.columns });
	try {
		for await (const piece of asUtf8(archive.read(entry))) {
			const rows = scanner.push(piece);
			if (scanner.waiting > rowBytes) throw endlessRow(name);
			yield rows;
		}
	} catch (error) {
		return endAtDamage(error, name, log);
	}
	if (!scanner.done && scanner.waiting > 0) noteTruncated(name, log);
}

/** The bytes as UTF-8, which nearly every workbook is; some programs write UTF-16. */
async function* asUtf8(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
	let decoder: TextDecoder | undefined;
	let first = true;
	for await (const piece of pieces) {
		if (first) {
			const { encoding } = detectEncoding(piece.subarray(0, 512));
			if (encoding.startsWith('utf-16')) decoder = new TextDecoder(encoding);
		}
		first = false;
		yield decoder ? Buffer.from(decoder.decode(piece, { stream: true })) : piece;
	}
}

/** Ends the rows where an entry is damaged; anything else goes on as it is. */
function endAtDamage(error: unknown, name: string, log: IssueLog): void {
	if (!(error instanceof DamagedEntry)) throw error;
	noteTruncated(name, log);
}

function noteTruncated(name: string, log: IssueLog): void {
	const message = `${name} is cut or altered; only the rows before the damage could be read.`;
	log.addForFile('TRUNCATED_FILE', { message });
}

function damagedWorkbook(name: string, cause?: unknown): Error {
	const hint = 'Fetch or export the file again.';
	return userError(`${name} is damaged and cannot be read`, hint, 'DAMAGED_FILE', cause);
}

function endlessRow(name: string): Error {
	return tooLarge(`A row of ${name} does not end`, 'Save the file again in a spreadsheet program.');
}
