/** What other spreadsheet programs make of files: openpyxl reads workbooks, LibreOffice opens anything and saves it as a workbook. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, parse } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findLibreOffice, findPythonWithOpenpyxl } from './machine/spreadsheetPrograms.mjs';
import { run } from './process/run.mjs';

/** LibreOffice takes seconds, and minutes where the machine has other work. */
const TIME_LIMIT_MS = 300_000;

/** Prints the sheets of a workbook as JSON. A formula comes as `{ formula }`, a date as `{ date }`. */
const READ_WORKBOOK = `
import datetime, json, sys, openpyxl
def value(cell):
    if cell.data_type == 'f': return {'formula': str(cell.value)}
    if isinstance(cell.value, (datetime.date, datetime.time)): return {'date': cell.value.isoformat()}
    return cell.value
book = openpyxl.load_workbook(sys.argv[1])
print(json.dumps([{
    'name': sheet.title,
    'hidden': sheet.sheet_state != 'visible',
    'frozenAt': sheet.freeze_panes,
    'filter': sheet.auto_filter.ref,
    'notes': {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment},
    'rows': [[value(cell) for cell in row] for row in sheet.iter_rows()],
} for sheet in book.worksheets]))
`;

/** The sheets of a workbook as openpyxl reads them. */
export async function readWithOpenpyxl(bytes) {
	return await inFolder(async (folder) => {
		const path = join(folder, 'workbook.xlsx');
		writeFileSync(path, bytes);
		const { stdout } = await run(findPythonWithOpenpyxl(), ['-c', READ_WORKBOOK, path], {
			timeoutMs: TIME_LIMIT_MS,
			env: { ...process.env, PYTHONIOENCODING: 'utf-8' },
		});
		return JSON.parse(stdout);
	});
}

/**
 * Opens files in LibreOffice and saves each as a workbook.
 *
 * @param {Record<string, Uint8Array>} files by their names
 * @param {string} [filter] how LibreOffice is to read them, in its own words
 * @returns {Promise<Record<string, Buffer>>} the workbooks, by the same names
 */
export async function saveWithLibreOffice(files, filter) {
	return await inFolder(async (folder) => {
		const paths = Object.entries(files).map(([name, bytes]) => {
			writeFileSync(join(folder, name), bytes);
			return join(folder, name);
		});
		const out = join(folder, 'out');
		mkdirSync(out);
		const args = [
			// A profile of its own, so that an open LibreOffice is left alone.
			`-env:UserInstallation=${pathToFileURL(join(folder, 'profile'))}`,
			'--headless',
			...(filter ? [`--infilter=${filter}`] : []),
			...['--convert-to', 'xlsx', '--outdir', out, ...paths],
		];
		await run(findLibreOffice(), args, { timeoutMs: TIME_LIMIT_MS, env: { ...process.env, HOME: folder } });
		return Object.fromEntries(
			Object.keys(files).map((name) => [name, readFileSync(join(out, `${parse(name).name}.xlsx`))]),
		);
	});
}

async function inFolder(work) {
	const folder = mkdtempSync(join(tmpdir(), 'customer-import-spreadsheets-'));
	try {
		return await work(folder);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
