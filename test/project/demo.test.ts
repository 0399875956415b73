import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { generate } from '../../demo/generate.mjs';
import type {
	Connector,
	CustomerRecord,
	CustomerRow,
	FieldType,
	ImportReport,
	RowIssue,
	Table,
} from '../../lib';
import { fileSource, importCustomers, mapRows, openConnector, parseFile } from '../../lib';

// The generator and the imports take seconds where other tests keep the machine busy.
jest.setTimeout(60_000);

const DEMO = join(__dirname, '../../demo');

interface Correction {
	readonly label: string;
	readonly field: string;
	readonly type: FieldType;
}

type Counts = Readonly<Record<string, number>>;

interface FileTruth {
	readonly rows: number;
	readonly outcomes: Counts;
	readonly outcomesAgain: Counts;
	readonly fileIssues: Counts;
	readonly rowIssues: Counts;
	readonly exceptions: ReadonlyArray<{ readonly rowNumber: number; readonly outcome: string }>;
}

interface Truth {
	readonly customers: number;
	readonly settings: { readonly corrections: Readonly<Record<string, readonly Correction[]>> };
	readonly files: Readonly<Record<string, FileTruth>>;
}

interface Person {
	readonly file: string;
	readonly rowNumber: number;
	readonly record: CustomerRecord;
}

const truth = JSON.parse(readFileSync(join(DEMO, 'truth.json'), 'utf8')) as Truth;
const people = readFileSync(join(DEMO, 'truth-people.ndjson'), 'utf8')
	.trim()
	.split('\n')
	.map((line) => JSON.parse(line) as Person);

describe('the demo files', () => {
	test('are what the generator writes, byte for byte', async () => {
		for (const [name, bytes] of Object.entries(await generate())) {
			const same = readFileSync(join(DEMO, name)).equals(bytes);
			expect({ name, same }).toEqual({ name, same: true });
		}
	});

	test('hold nobody real: all addresses are at domains kept for examples', () => {
		const domains = new Set(people.flatMap(({ record }) => listOf(record['email'])).map(domainOf));
		expect([...domains].filter((domain) => !/^example\.(?:com|org|net)$|\.example$/u.test(domain))).toEqual(
			[],
		);
	});

	test('hold phone numbers that exist in the numbering plans, by the library of Google', () => {
		const phones = people.flatMap(({ record }) => listOf(record['phone']));
		const wrong = phones.filter((phone) => parsePhoneNumberFromString(`+${phone}`)?.isValid() !== true);
		expect(wrong).toEqual([]);
	});
});

describe('importing the demo files', () => {
	let connector: Connector;
	const imported: Record<string, Imported> = {};

	beforeAll(async () => {
		connector = await openConnector('localBase', { path: ':memory:' });
		for (const file of Object.keys(truth.files)) imported[file] = await importFile(file, connector);
	});

	afterAll(async () => await connector.close());

	describe.each(Object.entries(truth.files))('%s', (file, expected) => {
		test('gives each row the outcome it must have', () => {
			const result = imported[file];
			expect(result?.report.rows).toBe(expected.rows);
			expect(result?.report.outcomes).toEqual(expected.outcomes);
			expect(notCreated(result?.outcomes ?? [])).toEqual(notCreated(expected.exceptions));
		});

		test('says what is wrong with the file and its rows, once for each thing', () => {
			const result = imported[file];
			expect(countCodes(result?.table.issues ?? [])).toEqual(expected.fileIssues);
			expect(countCodes((result?.outcomes ?? []).flatMap(({ issues }) => issues))).toEqual(
				expected.rowIssues,
			);
		});
	});

	test('keeps every customer as he must be, field by field', async () => {
		const kept = await readAll(connector);
		expect(kept).toHaveLength(truth.customers);
		kept.forEach((record, index) => expect(withoutTimes(record)).toEqual(people[index]?.record));
	});

	test('a second time changes nothing', async () => {
		for (const [file, expected] of Object.entries(truth.files)) {
			const { report } = await importFile(file, connector);
			expect(report.outcomes).toEqual(expected.outcomesAgain);
		}
		expect(await connector.count?.({})).toBe(truth.customers);
	});
});

interface Imported {
	readonly table: Table;
	readonly report: ImportReport;
	readonly outcomes: ReadonlyArray<{
		readonly rowNumber: number;
		readonly outcome: string;
		readonly issues: readonly RowIssue[];
	}>;
}

/** Imports a demo file as the demo workflow of that file does. */
async function importFile(file: string, connector: Connector): Promise<Imported> {
	const table = await parseFile(fileSource(join(DEMO, file)));
	const rows = await mapFile(table, truth.settings.corrections[file] ?? []);
	const run = importCustomers({
		open: async function* () {
			yield rows;
		},
		connector,
		settings: {
			importType: 'addAndModify',
			identifiers: ['email', 'phone', 'crmId'],
			duplicates: 'ignore',
		},
	});
	const outcomes: Array<Imported['outcomes'][number]> = [];
	let step = await run.next();
	for (; step.done !== true; step = await run.next()) outcomes.push(...step.value);
	return { table, report: step.value, outcomes };
}

async function mapFile(table: Table, corrections: readonly Correction[]): Promise<CustomerRow[]> {
	const { batches } = await mapRows(table, {
		mode: 'automatic',
		corrections,
		customFields: corrections.map(({ field, type }) => ({ name: field, title: field, type, custom: true })),
		minimum: { rule: 'any', identifiers: ['email', 'phone', 'crmId'] },
		invalidValue: 'rejectRow',
		normalize: { defaultCountry: 'PL', timeZone: 'UTC' },
	});
	const rows: CustomerRow[] = [];
	for await (const batch of batches) rows.push(...batch);
	return rows;
}

async function readAll(connector: Connector): Promise<CustomerRecord[]> {
	const records: CustomerRecord[] = [];
	for await (const batch of connector.read?.({}) ?? []) records.push(...batch.map(({ record }) => record));
	return records;
}

/** When a consent was noted is the time of the import, which no file knows. */
function withoutTimes(record: CustomerRecord): CustomerRecord {
	return Object.fromEntries(Object.entries(record).filter(([field]) => !field.endsWith('ConsentAt')));
}

function notCreated(rows: ReadonlyArray<{ readonly rowNumber: number; readonly outcome: string }>) {
	return rows
		.filter(({ outcome }) => outcome !== 'created')
		.map(({ rowNumber, outcome }) => `${rowNumber} ${outcome}`)
		.toSorted();
}

function countCodes(issues: readonly RowIssue[]): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const { code } of issues) counts[code] = (counts[code] ?? 0) + 1;
	return counts;
}

function listOf(value: CustomerRecord[string] | undefined): string[] {
	const list: readonly unknown[] = Array.isArray(value) ? value : value === undefined ? [] : [value];
	return list.map(String);
}

function domainOf(address: string): string {
	return address.slice(address.lastIndexOf('@') + 1);
}
