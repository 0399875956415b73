import { STANDARD_FIELDS } from '../../../../lib/fields';
import {
	backupTable,
	CORE_FIELDS,
	coreColumns,
	exportColumns,
	exportTable,
	findField,
} from '../../../../lib/import/export';
import type { FieldSpec } from '../../../../lib/model';
import { cellsOf, sourceOf } from './exporting';

const custom: FieldSpec = { name: 'shoe size', title: 'shoe size', type: 'number', custom: true };
const fields: readonly FieldSpec[] = [...STANDARD_FIELDS, custom];
const labelsOf = (...args: Parameters<typeof exportColumns>) =>
	exportColumns(...args).map(({ label }) => label);

describe('columns', () => {
	it('are all fields, consents and custom fields among them, where none is wished', () => {
		const labels = labelsOf(fields, [], 'en');
		expect(labels).toHaveLength(fields.length);
		expect(labels).toEqual(expect.arrayContaining(['E-mail', 'Newsletter Consent', 'shoe size']));
	});

	it.each([
		['en', 'Last Name'],
		['pl', 'Nazwisko'],
		['zh', '姓'],
		['name', 'lastName'],
	] as const)('are labelled in %s', (form, label) => {
		expect(labelsOf(fields, [{ field: 'lastName' }], form)).toEqual([label]);
	});

	it('come in the order wished, under labels of their own', () => {
		const wished = [{ field: 'shoe size', label: ' Shoes ' }, { field: 'email' }];
		expect(labelsOf(fields, wished, 'pl')).toEqual(['Shoes', 'Adres e-mail']);
	});

	it.each(['lastName', 'Last Name', ' last name ', 'NAZWISKO', '姓'])('are found by %j', (text) => {
		expect(findField(fields, text).name).toBe('lastName');
	});

	it('are not found where there is no such field; then it is said which there are', () => {
		expect(() => findField(fields, 'height')).toThrow(
			expect.objectContaining({ code: 'UNKNOWN_FIELD', hint: expect.stringContaining('shoe size') }),
		);
	});

	it('never share a label', () => {
		const wished = [{ field: 'email' }, { field: 'phone', label: 'E-mail' }];
		expect(() => exportColumns(fields, wished, 'en')).toThrow("Two columns are called 'E-mail'");
	});

	it('are those that people look for first, as far as a source has them', () => {
		expect(coreColumns(fields).map(({ field }) => field)).toEqual(CORE_FIELDS);
		expect(coreColumns([custom])).toEqual([]);
	});
});

describe('the table', () => {
	const some: readonly FieldSpec[] = [
		{ name: 'id', title: 'ID', type: 'text' },
		{ name: 'phone', title: 'Phone', type: 'phone' },
		{ name: 'agreed', title: 'Agreed', type: 'consent' },
		{ name: 'value', title: 'Value', type: 'money' },
		{ name: 'born', title: 'Born', type: 'date' },
		{ name: 'seen', title: 'Seen', type: 'dateTime' },
	];

	it('has the type of each field', () => {
		const { types } = exportTable(sourceOf(some, []), exportColumns(some, [], 'en'), {});
		expect(types).toEqual(['text', 'phone', 'boolean', 'number', 'date', 'dateTime']);
	});

	it('has the cells of the columns alone, in their order, missing ones left missing', async () => {
		const source = sourceOf(some, [
			['007', '48501', true, '5', undefined, null],
			['8', '', false],
		]);
		const columns = exportColumns(some, [{ field: 'value' }, { field: 'born' }, { field: 'id' }], 'en');
		expect(await cellsOf(exportTable(source, columns, {}))).toEqual([
			['5', undefined, '007'],
			[undefined, undefined, '8'],
		]);
	});

	it('numbers rows as a person sees them below the header', async () => {
		const table = exportTable(sourceOf(some, [['1'], ['2']]), exportColumns(some, [], 'en'), {});
		const numbers: number[] = [];
		for await (const batch of table.batches) numbers.push(...batch.map(({ rowNumber }) => rowNumber));
		expect(numbers).toEqual([2, 3]);
	});

	it('of a backup has every field by its name', () => {
		expect(backupTable(sourceOf(fields, [])).labels).toEqual(fields.map(({ name }) => name));
	});
});
