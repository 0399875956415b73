import type { Composition } from '../../../lib/mapping';
import { map } from './mapTable';

const EMAIL = 'a@example.com';

async function record(
	labels: string[],
	cells: Array<string | null | undefined>,
	compositions: Composition[],
) {
	const { rows, issues, mapping } = await map(['email', ...labels], [[EMAIL, ...cells]], { compositions });
	return { record: { ...rows[0]?.record }, issues, mapping };
}

describe('compositions', () => {
	it('give every row a constant, in the form of its field', async () => {
		const compositions: Composition[] = [
			{ kind: 'constant', field: 'country', value: 'Polska' },
			{ kind: 'constant', field: 'tags', value: 'Fair 2026' },
		];
		const found = await record(['Tags'], ['VIP'], compositions);
		expect(found.record).toEqual({ email: EMAIL, country: 'PL', tags: ['VIP', 'Fair 2026'] });
	});

	it('let a constant win over the column of its field, and say so', async () => {
		const found = await record(['Owner'], ['Anna'], [{ kind: 'constant', field: 'owner', value: 'Ewa' }]);
		expect(found.record).toEqual({ email: EMAIL, owner: 'Ewa' });
		expect(found.issues).toMatchObject([{ code: 'NOT_MAPPED', label: 'Owner' }]);
	});

	it('take the first column that holds anything, or else what was set', async () => {
		const firstOf: Composition = {
			kind: 'firstOf',
			field: 'city',
			labels: ['Town', 'Ort'],
			otherwise: 'Kraków',
		};
		expect((await record(['Town', 'Ort'], ['  ', 'Bonn'], [firstOf])).record).toMatchObject({ city: 'Bonn' });
		expect((await record(['Town', 'Ort'], ['Rom', 'Bonn'], [firstOf])).record).toMatchObject({ city: 'Rom' });
		const none = await record(['Town', 'Ort'], ['', null], [firstOf]);
		expect(none.record).toMatchObject({ city: 'Kraków' });
		expect(none.issues).toEqual([]);
	});

	it('keep empty, NULL and absent apart where no column holds anything', async () => {
		const firstOf: Composition = { kind: 'firstOf', field: 'city', labels: ['A1', 'B1'] };
		expect((await record(['A1', 'B1'], ['', null], [firstOf])).record).toEqual({ email: EMAIL, city: '' });
		expect((await record(['A1', 'B1'], [null, ''], [firstOf])).record).toEqual({ email: EMAIL, city: null });
		expect((await record(['A1', 'B1'], [undefined, undefined], [firstOf])).record).toEqual({ email: EMAIL });
	});

	it('join columns, passing empty cells over', async () => {
		const join: Composition = {
			kind: 'join',
			field: 'street',
			labels: ['Ulica', 'Dom', 'Lokal'],
			separator: '/',
		};
		expect((await record(['Ulica', 'Dom', 'Lokal'], ['Długa 5', '', '7'], [join])).record).toEqual({
			email: EMAIL,
			street: 'Długa 5/7',
		});
	});

	it('join into a field of several values', async () => {
		const join: Composition = { kind: 'join', field: 'phone', labels: ['T1', 'T2'], separator: '; ' };
		const { record: found } = await record(['T1', 'T2'], ['+48 501 228 855', '+48 22 123 45 67'], [join]);
		expect(found['phone']).toEqual(['48501228855', '48221234567']);
	});

	it('split a column, and lose nothing of what is left over', async () => {
		const split: Composition = {
			kind: 'split',
			label: 'Adres',
			separator: ',',
			fields: ['postalCode', 'city'],
		};
		expect((await record(['Adres'], ['00-950, Warszawa, Mokotów'], [split])).record).toEqual({
			email: EMAIL,
			postalCode: '00-950',
			city: 'Warszawa, Mokotów',
		});
		expect((await record(['Adres'], ['00-950'], [split])).record).toMatchObject({
			postalCode: '00-950',
			city: '',
		});
	});

	it('split a full name, and keep it where it has one word', async () => {
		const split: Composition = { kind: 'splitName', label: 'Full Name', order: 'auto' };
		expect((await record(['Full Name'], ['Jan van Dyck'], [split])).record).toMatchObject({
			firstName: 'Jan',
			lastName: 'van Dyck',
			fullName: 'Jan van Dyck',
		});
		expect((await record(['Full Name'], ['Madonna'], [split])).record).toEqual({
			email: EMAIL,
			fullName: 'Madonna',
		});
	});

	it('decide the order of dates by the combined column', async () => {
		const firstOf: Composition = { kind: 'firstOf', field: 'birthDate', labels: ['D1', 'D2'] };
		const { rows } = await map(
			['email', 'D1', 'D2'],
			[
				['a@example.com', '03/04/1990', ''],
				['b@example.com', '', '30/04/1990'],
			],
			{ compositions: [firstOf] },
		);
		expect(rows.map(({ record: found }) => found?.['birthDate'])).toEqual(['1990-04-03', '1990-04-30']);
	});

	it('say which column they miss, and do with the others', async () => {
		const join: Composition = { kind: 'join', field: 'city', labels: ['Gone', 'Ort'], separator: ' ' };
		const found = await record(['Ort'], ['Bonn'], [join]);
		expect(found.record).toMatchObject({ city: 'Bonn' });
		expect(found.issues).toMatchObject([{ code: 'SETTING_CONTRADICTS_FILE', label: 'Gone' }]);
	});

	it('refuse a field that does not exist', async () => {
		await expect(record([], [], [{ kind: 'constant', field: 'emial', value: 'x' }])).rejects.toThrow(
			"A combined column fills 'emial', and there is no such field",
		);
	});

	it('leave a rejected row as it was read, with cells beyond the labels', async () => {
		const { rows } = await map(['email', 'A1'], [['', 'x', 'more']], {
			compositions: [{ kind: 'constant', field: 'city', value: 'Bonn' }],
		});
		expect({ ...rows[0]?.raw }).toEqual({ email: '', A1: 'x', column_3: 'more' });
	});

	it('name in the mapping what each field was made of', async () => {
		const { mapping } = await record(
			['Ulica', 'Dom'],
			['a', 'b'],
			[{ kind: 'join', field: 'street', labels: ['Ulica', 'Dom'], separator: ' ' }],
		);
		expect(mapping.columns).toMatchObject([
			{ label: 'email' },
			{ label: 'Ulica', reason: 'Used in a combined column' },
			{ label: 'Dom', reason: 'Used in a combined column' },
			{ label: 'Ulica + Dom', field: 'street', reason: 'Joined as set', derived: true },
		]);
	});
});

describe('one column for two fields', () => {
	it('is refused, and says how it can be done', async () => {
		const corrections = [
			{ label: 'Login', field: 'email' },
			{ label: 'Login', field: 'crmId' },
		];
		await expect(map(['Login'], [['a@example.com']], { corrections })).rejects.toMatchObject({
			message: "The column 'Login' is mapped twice: 'email' and 'crmId'",
			hint: expect.stringContaining('First Column with a Value'),
		});
	});

	it('can be done by a composition', async () => {
		const { rows } = await map(['Login'], [['a@example.com']], {
			corrections: [{ label: 'Login', field: 'email' }],
			compositions: [{ kind: 'firstOf', field: 'crmId', labels: ['Login'] }],
		});
		expect(rows[0]?.record).toMatchObject({ email: 'a@example.com', crmId: 'a@example.com' });
	});
});
