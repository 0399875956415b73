import { bytesSource, parseFile } from '../../../lib/formats';
import { isOurColumn, mapRows } from '../../../lib/mapping';
import type { Cell, CustomerRow, RowOutcome } from '../../../lib/model';
import {
	CORRECTION_FORMATS,
	type CorrectionFormat,
	columnsToCorrect,
	needsCorrection,
	onlyToCorrect,
	rowsToCorrect,
} from '../../../lib/report';
import { inBatches, ROWS } from './outcomesOfPeople';

type LabelOf = (field: string) => string | undefined;

async function written(
	rows: readonly RowOutcome[],
	format: CorrectionFormat,
	labels?: readonly string[],
	labelOf: LabelOf = () => undefined,
) {
	const columns = await columnsToCorrect(inBatches(rows));
	const all = labels ?? [...columns.labels, ...columns.fields];
	const chunks: Uint8Array[] = [];
	for await (const chunk of rowsToCorrect(inBatches(rows), format, {
		labels: all,
		labelOf,
		isOurs: isOurColumn,
	}))
		chunks.push(chunk);
	return await parseFile(bytesSource(Buffer.concat(chunks), { name: `rows.${format}` }));
}

async function cellsOf(
	rows: readonly RowOutcome[],
	format: CorrectionFormat = 'csv',
	labels?: readonly string[],
	labelOf?: LabelOf,
) {
	const table = await written(rows, format, labels, labelOf);
	const cells: Array<ReadonlyArray<Cell | undefined>> = [];
	for await (const batch of table.batches) for (const row of batch) cells.push(row.cells);
	return { labels: table.labels, cells };
}

const rejected = ROWS.filter(({ outcome }) => outcome === 'rejected');

it.each(CORRECTION_FORMATS)('writes the cells first, then why, what to do and where (%s)', async (format) => {
	const { labels, cells } = await cellsOf(rejected, format);
	expect(labels).toEqual([
		'E-mail',
		'Nazwisko',
		'Telefon',
		'Uwagi',
		'rejected_because',
		'how_to_correct',
		'further_cells',
		'row_number',
		'source_file',
	]);
	expect(cells.map((row) => row.map((cell) => String(cell ?? '')))).toEqual([
		[
			'anna.nowak(at)example.com',
			'Nowak',
			'48602111222',
			'',
			'E-mail: "anna.nowak(at)example.com" is not an e-mail address',
			'Write it as name@example.com.',
			'',
			'8',
			'klienci.csv',
		],
	]);
});

it('writes a customer of whom no row is known by the names of the fields, several values in one cell', async () => {
	const { labels, cells } = await cellsOf(ROWS.filter(({ outcome }) => outcome === 'failed'));
	expect(labels.slice(0, 3)).toEqual(['email', 'phone', 'firstName']);
	expect(cells[0]?.[1]).toBe('48501228855; +48 601-100-200');
});

it('puts customers into the columns of the file where it is told which they are', async () => {
	const both = ROWS.filter(({ outcome }) => outcome === 'rejected' || outcome === 'failed');
	const labels = ['E-mail', 'Nazwisko', 'Telefon', 'Uwagi', 'crmId'];
	const byField = new Map([
		['email', 'E-mail'],
		['lastName', 'Nazwisko'],
		['phone', 'Telefon'],
	]);
	const { cells } = await cellsOf(both, 'csv', labels, (field) => byField.get(field));
	expect(cells.map((row) => row.slice(0, 5))).toEqual([
		['anna.nowak(at)example.com', 'Nowak', '48602111222', '', ''],
		['jan.kowalski@example.com', 'Kowalski', '48501228855; +48 601-100-200', '', 'C-1048576'],
	]);
	expect(cells[1]?.[7]).toBe('Jan | VIP | 84020312345 | 1984-02-03');
});

it('keeps a column of the file that is called as one of ours, and cells beyond the labels', async () => {
	const row: RowOutcome = {
		rowNumber: 5,
		outcome: 'failed',
		issues: [],
		raw: { Name: 'Ewa', Extra: 'x', More: 'y' },
	};
	const { labels, cells } = await cellsOf([row], 'csv', ['Name', 'row_number', 'source_file']);
	expect(labels).toEqual([
		'Name',
		'rejected_because',
		'how_to_correct',
		'further_cells',
		'row_number',
		'source_file',
	]);
	expect(cells[0]?.slice(0, 5)).toEqual(['Ewa', '', '', 'x | y', '5']);
});

it('is about rows that a person can correct, and no others', async () => {
	expect(ROWS.filter(needsCorrection).map(({ rowNumber }) => rowNumber)).toEqual([7, 8, 9, 10]);
	const left: RowOutcome[] = [];
	for await (const batch of onlyToCorrect(inBatches(ROWS, 1))) left.push(...batch);
	expect(left.map(({ rowNumber }) => rowNumber)).toEqual([7, 8, 9, 10]);
});

it.each(CORRECTION_FORMATS)('corrected, goes through the same mapping again (%s)', async (format) => {
	const table = await written(rejected, format);
	const corrected = { ...table, batches: correct(table.batches) };
	const customers: CustomerRow[] = [];
	const mapped = await mapRows(corrected, { mode: 'automatic', normalize: { defaultCountry: 'PL' } });
	for await (const batch of mapped.batches) customers.push(...batch);
	expect(customers).toHaveLength(1);
	expect(customers[0]?.record).toMatchObject({
		email: 'anna.nowak@example.com',
		lastName: 'Nowak',
		phone: '48602111222',
	});
	expect(Object.keys(customers[0]?.record ?? {})).not.toContain('rejected_because');
});

async function* correct(batches: Awaited<ReturnType<typeof written>>['batches']) {
	for await (const batch of batches) {
		yield batch.map((row) => ({
			...row,
			cells: row.cells.map((cell) =>
				cell === 'anna.nowak(at)example.com' ? 'anna.nowak@example.com' : cell,
			),
		}));
	}
}
