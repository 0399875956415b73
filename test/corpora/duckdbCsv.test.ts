import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asError, isImportError } from '../../lib/errors';
import { fileSource, parseFile } from '../../lib/formats';
import type { Cell } from '../../lib/model';
import { DUCKDB_CSV_DIFFERENCES } from './duckdbCsv.differences';

/** What DuckDB 1.5 makes of a file: its rows, only their number where there are many, or a refusal. */
interface Answer {
	readonly id: string;
	readonly path: string;
	readonly dialect?: { readonly skip: number };
	readonly rows?: ReadonlyArray<ReadonlyArray<string | null>>;
	readonly nrows?: number;
	readonly error?: string;
}

const folder = process.env.CORPORA;
const different = Object.values(DUCKDB_CSV_DIFFERENCES).flat();
const CONTROLS = /(?![\t\n\r\u007F-\u009F])\p{Cc}|\uFEFF/gu;

/**
 * The files of DuckDB's tests. What a peer reads is no truth: where we read a file differently, it is listed with
 * the reason. Where DuckDB refuses a file, we must give its rows or say what is not right.
 */
(folder ? describe : describe.skip)('files of DuckDB (needs CORPORA)', () => {
	const answers = folder ? readAnswers(folder) : [];
	const read = answers.filter(({ error }) => error === undefined);
	const refused = answers.filter(({ error }) => error !== undefined);

	it.each(read.map((one) => [nameOf(one), one] as const))('%s', async (name, one) => {
		const rows = await readRows(one);
		if (different.includes(name)) expect(agrees(one, rows)).toBe(false);
		else expect([one, rows, agrees(one, rows)]).toEqual([one, rows, true]);
	});

	it.each(refused.map((one) => [nameOf(one), one] as const))(
		'%s, which DuckDB refuses, ends in rows or an error a person can act on',
		async (_, one) => {
			expect(Array.isArray(await readRows(one))).toBe(true);
		},
	);

	it('have no known difference that is not a file', () => {
		const names = new Set(read.map(nameOf));
		expect(different.filter((name) => !names.has(name))).toEqual([]);
	});
});

function readAnswers(root: string): Answer[] {
	const lines = readFileSync(join(root, 'csv-cases/duckdb_oracle.ndjson'), 'utf8').split('\n');
	return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Answer);
}

function nameOf({ path }: Answer): string {
	return path.replace('duckdb-csv/data/csv/', '');
}

/** Every record of the file below the lines that DuckDB leaves out. A refusal is no record; anything else that is thrown fails. */
async function readRows({ path, dialect }: Answer): Promise<string[][]> {
	const format = path.endsWith('.gz') ? {} : { format: 'csv' };
	const options = { ...format, header: false, unitsRow: false, footerRows: 0, skipRows: dialect?.skip ?? 0 };
	try {
		const { batches } = await parseFile(fileSource(join(folder ?? '', path)), options);
		const rows: string[][] = [];
		for await (const batch of batches) for (const { cells } of batch) rows.push(cells.map(text));
		return rows;
	} catch (error) {
		return isImportError(error) && error.kind === 'user' ? [] : await Promise.reject(asError(error));
	}
}

/** Whether both have the same rows. What DuckDB takes as the header, or invents for one, may stand above ours. */
function agrees({ rows, nrows }: Answer, ours: readonly string[][]): boolean {
	if (rows === undefined) return ours.length === nrows || ours.length - 1 === nrows;
	const wanted = comparable(rows);
	return comparable(ours) === wanted || comparable(ours.slice(1)) === wanted;
}

/** Rows without control characters, empty last cells and empty rows, which the two treat differently on purpose. */
function comparable(rows: ReadonlyArray<ReadonlyArray<string | null>>): string {
	const cells = rows.map((row) => row.map((cell) => (cell ?? '').replace(CONTROLS, '')));
	const short = cells.map((row) => row.slice(0, row.findLastIndex((cell) => cell !== '') + 1));
	return JSON.stringify(short.filter((row) => row.length > 0));
}

function text(cell: Cell | undefined): string {
	return cell === undefined || cell === null ? '' : String(cell);
}
