import { rowsSource } from '../../../../lib/import/export';
import type { FieldSpec } from '../../../../lib/model';
import { readAll, sourceOf } from './exporting';

const fields: readonly FieldSpec[] = [
	{ name: 'name', title: 'Name', type: 'text' },
	{ name: 'points', title: 'Points', type: 'number' },
];
const source = sourceOf(fields, [
	['Ada', '12'],
	['Bo', '7'],
	['Cy', undefined],
]);

describe('rows that are there already', () => {
	it('are read again for every question', async () => {
		expect(await source.count({})).toBe(3);
		expect(await readAll(source)).toHaveLength(3);
	});

	it('are filtered by type', async () => {
		const filter = { field: 'points', operator: 'after', value: '8' } as const;
		expect(await readAll(source, { filter })).toEqual([['Ada', '12']]);
		expect(await source.count({ filter })).toBe(1);
	});

	it('end at the limit, which counts those that fit', async () => {
		const filter = { field: 'name', operator: 'notEquals', value: 'Ada' } as const;
		expect(await readAll(source, { filter, limit: 1 })).toEqual([['Bo', '7']]);
	});

	it('are not sorted unless their source does it', async () => {
		const sort = [{ field: 'name' }];
		await expect(readAll(source, { sort })).rejects.toMatchObject({ code: 'NOT_SORTABLE' });
		const asked: unknown[] = [];
		const sorting = rowsSource(
			fields,
			async function* (query) {
				asked.push(query.sort);
				yield await Promise.resolve([]);
			},
			true,
		);
		await readAll(sorting, { sort });
		expect(asked).toEqual([sort]);
	});

	it('stop when the user does', async () => {
		const stop = new AbortController();
		const endless = rowsSource(fields, async function* () {
			for (let row = 0; ; row++) {
				if (row === 5) stop.abort();
				yield await Promise.resolve([[String(row)]]);
			}
		});
		await expect(endless.count({ signal: stop.signal })).rejects.toMatchObject({ name: 'AbortError' });
	});
});
