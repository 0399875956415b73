import type { IDataObject, ILoadOptionsFunctions, INodeExecutionData } from 'n8n-workflow';
import * as XLSX from 'xlsx';
import { STANDARD_FIELDS, titleOf } from '../../lib';
import { CustomerExport } from '../../nodes/CustomerExport/CustomerExport.node';
import { CustomerFileParse } from '../../nodes/CustomerFileParse/CustomerFileParse.node';
import { columnNames } from '../../nodes/CustomerMapNormalize/columnName';
import { CustomerMapNormalize } from '../../nodes/CustomerMapNormalize/CustomerMapNormalize.node';
import { searchFields } from '../../nodes/CustomerMapNormalize/fieldSource';
import { CustomerUpsert } from '../../nodes/CustomerUpsert/CustomerUpsert.node';
import type { FakeExecution } from './fakeExecution';
import { fakeExecution } from './fakeExecution';
import { useOwnUserFolder } from './ownUserFolder';

useOwnUserFolder();

function items(...rows: readonly IDataObject[]): INodeExecutionData[] {
	return rows.map((json) => ({ json }));
}

function withPanel(parameters: IDataObject, ...rows: readonly IDataObject[]): FakeExecution {
	return fakeExecution({ node: new CustomerMapNormalize(), items: items(...rows), parameters });
}

async function firstCustomer(parameters: IDataObject, row: IDataObject): Promise<IDataObject | undefined> {
	const [customers = []] = await withPanel(parameters, { 'E-mail': 'a@example.com', ...row }).execute();
	const given = Object.entries(customers[0]?.json ?? {});
	const known = ['email', 'row_number', 'import_fields'];
	return Object.fromEntries(given.filter(([name]) => !known.includes(name)));
}

const list = (value: string) => ({ mode: 'list', value });
const byName = (value: string) => ({ mode: 'name', value });

describe('constants and combined columns on the panel', () => {
	it.each([
		['constant', { field: list('owner'), value: 'Ewa' }, { owner: 'Ewa' }],
		['firstOf', { field: byName('City'), columns: 'A1, B1' }, { city: 'Bonn' }],
		['firstOf', { field: byName('City'), columns: 'A1', otherwise: 'Rom' }, { city: 'Rom' }],
		[
			'join',
			{ field: byName('Ulica'), columns: "['Street, old'], B1", separator: ' / ' },
			{ street: 'Long / Bonn' },
		],
		[
			'split',
			{ column: 'Place', separator: ';', fields: 'postalCode, City' },
			{ postalCode: '00-950', city: 'Warszawa' },
		],
		['splitName', { column: 'Who', order: 'lastFirst' }, { firstName: 'Jan', lastName: 'Kowalski' }],
	])('%s: %p', async (kind, rule, expected) => {
		const row = { A1: '', B1: 'Bonn', 'Street, old': 'Long', Place: '00-950;Warszawa', Who: 'Kowalski Jan' };
		const parameters = {
			mappingMode: 'defined',
			columns: { column: [{ column: 'E-mail', field: 'email' }] },
		};
		expect(await firstCustomer({ ...parameters, composed: { [kind]: [rule] } }, row)).toEqual(expected);
	});

	it.each([
		['join', { field: list('city'), columns: ' ' }, "Row 1 of 'Join Columns' has no 'Columns'"],
		['split', { column: 'A', separator: '', fields: 'city' }, "Row 1 of 'Split Column' has no 'Separator'"],
		['splitName', { column: '' }, "Row 1 of 'Split Full Name' has no 'Column'"],
		['constant', { field: byName('emial'), value: 'x' }, "The customers have no field 'emial'"],
	])('%s that is not filled in says so', async (kind, rule, message) => {
		await expect(withPanel({ composed: { [kind]: [rule] } }, { A: 1 }).execute()).rejects.toThrow(message);
	});
});

