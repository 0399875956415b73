import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { bytesSource, parseFile } from '../../lib';
import { CustomerMapNormalize } from '../../nodes/CustomerMapNormalize/CustomerMapNormalize.node';
import { fakeExecution } from './fakeExecution';

const CUSTOM = {
	field: [
		{ name: 'tier', title: 'Loyalty Level', type: 'option', options: 'Gold; Silver' },
		{ name: 'orderValue', title: 'Order Value', type: 'money' },
	],
};

function node(parameters: IDataObject, items: INodeExecutionData[] = [{ json: {} }]) {
	const timeZone = 'Europe/Warsaw';
	return fakeExecution({ node: new CustomerMapNormalize(), items, parameters, timeZone });
}

async function template(parameters: IDataObject) {
	const fake = node({ operation: 'template', customFields: CUSTOM, ...parameters });
	const [[item] = [], rejected, summary] = await fake.execute();
	expect([rejected, summary]).toEqual([[], []]);
	const bytes = fake.bytesOf(item?.binary?.['data']);
	const { labels, batches } = await parseFile(bytesSource(bytes, { name: 'template.xlsx' }), {
		header: true,
	});
	for await (const batch of batches) expect(batch).toEqual([]);
	return { labels, json: item?.json ?? {} };
}

describe('the template of Map & Normalize', () => {
	it('has the standard fields, the custom ones, and a star for what a rule requires', async () => {
		const rule = [{ field: { mode: 'name', value: 'Last Name' }, required: true }];
		const { labels, json } = await template({ fieldRules: { rule } });
		expect(labels).toEqual(expect.arrayContaining(['E-mail', 'Last Name *', 'Subscriptions']));
		expect(labels.slice(-2)).toEqual(['Loyalty Level', 'Order Value']);
		expect(json).toMatchObject({ file_name: 'customers_template.xlsx', columns: labels.length });
	});

	it.each([
		['pl', 'Nazwisko', 'klienci_szablon.xlsx'],
		['zh', '姓', '客户导入模板.xlsx'],
	])('can be had in %s, and maps itself', async (labels, lastName, fileName) => {
		const made = await template({ labels });
		expect(made.labels).toContain(lastName);
		expect(made.json['file_name']).toBe(fileName);
		const row = Object.fromEntries(made.labels.map((label) => [label, '']));
		const filled = { ...row, [made.labels[0] ?? '']: '7', 'Order Value': '5,20 EUR' };
		const fake = node({ mappingMode: 'template', customFields: CUSTOM }, [{ json: filled }]);
		const [customers = []] = await fake.execute();
		expect(customers[0]?.json).toMatchObject({ crmId: '7', orderValue: '5.20', orderValueCurrency: 'EUR' });
	});

	it('has the file name and the field that were set', async () => {
		const fake = node({ operation: 'template', fileName: 'leads_{date}', binaryField: 'file' });
		const [[item] = []] = await fake.execute();
		expect(item?.json['file_name']).toMatch(/^leads_\d{4}-\d\d-\d\d\.xlsx$/);
		expect(Object.keys(item?.binary ?? {})).toEqual(['file']);
	});
});
