/**
 * Writes the demo files: `node demo/generate.mjs [folder]`. The same bytes every time.
 *
 * `customers.csv` and `customers.xlsx` are what people import; `truth.json`, `truth-people.ndjson` and
 * `README.md` say what is in them and what must come of it.
 */
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeRows } from './generator/csvRows.mjs';
import { CSV_ISSUES, writeCsv } from './generator/customersCsv.mjs';
import { writeXlsx, XLSX_ISSUES } from './generator/customersXlsx.mjs';
import { defects, totalRow } from './generator/defects/index.mjs';
import { defectsPage } from './generator/defectsPage.mjs';
import { peopleMaker } from './generator/people.mjs';
import { seededRandom } from './generator/random.mjs';
import { SETTINGS, truthOfFile, truthOfPeople } from './generator/truth.mjs';
import { makeSheetRows, sheetDefects } from './generator/workbookRows.mjs';

const SEED = 2026;
const CSV = 'customers.csv';
const XLSX = 'customers.xlsx';

/**
 * The demo files by name.
 * @returns {Promise<Record<string, Buffer>>}
 */
export async function generate() {
	const random = seededRandom(SEED);
	const newPerson = peopleMaker(random);
	const csv = writeCsv(makeRows(random, newPerson));
	const xlsx = await writeXlsx(makeSheetRows(random, newPerson, csv.rows));
	const people = truthOfPeople([
		{ name: CSV, rows: csv.rows },
		{ name: XLSX, rows: xlsx.rows },
	]);
	return {
		[CSV]: csv.bytes,
		[XLSX]: xlsx.bytes,
		'truth.json': json(truth(csv.rows, xlsx.rows, people)),
		'truth-people.ndjson': Buffer.from(people.map((person) => `${JSON.stringify(person)}\n`).join('')),
		'README.md': Buffer.from(page(csv.rows, xlsx.rows)),
	};
}

function truth(csvRows, xlsxRows, people) {
	return {
		settings: SETTINGS,
		customers: people.length,
		files: { [CSV]: truthOfFile(csvRows, CSV_ISSUES), [XLSX]: truthOfFile(xlsxRows, XLSX_ISSUES) },
	};
}

function page(csvRows, xlsxRows) {
	return defectsPage([
		{
			name: CSV,
			about:
				'UTF-8 with a byte order mark, semicolons, as Polish Excel writes it. A row number is the line at which the row begins.',
			recipes: [...defects, totalRow],
			rows: csvRows,
		},
		{
			name: XLSX,
			about:
				'Written by exceljs: people who are new, people of the CSV with nothing new, and people of the CSV who now have a level. A hidden second sheet is not to be read.',
			recipes: sheetDefects,
			rows: xlsxRows,
		},
	]);
}

function json(value) {
	return Buffer.from(`${JSON.stringify(value, undefined, '\t')}\n`);
}

async function writeFiles(folder) {
	for (const [name, bytes] of Object.entries(await generate())) writeFileSync(join(folder, name), bytes);
}

const OWN_PATH = fileURLToPath(import.meta.url);
if (process.argv[1] === OWN_PATH) writeFiles(process.argv[2] ?? dirname(OWN_PATH));