describe('custom fields on the panel', () => {
	const field = {
		name: 'tier',
		title: 'Loyalty Level',
		type: 'option',
		options: 'Gold\nSilver, plated',
		multiple: true,
	};

	it('are recognised by their title, and hold what they may', async () => {
		const parameters = { customFields: { field: [field] } };
		expect(await firstCustomer(parameters, { 'loyalty level': 'gold' })).toEqual({ tier: 'Gold' });
	});

	it('can be chosen for a column, a constant and a rule', async () => {
		const parameters = {
			customFields: { field: [field, { name: 'origin' }] },
			columns: { column: [{ column: 'x', field: '*other', otherField: byName('Loyalty Level') }] },
			composed: { constant: [{ field: list('origin'), value: 'Fair' }] },
			fieldRules: { rule: [{ field: list('origin'), required: true }] },
		};
		expect(await firstCustomer(parameters, { x: 'GOLD' })).toEqual({ tier: 'Gold', origin: 'Fair' });
	});

	it('go before the type in a row of columns', async () => {
		const column = { column: 'x', field: '*custom', customName: 'tier', customType: 'number' };
		const parameters = { customFields: { field: [field] }, columns: { column: [column] } };
		expect(await firstCustomer(parameters, { x: 'gold' })).toEqual({ tier: 'Gold' });
	});

	it('can be made in a row of columns', async () => {
		const column = {
			column: 'x',
			field: '*custom',
			customName: 'size',
			customType: 'option',
			customOptions: 'S; M',
			customMultiple: true,
		};
		expect(await firstCustomer({ columns: { column: [column] } }, { x: 's, m' })).toEqual({
			size: ['S', 'M'],
		});
	});
});

describe('field rules on the panel', () => {
	it.each([
		[{ required: true }, 'City', ''],
		[{ maxLength: 3 }, 'City', 'Kraków'],
		[{ options: 'Rom; Bonn' }, 'City', 'Kraków'],
	])('%p', async (rule, column, value) => {
		const parameters = {
			fieldRules: { rule: [{ field: list('city'), ...rule }] },
			options: { invalidValue: 'rejectRow' },
		};
		const [customers, rejected] = await withPanel(parameters, {
			Email: 'a@example.com',
			[column]: value,
		}).execute();
		expect([customers?.length, rejected?.length]).toEqual([0, 1]);
	});

	it('hold a customer number unique across all files of the input', async () => {
		const parameters = { fieldRules: { rule: [{ field: list('crmId'), unique: true }] } };
		const [customers, rejected = []] = await withPanel(
			parameters,
			{ 'CRM ID': '1', source_file: 'a.csv', row_number: 2 },
			{ 'Customer No.': '1', source_file: 'b.csv', row_number: 2 },
		).execute();
		expect(customers).toHaveLength(1);
		expect(rejected[0]?.json['rejected_because']).toBe('Customer No.: CRM ID 1 is in row 2 of a.csv already');
	});
});

describe('fields of a destination', () => {
	async function baseWith(record: IDataObject): Promise<string> {
		const baseName = `base_${Object.keys(record).join('_')}`;
		const node = new CustomerUpsert();
		await fakeExecution({
			node,
			items: items({ email: 'a@example.com', ...record }),
			parameters: { baseName },
		}).execute();
		return baseName;
	}

	it('are recognised by their names, with their types', async () => {
		const baseName = await baseWith({ points: 12 });
		const parameters = { fieldSource: 'localBase', baseName };
		expect(await firstCustomer(parameters, { Points: '1 234' })).toEqual({ points: 1234 });
	});

	it('are the standard ones while nothing was imported', async () => {
		const parameters = { fieldSource: 'localBase', baseName: 'never_made' };
		expect(await firstCustomer(parameters, { Points: '1', City: 'Bonn' })).toEqual({ city: 'Bonn' });
	});

	it('can be chosen on the panel, with the custom ones of the panel', async () => {
		const baseName = await baseWith({ shoe: 7 });
		const values: IDataObject = {
			fieldSource: 'localBase',
			baseName,
			'customFields.field': [{ name: 'tier' }, {}],
		};
		const getNodeParameter = (name: string, fallback: unknown) => values[name] ?? fallback;
		// Of all that a panel offers, choosing a field reads parameters only.
		const context = { getNodeParameter } as unknown as ILoadOptionsFunctions;
		const all = await searchFields.call(context);
		expect(all.results.map(({ value }) => value)).toEqual(expect.arrayContaining(['tier', 'email', 'shoe']));
		expect(await searchFields.call(context, ' SHO ')).toEqual({ results: [{ name: 'shoe', value: 'shoe' }] });
	});
});

describe('the fixed template', () => {
	const row = (language: 'en' | 'pl') =>
		Object.fromEntries(
			STANDARD_FIELDS.map((field) => [
				titleOf(field, language),
				field.name === 'email' ? 'a@example.com' : '',
			]),
		);

	it.each(['en', 'pl'] as const)('takes the header of the template (%s)', async (language) => {
		const [customers = []] = await withPanel({ mappingMode: 'template' }, row(language)).execute();
		expect(customers[0]?.json).toMatchObject({ email: 'a@example.com' });
	});

	it('takes no other, and says what is different', async () => {
		const fake = withPanel({ mappingMode: 'template' }, { ...row('pl'), Rozmiar: '42' });
		await expect(fake.execute()).rejects.toThrow(
			"The header is not that of the template: surplus are 'Rozmiar'",
		);
	});
});

