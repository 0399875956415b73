import { writeTable, type ColumnType, type WritableTable } from '../../../../lib/formats';
import { inTimeZone } from '../../../../lib/import/export';
import type { Cell } from '../../../../lib/model';
import { collect, read } from '../../formats/reading';
import { cellsOf } from './exporting';

function tableOf(cells: Cell[], type: ColumnType = 'dateTime'): WritableTable {
	return {
		labels: ['at'],
		types: [type],
		batches: [cells.map((cell, at) => ({ rowNumber: at + 2, cells: [cell] }))],
	};
}

const localOf = async (cell: Cell, zone = 'Europe/Warsaw') =>
	(await cellsOf(inTimeZone(tableOf([cell]), zone)))[0]?.[0];

describe('a moment in the local time of a zone', () => {
	it.each([
		['2026-11-22T10:30:00Z', '2026-11-22T11:30:00'],
		['2026-07-22T10:30:00Z', '2026-07-22T12:30:00'],
		['2026-11-22T10:30Z', '2026-11-22T11:30:00'],
		['2026-11-22 10:30:15.123456+00', '2026-11-22T11:30:15.123456'],
		['2026-11-22T10:30:00-05:00', '2026-11-22T16:30:00'],
		['2026-12-31T23:30:00Z', '2027-01-01T00:30:00'],
		['2022-03-27T00:59:59Z', '2022-03-27T01:59:59'],
		['2022-03-27T01:00:00Z', '2022-03-27T03:00:00'],
		['1965-06-01T12:00:00Z', '1965-06-01T13:00:00'],
	])('of %s is %s', async (moment, local) => {
		expect(await localOf(moment)).toBe(local);
	});

	it.each(['2026-11-22T10:30:00', '2026-11-22', '', 'soon', '2026-13-45T10:30:00Z', null, 5])(
		'leaves %j as it is',
		async (cell) => {
			expect(await localOf(cell)).toBe(cell);
		},
	);

	it('leaves columns of other types alone', async () => {
		const table = inTimeZone(tableOf(['2026-11-22T10:30:00Z'], 'text'), 'Europe/Warsaw');
		expect(await cellsOf(table)).toEqual([['2026-11-22T10:30:00Z']]);
	});

	it('is a date in a workbook, where without a zone it is text', async () => {
		const cellOf = async (zone?: string) => {
			const table = inTimeZone(tableOf(['2026-11-22T10:30:00Z']), zone);
			const bytes = await collect(writeTable('xlsx', table, { dateTimeFormat: 'DD.MM.YYYY hh:mm' }));
			return (await read(bytes, { cells: 'displayed' }, 'x.xlsx')).cells[0]?.[0];
		};
		expect(await cellOf('Asia/Shanghai')).toBe('22.11.2026 18:30');
		expect(await cellOf()).toBe('2026-11-22T10:30:00Z');
	});

	it('needs a zone that exists', () => {
		expect(() => inTimeZone(tableOf([]), 'Europe/Warschau')).toThrow('"Europe/Warschau" is no time zone');
	});
});
