import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isImportError, type ImportError } from '../../lib/errors';
import { bytesSource, readFile } from '../../lib/formats';
import type { Cell, RowIssue } from '../../lib/model';

/** A value as another reader understood it: a date, a time of day, a duration in seconds, or the value itself. */
type OracleCell =
	| string
	| number
	| boolean
	| null
	| { readonly d: string }
	| { readonly t: string }
	| { readonly td: number };

/** A workbook of another project's tests, with what openpyxl or xlrd read in it. */
export interface OracleBook {
	readonly id: string;
	readonly path: string;
	/** Not there where the other reader failed. */
	readonly sheets?: ReadonlyArray<{
		readonly name: string;
		/** From the cell A1 on. Not there for a sheet without cells, such as a chart. */
		readonly rows?: ReadonlyArray<readonly OracleCell[]> | null;
	}>;
}

/** The cells that are read differently from the other reader, by the reason and the workbook: `Sheet1!B2`, `Sheet1!*` for a sheet that the other reader gives nothing of, or the code of an error. */
export type OracleDifferences = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

interface ReadSheet {
	readonly name: string;
	readonly rows: ReadonlyMap<number, ReadonlyArray<Cell | undefined>>;
	readonly issues: readonly RowIssue[];
}

/** The workbooks with these extensions; none where `CORPORA` is not set. */
export function oracleBooks(...extensions: readonly string[]): OracleBook[] {
	const folder = process.env.CORPORA;
	if (!folder) return [];
	const lines = readFileSync(join(folder, 'sheet-oracle/manifest.ndjson'), 'utf8').split('\n');
	const books = lines.filter((line) => line !== '').map((line) => JSON.parse(line) as OracleBook);
	return books.filter(({ path }) => extensions.some((extension) => path.toLowerCase().endsWith(extension)));
}

/** What became of a workbook: `read`, or the code of the error that it was refused with. */
export async function outcomeOf(book: OracleBook): Promise<string> {
	try {
		await readSheets(book);
		return 'read';
	} catch (error) {
		return refusal(error).code;
	}
}

/** Each cell that is read differently, with what was wanted and what was got; or the code of the error. */
export async function differingCells(book: OracleBook): Promise<Array<{ at: string; what: string }>> {
	let sheets: ReadSheet[];
	try {
		sheets = await readSheets(book);
	} catch (error) {
		const { code, message } = refusal(error);
		return [{ at: code, what: message }];
	}
	return (book.sheets ?? []).flatMap(({ name, rows }) =>
		differencesOf(name, rows ?? [], sheets.find((sheet) => sheet.name === name) ?? noSheet(name)),
	);
}

/** The cells of a workbook that are known to differ. */
export function knownDifferences(differences: OracleDifferences, id: string): string[] {
	return Object.values(differences).flatMap((books) => books[id] ?? []);
}

/** The error that a workbook was refused with; anything else is a failure of ours. */
function refusal(thrown: unknown): ImportError {
	if (isImportError(thrown)) return thrown;
	throw thrown;
}

function noSheet(name: string): ReadSheet {
	return { name, rows: new Map(), issues: [] };
}

async function readSheets(book: OracleBook): Promise<ReadSheet[]> {
	const bytes = readFileSync(join(process.env.CORPORA ?? '', book.path));
	const sheets: ReadSheet[] = [];
	const options = { sheets: 'all', hiddenSheets: true, header: false, skipRows: 0, footerRows: 0 } as const;
	for await (const { table, error } of readFile(bytesSource(bytes, { name: book.path }), options)) {
		if (error) {
			// An empty sheet has no rows, and the other reader says so too.
			if (error.code === 'EMPTY_FILE') continue;
			throw error;
		}
		const rows = new Map<number, ReadonlyArray<Cell | undefined>>();
		for await (const batch of table.batches) for (const row of batch) rows.set(row.rowNumber, row.cells);
		sheets.push({ name: table.dialect.sheet ?? '', rows, issues: table.issues });
	}
	return sheets;
}

function differencesOf(
	name: string,
	wanted: ReadonlyArray<readonly OracleCell[]>,
	sheet: ReadSheet,
): Array<{ at: string; what: string }> {
	const isBlank = wanted.every((row) => row.every((cell) => cell === null));
	if (isBlank && sheet.rows.size > 0) return [{ at: `${name}!*`, what: 'wanted nothing, got rows' }];
	const found: Array<{ at: string; what: string }> = [];
	const last = Math.max(wanted.length, [...sheet.rows.keys()].at(-1) ?? 0);
	for (let rowNumber = 1; rowNumber <= last; rowNumber++) {
		const [want, got] = [wanted[rowNumber - 1] ?? [], sheet.rows.get(rowNumber) ?? []];
		for (let column = 0; column < Math.max(want.length, got.length); column++) {
			const [one, other] = [want[column] ?? null, got[column] ?? ''];
			if (isSame(one, other) || isNotedError(one, other, rowNumber, sheet.issues)) continue;
			const what = `wanted ${JSON.stringify(one)}, got ${JSON.stringify(other)}`;
			found.push({ at: `${name}!${columnLetters(column)}${rowNumber}`, what });
		}
	}
	return found;
}

function isSame(want: OracleCell, got: Cell): boolean {
	if (want === null) return got === '';
	if (typeof want === 'number' && typeof got === 'number') {
		return Math.abs(want - got) <= Math.abs(want) * 1e-12;
	}
	if (typeof want === 'object') return isSameTime(want, String(got));
	// XML has one line end; files before it have several.
	return typeof want === 'string' && typeof got === 'string'
		? lineFeeds(want) === lineFeeds(got)
		: want === got;
}

/** The other readers round dates and times to the second. */
function isSameTime(want: { d: string } | { t: string } | { td: number }, got: string): boolean {
	if ('d' in want) return Math.abs(Date.parse(`${withTime(got)}Z`) - Date.parse(`${want.d}Z`)) <= 500;
	if ('t' in want) return got === want.t;
	const [, hours, minutes, seconds] = /^(\d+):(\d\d):(\d\d)$/.exec(got) ?? [];
	return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) === want.td;
}

function withTime(iso: string): string {
	return /^\d{4}-\d\d-\d\d$/.test(iso) ? `${iso}T00:00:00` : iso;
}

/** A cell with an error is empty by intention, and an issue says what was in it. */
function isNotedError(want: OracleCell, got: Cell, row: number, issues: readonly RowIssue[]): boolean {
	const noted = ({ code, rowNumber, value }: RowIssue) =>
		code === 'CELL_ERROR' && rowNumber === row && value === want;
	return got === '' && issues.some(noted);
}

function lineFeeds(text: string): string {
	return text.replace(/\r\n?/g, '\n');
}

function columnLetters(column: number): string {
	const letter = String.fromCharCode(0x41 + (column % 26));
	return column < 26 ? letter : columnLetters(Math.floor(column / 26) - 1) + letter;
}