describe('options of values', () => {
	const ROW = {
		Email: 'a@example.com',
		'First Name': 'JAN',
		Notes: '=1+1',
		Phone: '501 228 855',
		Born: '03/04/22',
	};

	it.each([
		[{ phoneFormat: 'e164' }, { phone: '+48501228855' }],
		[{ phoneFormat: 'international' }, { phone: '+48 501 228 855' }],
		[{ phoneFormat: 'national' }, { phone: '501 228 855' }],
		[{ nameCase: 'proper' }, { firstName: 'Jan' }],
		[{ nameCase: 'keep' }, { firstName: 'JAN' }],
		[{ formulas: 'keep' }, { notes: '=1+1' }],
		[{ dateOrder: 'monthFirst' }, { birthDate: '2022-03-04' }],
		[{ dateOrder: 'dayFirst', twoDigitYearsFrom: 1900 }, { birthDate: '1922-04-03' }],
	])('%p', async (options, expected) => {
		const [customers = []] = await withPanel({ defaultCountry: 'PL', options }, ROW).execute();
		expect(customers[0]?.json).toMatchObject(expected);
	});

	it('refuse formulas and long values where that is wanted', async () => {
		const refusing = { options: { formulas: 'reject', invalidValue: 'rejectRow' } };
		expect((await withPanel(refusing, ROW).execute())[1]).toHaveLength(1);
		const rule = { fieldRules: { rule: [{ field: list('notes'), maxLength: 2 }] } };
		const [customers = []] = await withPanel(
			{ ...rule, options: { tooLong: 'cut' } },
			{ ...ROW, Notes: 'abcd' },
		).execute();
		expect(customers[0]?.json).toMatchObject({ notes: 'ab' });
	});

	it('clean special characters where that is wanted', async () => {
		const options = { specialCharacters: 'clean' };
		const [customers = []] = await withPanel({ options }, { ...ROW, 'First Name': 'Jan!' }).execute();
		expect(customers[0]?.json).toMatchObject({ firstName: 'Jan' });
	});

	it('ask for dates written in one way', async () => {
		const options = { dateConsistency: 'refuse', dateOrder: 'dayFirst', invalidValue: 'rejectRow' };
		const [, rejected = []] = await withPanel({ defaultCountry: 'PL', options }, ROW, ROW, {
			...ROW,
			Born: '2022-04-03',
		}).execute();
		expect(rejected).toHaveLength(1);
	});
});

describe('lists that people write', () => {
	it.each([
		['a, b', ['a', 'b']],
		["['Name, first'], $json.b", ['Name, first', 'b']],
		['["a b"],c d', ['a b', 'c d']],
		['Name, first\nb', ['Name, first', 'b']],
		[' , ', []],
	])('columns: %s', (text, names) => {
		expect(columnNames(text)).toEqual(names);
	});
});

describe('the template that Customer Export writes', () => {
	it.each([
		['item', 'pl'],
		['batch', 'zh'],
	])('is taken when it was filled in by hand, as %s in %s', async (output, labels) => {
		const template = fakeExecution({
			node: new CustomerExport(),
			items: items({}),
			parameters: { operation: 'template', source: 'standard', labels },
			timeZone: 'UTC',
		});
		const [files = []] = await template.execute();
		const book = XLSX.read(template.bytesOf(files[0]?.binary?.['data']), { type: 'buffer' });
		const [sheet = ''] = book.SheetNames;
		XLSX.utils.sheet_add_aoa(book.Sheets[sheet] ?? {}, [['C1', '', 'a@example.com']], { origin: 'A2' });
		const bytes = XLSX.write(book, { type: 'buffer', bookType: 'xlsx' });
		const filled = [{ json: {}, binary: { data: await template.store(bytes, 'filled.xlsx') } }];
		const parsing = fakeExecution({ node: new CustomerFileParse(), items: filled, parameters: { output } });
		const [rows = []] = await parsing.execute();
		const parameters = { mappingMode: 'template', output: 'item' };
		const [customers = []] = await fakeExecution({
			node: new CustomerMapNormalize(),
			items: rows,
			parameters,
		}).execute();
		expect(customers[0]?.json).toMatchObject({ crmId: 'C1', email: 'a@example.com' });
	});
});
