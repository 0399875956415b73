import type { INodeExecutionData } from 'n8n-workflow';
import { CustomerFileParse } from '../../nodes/CustomerFileParse/CustomerFileParse.node';
import { type FakeExecution, type FakeOptions, fakeExecution } from './fakeExecution';

const PEOPLE =
	'E-mail;Imię;Geburtstag;Schuhgröße\njan@example.com;Jan;03/04/1990;42\n;Anna;05/06/1991;38\nshort\n';

async function inspecting(
	files: readonly string[],
	options: Partial<FakeOptions> = {},
): Promise<FakeExecution> {
	const items: INodeExecutionData[] = [];
	const parameters = { operation: 'inspect', ...options.parameters };
	const fake = fakeExecution({ node: new CustomerFileParse(), items, ...options, parameters });
	for (const content of files)
		items.push({ json: {}, binary: { data: await fake.store(content, 'people.csv', 'text/csv') } });
	return fake;
}

describe('Inspect File', () => {
	it('gives one item a file, with everything that was found out', async () => {
		const fake = await inspecting([PEOPLE]);
		const [[item] = []] = await fake.execute();
		expect(item?.pairedItem).toEqual({ item: 0 });
		expect(item?.json).toMatchObject({
			file: 'people.csv',
			bytes: Buffer.byteLength(PEOPLE),
			summary: 'people.csv: 3 rows, 4 columns, 3 with a field',
			container: 'none',
			tables: [
				{
					source: 'people.csv',
					rows: 3,
					rowCount: 'exact',
					sampledRows: 3,
					firstRows: [
						{ 'E-mail': 'jan@example.com', row_number: 2 },
						{ Imię: 'Anna', row_number: 3 },
						{ 'E-mail': 'short', row_number: 4 },
					],
					afterImport: [
						{ email: 'jan@example.com', firstName: 'Jan', row_number: 2 },
						{ rejected_because: expect.stringMatching(/\w/), row_number: 3 },
						{ row_number: 4 },
					],
				},
			],
		});
	});

	it('describes stages and columns so that a person can read them', async () => {
		const fake = await inspecting([PEOPLE], { parameters: { options: { delimiter: ';' } } });
		const [[item] = []] = await fake.execute();
		const [table] = item?.json['tables'] as [{ stages: object; findings: object[]; columns: object[] }];
		expect(table.stages).toMatchObject({
			'1 container': 'format csv (100 % sure)',
			'2 encoding': expect.stringMatching(/^encoding utf-8 \(\d+ % sure\)$/),
			'3 dialect': expect.stringMatching(/^delimiter ; \(set\);.*lineEnd LF/),
			'4 structure': expect.stringContaining('header 1'),
		});
		expect(table.findings).toContainEqual({
			stage: '3 dialect',
			property: 'delimiter',
			value: ';',
			setByUser: true,
		});
		expect(table.findings).toContainEqual({
			stage: '5 columnTypes',
			property: 'Geburtstag',
			value: 'date',
			confidence: 1,
			setByUser: false,
		});
		expect(table.columns[2]).toMatchObject({
			label: 'Geburtstag',
			type: 'date',
			field: 'birthDate',
			samples: ['03/04/1990', '05/06/1991'],
			fillRate: 0.667,
			distinct: 2,
			ambiguities: [{ code: 'AMBIGUOUS_DATE_ORDER', value: '03/04/1990' }],
		});
		expect(table.columns[3]).toMatchObject({ field: null, fieldConfidence: 0 });
	});

	it('gives the issues of the file in the second output', async () => {
		const fake = await inspecting([PEOPLE]);
		const [, issues = []] = await fake.execute();
		expect(issues.map(({ json }) => [json['code'], json['file']])).toEqual(
			expect.arrayContaining([
				['SHORT_ROW', 'people.csv'],
				['NOT_MAPPED', 'people.csv'],
				['AMBIGUOUS_DATE_ORDER', 'people.csv'],
			]),
		);
		expect(issues[0]?.pairedItem).toEqual({ item: 0 });
	});

	it('says above the output what the file is', async () => {
		const fake = await inspecting([PEOPLE]);
		await fake.execute();
		expect(fake.hints.map(({ message }) => message)).toEqual([
			'people.csv: 3 rows, 4 columns, 3 with a field',
		]);
	});

	it('looks at as many rows as the user says', async () => {
		const fake = await inspecting([PEOPLE], { parameters: { options: { sampleRows: 1 } } });
		const [[item] = []] = await fake.execute();
		expect(item?.json['tables']).toMatchObject([{ sampledRows: 1, rows: 3 }]);
	});

	it('fails the item of a file that cannot be read, and no other', async () => {
		await expect((await inspecting([PEOPLE, ''])).execute()).rejects.toMatchObject({
			context: { itemIndex: 1 },
		});
		const fake = await inspecting(['', PEOPLE], { onError: 'continueRegularOutput' });
		const [items = []] = await fake.execute();
		expect(items.map(({ json, pairedItem }) => ['error' in json, pairedItem])).toEqual([
			[false, { item: 1 }],
			[true, { item: 0 }],
		]);
	});

	it('is plain JSON: n8n stores it with the execution', async () => {
		const fake = await inspecting([PEOPLE]);
		const [[item] = []] = await fake.execute();
		expect(JSON.parse(JSON.stringify(item?.json))).toEqual(item?.json);
	});
});
