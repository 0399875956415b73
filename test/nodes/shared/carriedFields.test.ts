import type { INodeExecutionData } from 'n8n-workflow';
import { carriedFields, fieldToJson } from '../../../nodes/shared/carriedFields';
import { itemToCustomer } from '../../../nodes/shared/customers';

const TIER = {
	name: 'tier',
	title: 'Tier',
	type: 'option',
	options: ['Gold'],
	multiple: true,
	custom: true,
} as const;
const VALUE = { name: 'value', title: 'Value', type: 'money', custom: true } as const;

const item = (fields: unknown): INodeExecutionData => ({
	json: { email: 'a@example.com', import_fields: fields as never },
});

function batch(fields: unknown): INodeExecutionData {
	const rowBatch = { version: 1, kind: 'customers', rows: 1, first: 1, last: 1, labels: [], fields };
	return { json: { rowBatch: rowBatch as never } };
}

describe('the custom fields that customers bring with them', () => {
	it('come with items and with row batches, each once, and the first one counts', () => {
		const list = [fieldToJson(TIER)];
		expect(
			carriedFields([item(list), item(list), batch([VALUE]), batch([{ ...TIER, type: 'text' }])]),
		).toEqual([TIER, VALUE]);
	});

	it('are none where nobody says so, and what is no field is passed over', () => {
		const damaged = [null, 'x', { name: 'a' }, { name: '', type: 'text' }, { name: 'b', type: 'colour' }];
		expect(carriedFields([{ json: { email: 'a' } }, item('tier'), item(damaged)])).toEqual([]);
		expect(carriedFields([item([{ name: 'n', type: 'text', options: [1], multiple: 'yes' }])])).toEqual([
			{ name: 'n', title: 'n', type: 'text' },
		]);
	});

	it('are no field of the customer', () => {
		expect(itemToCustomer(item([fieldToJson(TIER)]).json, 0).record).toEqual({ email: 'a@example.com' });
	});
});
