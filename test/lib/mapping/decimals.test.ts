import type { MapOptions } from '../../../lib/mapping';
import { map } from './mapTable';

const PRICE: Partial<MapOptions> = {
	customFields: [{ name: 'price', title: 'Price', type: 'number', custom: true }],
};

async function prices(cells: readonly string[], options: Partial<MapOptions> = {}) {
	const rows = cells.map((cell, index) => [String(index + 1), cell]);
	const { rows: mapped, issues } = await map(['id', 'Price'], rows, { ...PRICE, ...options });
	return { prices: mapped.map(({ record }) => record?.['price']), issues, mapped };
}

describe('the decimal separator of a column', () => {
	it('is proved by one of its values', async () => {
		expect((await prices(['1.234', '5,29'])).prices).toEqual([1234, 5.29]);
		expect((await prices(['1,234', '5.29'])).prices).toEqual([1234, 5.29]);
	});

	it('is refused aloud where nothing proves it, and what reads in one way only is kept', async () => {
		const { prices: read, issues, mapped } = await prices(['1.234', '7', '1 234']);
		expect(read).toEqual([undefined, 7, 1234]);
		expect(issues).toMatchObject([
			{ code: 'AMBIGUOUS_DECIMAL', label: 'Price', field: 'price', value: '1.234' },
		]);
		expect(mapped[0]).toMatchObject({
			issues: [{ code: 'AMBIGUOUS_DECIMAL', severity: 'error', value: '1.234' }],
		});
	});

	it('is refused where values contradict each other', async () => {
		const { prices: read, issues } = await prices(['5,29', '5.29', '1,234']);
		expect(read).toEqual([5.29, 5.29, undefined]);
		expect(issues).toMatchObject([{ code: 'AMBIGUOUS_DECIMAL', value: '5,29 and 5.29' }]);
	});

	it('is what nearly all values prove, where a few come from elsewhere', async () => {
		const many = Array.from({ length: 40 }, (_, index) => `1,00${index % 10},000`);
		const { prices: read, issues } = await prices([...many, '5.290,00', '381,160']);
		expect(read.slice(-2)).toEqual([5290, 381160]);
		expect(issues).toMatchObject([{ code: 'AMBIGUOUS_DECIMAL', value: '1,000,000 and 5.290,00' }]);
	});

	it('is not guessed for a row behind the sample', async () => {
		expect((await prices(['7', '8', '1,234'], { sampleSize: 1 })).prices).toEqual([7, 8, undefined]);
	});

	it('is what was set, before all', async () => {
		const { prices: read, issues } = await prices(['1.234', '1,5'], { normalize: { decimal: ',' } });
		expect({ read, issues }).toEqual({ read: [1234, 1.5], issues: [] });
	});

	it('is proved by each of several values in a cell', async () => {
		const customFields = [
			{ name: 'price', title: 'Price', type: 'number' as const, multiple: true, custom: true },
		];
		expect((await prices(['1.234; 5,29', '2.500'], { customFields })).prices).toEqual([[1234, 5.29], 2500]);
	});

	it('needs settings that are possible', async () => {
		await expect(prices(['1'], { normalize: { twoDigitYearsFrom: 7 } })).rejects.toMatchObject({
			code: 'BAD_SETTING',
		});
	});
});
