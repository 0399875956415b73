import JSZip from 'jszip';
import * as XLSX from 'xlsx';
import { LABEL_LANGUAGES, STANDARD_FIELDS } from '../../../lib/fields';
import { bytesSource, parseFile } from '../../../lib/formats';
import { writeTemplate } from '../../../lib/import/template';
import { suggestMapping } from '../../../lib/mapping';
import type { FieldSpec } from '../../../lib/model';
import { RULES } from '../../../lib/normalize';
import { readWithOpenpyxl } from '../../../tools/spreadsheets.mjs';
import { collect } from '../formats/reading';

/** openpyxl is started, and installed from the distribution where it is missing. */
jest.setTimeout(600_000);

const LEVELS = ['VIP', 'Standard', 'a, b'];
const custom: readonly FieldSpec[] = [
	{ name: 'shoe size', title: 'shoe size', type: 'number', custom: true },
	{ name: 'channel', title: 'channel', type: 'option', custom: true, options: ['web', 'shop'] },
];
const FIELDS: readonly FieldSpec[] = [
	...STANDARD_FIELDS.map((field): FieldSpec => {
		if (field.name === 'level') return { ...field, options: LEVELS };
		return field.name === 'email' ? { ...field, required: true } : field;
	}),
	...custom,
];

const bytesOf = async (language: (typeof LABEL_LANGUAGES)[number]) =>
	await collect(writeTemplate(FIELDS, language));

/** The rows that a column lets one choose from. */
async function choicesOf(bytes: Buffer): Promise<Record<string, unknown[]>> {
	const zip = await JSZip.loadAsync(bytes);
	const sheet = (await zip.file('xl/worksheets/sheet1.xml')?.async('string')) ?? '';
	const book = XLSX.read(bytes);
	const rules = [...sheet.matchAll(/sqref="([A-Z]+)2:[^"]*"><formula1>'?(\w+)'?!([^<]+)</g)];
	return Object.fromEntries(
		rules.map(([, column = '', name = '', area = '']) => {
			const cells = XLSX.utils.sheet_to_json<unknown[]>(book.Sheets[name] ?? {}, {
				header: 1,
				range: area.replaceAll('$', ''),
			});
			return [FIELDS[XLSX.utils.decode_col(column)]?.name ?? column, cells.flat()];
		}),
	);
}

describe.each(LABEL_LANGUAGES)('the template in %s', (language) => {
	let bytes: Buffer;
	beforeAll(async () => {
		bytes = await bytesOf(language);
	});

	it('has labels that map themselves, the star of required fields left out of account', async () => {
		const { labels } = await parseFile(bytesSource(bytes, { name: 'template.xlsx' }));
		expect(labels).toHaveLength(FIELDS.length);
		expect(labels.filter((label) => label.endsWith(' *'))).toHaveLength(1);
		const { columns } = suggestMapping(labels, { mode: 'automatic' });
		const standard = columns.slice(0, STANDARD_FIELDS.length).map(({ field }) => field);
		expect(standard).toEqual(STANDARD_FIELDS.map(({ name }) => name));
	});

	it('lets choose where only some values are allowed, in words that an import understands', async () => {
		const choices = await choicesOf(bytes);
		expect(choices).toMatchObject({ level: LEVELS, channel: ['web', 'shop'] });
		for (const field of ['newsletterConsent', 'smsConsent']) {
			const understood = (choices[field] ?? []).map((word) => RULES.consent.apply(String(word), {}).value);
			expect([field, understood]).toEqual([field, [true, false]]);
		}
	});

	it('explains every field in its second sheet', async () => {
		const [, explanation] = await readWithOpenpyxl(bytes);
		const rows = explanation?.rows.slice(1) ?? [];
		expect(rows).toHaveLength(FIELDS.length);
		expect(rows.map(([number]) => number)).toEqual(FIELDS.map((_, index) => index + 1));
		expect(rows.every((row) => row.slice(0, 4).every((cell) => cell !== null && cell !== ''))).toBe(true);
	});

	it('is read by openpyxl with its notes, its lists hidden, and no row of data', async () => {
		const [customers, , lists] = await readWithOpenpyxl(bytes);
		expect(customers).toMatchObject({ frozenAt: 'A2', hidden: false });
		expect(customers?.rows).toHaveLength(1);
		expect(Object.keys(customers?.notes ?? {}).length).toBeGreaterThan(10);
		expect(lists?.hidden).toBe(true);
	});
});

it('is imported with what was filled in, the second sheet left alone', async () => {
	const book = XLSX.read(await bytesOf('pl'));
	const sheet = book.Sheets[book.SheetNames[0] ?? ''] ?? {};
	const email = FIELDS.findIndex(({ name }) => name === 'email');
	sheet[XLSX.utils.encode_cell({ r: 1, c: email })] = { t: 's', v: 'jan@example.com' };
	sheet['!ref'] = XLSX.utils.encode_range({ s: { r: 0, c: 0 }, e: { r: 1, c: FIELDS.length - 1 } });
	const filled = Buffer.from(XLSX.write(book, { type: 'buffer' }) as Uint8Array);
	const table = await parseFile(bytesSource(filled, { name: 'klienci_szablon.xlsx' }));
	const rows: unknown[] = [];
	for await (const batch of table.batches) rows.push(...batch.map(({ cells }) => cells[email]));
	expect(rows).toEqual(['jan@example.com']);
});

it('has no lists where nothing is to be chosen', async () => {
	const plain: FieldSpec = { name: 'email', title: 'E-mail', type: 'email' };
	const book = XLSX.read(await collect(writeTemplate([plain], 'en')));
	expect(book.SheetNames).toEqual(['Customers', 'Explanation']);
});
