import { localBase } from '../../../../lib/connectors';
import { fieldToCell } from '../../../../lib/fields';
import { connectorSource } from '../../../../lib/import/export';
import type { CustomerRecord } from '../../../../lib/model';
import { readAll } from './exporting';

const base = localBase({ path: ':memory:' });
afterAll(async () => await base.close());

const PEOPLE: readonly CustomerRecord[] = [
	{ email: ['a@example.com', 'b@example.com'], lastName: 'Łącka', newsletterConsent: true },
	{ email: ['c@example.com'], lastName: '', points: 7 },
	{ email: ['d@example.com'], lastName: null },
];

beforeAll(async () => {
	await base.write(
		PEOPLE.map((record, index) => ({
			action: 'create' as const,
			rowNumber: index + 2,
			record,
			identifiers: [{ field: 'email', value: String(index) }],
		})),
	);
});

describe('the customers of a destination', () => {
	it('come with its fields, ours known by their type and in every language', async () => {
		const { fields } = await connectorSource(base);
		expect(fields.find(({ name }) => name === 'newsletterConsent')?.type).toBe('consent');
		expect(fields.map(({ name }) => name)).toContain('points');
	});

	it('come as cells, in which empty, NULL and missing stay apart', async () => {
		const source = await connectorSource(base);
		const column = source.fields.findIndex(({ name }) => name === 'lastName');
		expect((await readAll(source)).map((cells) => cells[column])).toEqual(['Łącka', '', null]);
		const points = source.fields.findIndex(({ name }) => name === 'points');
		expect((await readAll(source)).map((cells) => cells[points])).toEqual([undefined, 7, undefined]);
	});

	it('are counted and read by the same conditions', async () => {
		const source = await connectorSource(base);
		const filter = { field: 'newsletterConsent', operator: 'given' } as const;
		expect(await source.count({ filter })).toBe(1);
		expect(await readAll(source, { filter })).toHaveLength(1);
	});

	it('changed after a moment are those of the destination’s clock', async () => {
		const source = await connectorSource(base);
		expect(await source.count({ changedAfter: '2000-01-01T00:00:00Z' })).toBe(3);
		expect(await source.count({ changedAfter: '2999-01-01T00:00:00Z' })).toBe(0);
		expect(await readAll(source, { changedAfter: '2999-01-01T00:00:00Z' })).toEqual([]);
	});

	it('cannot be had where the destination does not show them', async () => {
		const { name, title, capabilities, check, discoverFields, lookup, write, get, close } = base;
		const blind = { name, title, capabilities, check, discoverFields, lookup, write, get, close };
		await expect(connectorSource(blind)).rejects.toMatchObject({ code: 'NOT_READABLE' });
	});

	it.each([
		[['x', 'y'], 'x; y'],
		[['x'], 'x'],
		[[], ''],
		[['x', null], 'x; '],
		['x', 'x'],
		[null, null],
		[undefined, undefined],
		[false, false],
	])('%j is one cell', (value, cell) => {
		expect(fieldToCell(value)).toBe(cell);
	});
});
