import type { Connector, DeletedCustomer, DeletesTold } from '../../../../lib/connectors';
import { localBase } from '../../../../lib/connectors';
import { deletedSource } from '../../../../lib/import/export';
import { readAll } from './exporting';

const base = localBase({ path: ':memory:' });
afterAll(async () => await base.close());

const GONE: readonly DeletedCustomer[] = [
	{ id: '1', record: { email: 'jan@example.com' }, deletedAt: '2026-11-20T10:00:00Z', name: 'Jan' },
	{ id: '2', record: { email: 'ewa@example.com' }, deletedAt: '2026-11-22T10:00:00Z', name: 'Ewa' },
	{ id: '3', record: {}, deletedAt: '2026-11-21T10:00:00Z' },
];

/** A destination that tells of these, in pages of one. */
function telling(deletes: DeletesTold): Connector {
	return {
		...base,
		capabilities: { ...base.capabilities, deletes },
		readDeleted: async function* ({ deletedAfter = '' }) {
			for (const one of GONE) if ((one.deletedAt ?? '') > deletedAfter) yield [one];
		},
	};
}

describe('those who were deleted from a destination', () => {
	it.each<[DeletesTold, string[]]>([
		['records', ['deletedId', 'deletedAt', 'crmId']],
		['ids', ['deletedId', 'deletedAt', 'deletedName']],
		['archived', ['deletedId', 'crmId', 'guid']],
	])('have the fields that are told: %s', async (told, names) => {
		const { fields } = await deletedSource(telling(told));
		expect(fields.slice(0, 3).map(({ name }) => name)).toEqual(names);
		expect(fields).toHaveLength(told === 'ids' ? 3 : fields.length);
	});

	it('come with their id, when, and what they had', async () => {
		const source = await deletedSource(telling('records'));
		const email = source.fields.findIndex(({ name }) => name === 'email');
		const cells = await readAll(source);
		expect(cells.map((one) => [one[0], one[1], one[email]])).toEqual([
			['1', '2026-11-20T10:00:00Z', 'jan@example.com'],
			['2', '2026-11-22T10:00:00Z', 'ewa@example.com'],
			['3', '2026-11-21T10:00:00Z', undefined],
		]);
	});

	it('are chosen by the time of their deletion and by conditions on it, counted and sorted', async () => {
		const source = await deletedSource(telling('ids'));
		const query = { changedAfter: '2026-11-20T12:00:00Z' };
		expect(await source.count(query)).toBe(2);
		const sort = [{ field: 'deletedAt', descending: true }];
		expect((await readAll(source, { sort })).map(([id]) => id)).toEqual(['2', '3', '1']);
		const filter = { field: 'deletedAt', operator: 'before', value: '2026-11-22' } as const;
		expect((await readAll(source, { filter, limit: 1 })).map(([id]) => id)).toEqual(['1']);
		expect(await source.count({ filter })).toBe(2);
	});

	it('cannot be had where the destination does not tell', async () => {
		await expect(deletedSource(base)).rejects.toMatchObject({ code: 'NO_DELETES' });
	});
});
