import type { MapOptions } from '../../../lib/mapping';
import { map } from './mapTable';

const PRICE: Partial<MapOptions> = {
	customFields: [{ name: 'price', title: 'Price', type: 'money', custom: true }],
};

describe('what stands beside a value', () => {
	it('is kept: the extension of the phone, and the currency of an amount in a field of its own', async () => {
		const { rows, fields } = await map(['Telefon', 'Price'], [['+48 22 555 12 34 wew. 7', '5,20 €']], PRICE);
		expect(rows[0]).toMatchObject({
			record: { phone: '48225551234', phoneExtension: '7', price: '5.20', priceCurrency: 'EUR' },
			issues: [],
		});
		expect(fields).toContainEqual({
			name: 'priceCurrency',
			title: 'Price Currency',
			type: 'text',
			custom: true,
		});
	});

	it('is left out aloud where that was asked, or where another number is the main one', async () => {
		const cells = [['+48 501 228 855', '+48 22 555 12 34 ext. 7']];
		const off = await map(['Phone'], [['+48 22 555 12 34 ext. 7']], { normalize: { extensions: 'drop' } });
		expect(off.rows[0]).toMatchObject({ issues: [{ code: 'EXTENSION_LEFT_OUT' }] });
		expect(off.rows[0]?.record).toEqual({ phone: '48225551234' });
		const second = await map(['Mobile', 'Phone'], cells);
		expect(second.rows[0]?.record).toEqual({ phone: ['48501228855', '48225551234'] });
		expect(second.rows[0]).toMatchObject({
			issues: [{ code: 'EXTENSION_LEFT_OUT', label: 'Phone', value: '+48 22 555 12 34 ext. 7' }],
		});
	});

	it('gives way to a column that says otherwise, and agrees with one that says the same', async () => {
		const { rows } = await map(
			['Phone', 'Extension'],
			[
				['+48 22 555 12 34 ext. 7', '8'],
				['+48 22 555 12 34 ext. 7', '7'],
				['+48 22 555 12 34 ext. 7', ''],
			],
		);
		expect(rows.map(({ record }) => record?.['phoneExtension'])).toEqual(['8', '7', '7']);
		expect(rows.map(({ issues }) => issues.length)).toEqual([1, 0, 0]);
	});

	it('is explained', async () => {
		const { rows } = await map(['id', 'Price'], [['1', '5,20 €']], { ...PRICE, explainChanges: true });
		expect(rows[0]?.explained).toMatchObject([
			{ field: 'price', before: '5,20 €', after: '5.20' },
			{ field: 'priceCurrency', before: '5,20 €', after: 'EUR' },
		]);
	});

	it('leaves a field of that name alone which holds something else', async () => {
		const { rows } = await map(['id', 'Price', 'priceCurrency'], [['1', '5,20 €', '7']], {
			customFields: [
				...(PRICE.customFields ?? []),
				{ name: 'priceCurrency', title: 'Rate', type: 'number', custom: true },
			],
		});
		expect(rows[0]?.record).toEqual({ crmId: '1', price: '5.20', priceCurrency: 7 });
	});
});
