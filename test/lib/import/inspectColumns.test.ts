import { columnCounter } from '../../../lib/import/inspect/columnCounts';
import { readColumnType } from '../../../lib/import/inspect/columnType';
import { distinctCount } from '../../../lib/import/inspect/distinctCount';
import type { Cell, Row } from '../../../lib/model';

function rowsOf(values: readonly (Cell | undefined)[]): Row[] {
	return values.map((value, index) => ({ rowNumber: index + 2, cells: [value] }));
}

function typeOf(...values: readonly Cell[]) {
	return readColumnType(rowsOf(values), 0, 'Column');
}

describe('the type of a column', () => {
	it.each([
		['empty', ['', null]],
		['email', ['jan@example.com', 'anna@example.com']],
		['phone', ['+48 501 228 855', '0048 602 111 222']],
		['date', ['30.09.2022', '01.10.2022']],
		['date', ['30 września 2022', '1 October 2022']],
		['dateTime', ['30.09.2022 10:09', '2022-10-01T08:00:00Z']],
		['number', ['5290', '12', '-3']],
		['number', [5290, 12.5]],
		['boolean', ['tak', 'nie', 'tak']],
		['boolean', [true, false]],
		['number', ['1', '0', '1']],
		['text', ['Jan', 'Anna']],
		['text', ['00123', '04521', '00007']],
		['text', ['9007199254740993', '9007199254740995']],
	] as const)('is %s for %j', (type, values) => {
		expect(typeOf(...values).type).toBe(type);
	});

	it('is phone for digits where the label says so', () => {
		const digits = rowsOf(['501228855', 48602111222, '48 603 222 111']);
		expect(readColumnType(digits, 0, 'Tel.', 'phone').type).toBe('phone');
		expect(readColumnType(digits, 0, 'Tel.', 'text').type).not.toBe('phone');
		expect(readColumnType(rowsOf(['n/a', 'Jan', 'Anna']), 0, 'Tel.', 'phone').type).toBe('text');
	});

	it('is as sure as many values are of it', () => {
		expect(typeOf('1', '2', '3', '4', 'five')).toMatchObject({ type: 'number', confidence: 0.8 });
		expect(typeOf('1', '2', '3', 'four', 'five').type).toBe('text');
	});
});

describe('what the values of a column do not decide', () => {
	it('is the order of day and month', () => {
		expect(typeOf('03/04/2022', '05/06/2022').ambiguities).toMatchObject([
			{
				code: 'AMBIGUOUS_DATE_ORDER',
				label: 'Column',
				value: '03/04/2022',
				hint: expect.stringContaining('Date Order'),
			},
		]);
		expect(typeOf('03/04/2022', '25/06/2022')).toMatchObject({ dateOrder: 'dayFirst', ambiguities: [] });
		expect(typeOf('25/06/2022', '06/25/2022').ambiguities).toMatchObject([{ code: 'MIXED_DATE_ORDER' }]);
	});

	it.each([
		['1.234', '1.234'],
		['1,234', '1234'],
	])('is whether %s has decimals or thousands; it says how it is read', (value, read) => {
		expect(typeOf(value, '7').ambiguities).toMatchObject([
			{ code: 'AMBIGUOUS_DECIMAL', value, message: expect.stringContaining(`it is read as ${read}`) },
		]);
	});

	it('is the country of phones without a prefix', () => {
		expect(typeOf('+48 501 228 855', '501-228-856').ambiguities).toMatchObject([
			{ code: 'NO_COUNTRY_PREFIX', value: '501-228-856', hint: expect.stringMatching(/\w/) },
		]);
		expect(typeOf('+48 501 228 855', '+48 501 228 856').ambiguities).toEqual([]);
	});

	it('is nothing where another value proves it', () => {
		expect(typeOf('1.234', '5,29')).toMatchObject({ decimal: ',', ambiguities: [] });
		expect(typeOf('1.234', '5.29')).toMatchObject({ decimal: '.', ambiguities: [] });
		expect(typeOf(1.234, 5).ambiguities).toEqual([]);
	});
});

describe('what is counted of a column', () => {
	it('is the share of filled cells, and the first different values, cut where they are long', () => {
		const counter = columnCounter(1);
		for (const row of rowsOf(['a', 'a', '', null, undefined, 'b'.repeat(500), 3, true, 'c', 'd']))
			counter.add(row);
		const [counts] = counter.counts();
		expect(counts?.fillRate).toBe(0.7);
		expect(counts?.distinct).toBe(6);
		expect(counts?.samples).toEqual(['a', `${'b'.repeat(100)}…`, 3, true, 'c']);
	});

	it('tells numbers of different values exactly while there are few, and to some percent when many', () => {
		const few = distinctCount();
		for (let n = 0; n < 10_000; n++) few.add(`customer${n % 2000}@example.com`);
		expect(few.count()).toEqual({ distinct: 2000, isExact: true });
		for (const many of [5_000, 20_000, 200_000]) {
			const count = distinctCount();
			for (let n = 0; n < many; n++) count.add(n % 2 === 0 ? `customer${n}@example.com` : n);
			const { distinct, isExact } = count.count();
			expect(isExact).toBe(false);
			expect(Math.abs(distinct / many - 1)).toBeLessThan(0.06);
		}
	});
});
