import fc from 'fast-check';
import { mapRows } from '../../../lib/mapping';
import type { IssueCode, RowBatch, RowIssue } from '../../../lib/model';
import { batchesOf, map } from './mapTable';

const codes = (issues: readonly RowIssue[]): IssueCode[] => issues.map(({ code }) => code);
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));

describe('mapRows', () => {
	it('maps and normalizes the columns it knows', async () => {
		const { rows } = await map(
			['Imię', 'Nazwisko', 'E-mail', 'Telefon', 'Data urodzenia'],
			[[' Jan ', 'Kowalski', 'Jan@Example.COM', '+48 501 228 855', '30.09.1990']],
		);
		expect(plain(rows[0]?.record)).toEqual({
			firstName: 'Jan',
			lastName: 'Kowalski',
			email: 'Jan@example.com',
			phone: '48501228855',
			birthDate: '1990-09-30',
		});
		expect(rows[0]?.issues).toEqual([]);
		expect(rows[0]?.raw).toBeUndefined();
	});

	it('says once that no column holds an identifier, when every row will be rejected', async () => {
		const minimum = { rule: 'any', identifiers: ['email', 'phone'] } as const;
		const { issues, rows } = await map(['City', 'Company'], [['Kraków', 'Świt']], { minimum });
		expect(rows[0]?.record).toBeUndefined();
		expect(issues[0]).toMatchObject({
			code: 'NO_IDENTIFIER',
			message: 'No column is mapped to E-mail, Phone, so every row is rejected',
		});
	});

	it.each([
		['any', []],
		['all', ['No column is mapped to Phone, so every row is rejected']],
	] as const)('says so of %s of the identifiers, only where it is true', async (rule, said) => {
		const { issues } = await map(['E-mail'], [['a@x.pl']], {
			minimum: { rule, identifiers: ['email', 'phone'] },
		});
		expect(issues.map(({ message }) => message)).toEqual(said);
	});

	it('keeps four states of a value apart', async () => {
		const { rows } = await map(
			['crmId', 'city', 'street', 'notes'],
			[
				['1', '', null],
				['2', 'Kraków', 'Długa 5', 'x'],
			],
			{ mode: 'automatic' },
		);
		expect(rows[0]?.record).toMatchObject({ crmId: '1', city: '', street: null });
		expect('notes' in (rows[0]?.record ?? {})).toBe(false);
		expect('region' in (rows[0]?.record ?? {})).toBe(false);
	});

	it('makes records that no label can reach a prototype through', async () => {
		const { rows } = await map(['email', '__proto__', 'constructor'], [['a@example.com', 'x', 'y']], {
			unmapped: 'customField',
		});
		const record = rows[0]?.record ?? {};
		expect(Object.getPrototypeOf(record)).toBeNull();
		expect(Object.keys(record).sort()).toEqual(['__proto__', 'constructor', 'email']);
		expect(({} as Record<string, unknown>).x).toBeUndefined();
	});

	it.each([
		['customField', '12', 'true', '7'],
		['typedCustomField', 12, true, '7'],
	] as const)('keeps columns it does not know as %s', async (unmapped, points, member, size) => {
		const labels = ['email', 'points', 'member', 'size'];
		const cells = [
			['a@example.com', 12, true, 7],
			['b@example.com', null, undefined, 'XL'],
		];
		const { rows } = await map(labels, cells, { unmapped });
		expect(rows[0]?.record).toMatchObject({ points, member, size });
		expect(rows[1]?.record).toMatchObject({ points: null, size: 'XL' });
	});

	it('collects the values of numbered columns, each once, mobile phones first', async () => {
		const { rows } = await map(
			['E-mail 1 - Value', 'E-mail 2 - Value', 'Home Phone', 'Mobile Phone'],
			[['a@example.com', 'A@Example.com; b@example.com', '+48 22 123 45 67', '+48 501 228 855']],
		);
		expect(rows[0]?.record).toMatchObject({
			email: ['a@example.com', 'b@example.com'],
			phone: ['48501228855', '48221234567'],
		});
	});

	it('takes the country of a row as the default of its phones', async () => {
		const { rows } = await map(
			['Country', 'Phone'],
			[
				['Germany', '030 901820'],
				['', '501 228 855'],
				['Atlantis', '501 228 855'],
			],
			{ normalize: { defaultCountry: 'PL' } },
		);
		expect(rows.map(({ record }) => record?.phone)).toEqual(['4930901820', '48501228855', '48501228855']);
		expect(codes(rows[2]?.issues ?? [])).toEqual(['INVALID_OPTION']);
	});

	it('keeps a row without its invalid value, and says where it was', async () => {
		const { rows } = await map(['email', 'phone'], [['a@example.com', 'call me']]);
		expect(plain(rows[0]?.record)).toEqual({ email: 'a@example.com' });
		expect(rows[0]?.issues).toMatchObject([
			{
				code: 'INVALID_PHONE',
				severity: 'error',
				rowNumber: 2,
				label: 'phone',
				field: 'phone',
				value: 'call me',
			},
		]);
	});

	it('rejects a row for an invalid value where that is set, and gives back what it held', async () => {
		const { rows } = await map(['email', 'phone'], [['a@example.com', 'call me']], {
			invalidValue: 'rejectRow',
		});
		expect(rows[0]?.record).toBeUndefined();
		expect(plain(rows[0]?.raw)).toEqual({ email: 'a@example.com', phone: 'call me' });
		expect(codes(rows[0]?.issues ?? [])).toEqual(['INVALID_PHONE']);
	});

	it('does not reject a row for a warning', async () => {
		const { rows } = await map(['email', 'phone'], [['a@example.com', 'brak']], {
			invalidValue: 'rejectRow',
		});
		expect(rows[0]?.record).toMatchObject({ email: 'a@example.com' });
		expect(codes(rows[0]?.issues ?? [])).toEqual(['PLACEHOLDER']);
	});

	it.each([
		['any', [true, true, false]],
		['all', [true, false, false]],
	] as const)('asks for %s of the minimum identifiers', async (rule, expected) => {
		const rows = [
			['a@example.com', '+48501228855', 'Jan'],
			['a@example.com', '', 'Jan'],
			['', 'none', 'Jan'],
		];
		const result = await map(['email', 'phone', 'first name'], rows, {
			minimum: { rule, identifiers: ['email', 'phone'] },
		});
		expect(result.rows.map(({ record }) => record !== undefined)).toEqual(expected);
		expect(codes(result.rows[2]?.issues ?? [])).toContain('NO_IDENTIFIER');
		expect(plain(result.rows[2]?.raw)).toEqual({ email: '', phone: 'none', 'first name': 'Jan' });
	});

	it('rejects a row whose only identifier is invalid', async () => {
		const { rows } = await map(['email', 'first name'], [['not an address', 'Jan']]);
		expect(rows[0]?.record).toBeUndefined();
		expect(codes(rows[0]?.issues ?? [])).toEqual(['INVALID_EMAIL', 'NO_IDENTIFIER']);
	});

	it('rejects a row without a required value', async () => {
		const customFields = [
			{ name: 'Plan', title: 'Plan', type: 'option', required: true, options: ['Gold'] },
		] as const;
		const { rows } = await map(
			['email', 'Plan'],
			[
				['a@example.com', 'gold'],
				['b@example.com', ''],
			],
			{ customFields },
		);
		expect(rows[0]?.record).toMatchObject({ Plan: 'Gold' });
		expect(codes(rows[1]?.issues ?? [])).toEqual(['REQUIRED_EMPTY']);
		expect(rows[1]?.record).toBeUndefined();
	});

	it('decides the order of dates by the column, from the sample', async () => {
		const { rows, issues } = await map(
			['id', 'Birthday'],
			[
				['1', '03/04/1990'],
				['2', '25/12/1990'],
			],
		);
		expect(rows.map(({ record }) => record?.birthDate)).toEqual(['1990-04-03', '1990-12-25']);
		expect(issues).toEqual([]);
	});

	it('refuses dates whose order nothing proves', async () => {
		const { rows, issues } = await map(
			['id', 'Birthday'],
			[
				['1', '03/04/1990'],
				['2', '05/05/1990'],
			],
		);
		expect(codes(issues)).toEqual(['AMBIGUOUS_DATE_ORDER']);
		expect(issues[0]).toMatchObject({ label: 'Birthday', field: 'birthDate', value: '03/04/1990' });
		expect(rows.map(({ record }) => record?.birthDate)).toEqual([undefined, '1990-05-05']);
	});

	it('says that a column mixes the orders', async () => {
		const { issues } = await map(
			['id', 'Birthday'],
			[
				['1', '25/12/1990'],
				['2', '12/25/1990'],
			],
		);
		expect(codes(issues)).toEqual(['MIXED_DATE_ORDER']);
	});

	it('decides the decimal separator of a column of numbers', async () => {
		const customFields = [{ name: 'Turnover', title: 'Turnover', type: 'money' }] as const;
		const cells = [
			['1', '1.234'],
			['2', '5,29'],
		];
		const { rows } = await map(['id', 'Turnover'], cells, { customFields });
		expect(rows.map(({ record }) => record?.Turnover)).toEqual(['1234', '5.29']);
	});

	it('lets the setting win over what the column proves', async () => {
		const { rows } = await map(['id', 'Birthday'], [['1', '03/04/1990']], {
			normalize: { dateOrder: 'monthFirst' },
		});
		expect(rows[0]?.record?.birthDate).toBe('1990-03-04');
	});

	it('keeps columns without a field as custom fields where that is set', async () => {
		const { rows, mapping, issues } = await map(
			['email', 'Shoe size', 'row_number', 'Secret'],
			[['a@example.com', 42, 7, 'x']],
			{
				unmapped: 'customField',
				corrections: [{ label: 'Secret', field: '' }],
			},
		);
		expect(plain(rows[0]?.record)).toEqual({ email: 'a@example.com', 'Shoe size': '42' });
		expect(mapping.columns[1]).toMatchObject({ field: 'Shoe size' });
		expect(issues).toEqual([]);
	});

	it('splits the tags of a cell', async () => {
		const { rows } = await map(
			['email', 'Tags'],
			[
				['a@example.com', '"VIP","Blog"'],
				['b@example.com', '* Starred ::: Family'],
			],
		);
		expect(rows.map(({ record }) => record?.tags)).toEqual([
			['VIP', 'Blog'],
			['Starred', 'Family'],
		]);
	});

	it('keeps the first of several values where the field has room for one', async () => {
		const customFields = [{ name: 'Second mail', title: 'Second mail', type: 'email' }] as const;
		const { rows } = await map(
			['email', 'Second mail'],
			[['a@example.com', 'b@example.com, c@example.com']],
			{ customFields },
		);
		expect(rows[0]?.record).toMatchObject({ 'Second mail': 'b@example.com' });
		expect(codes(rows[0]?.issues ?? [])).toEqual(['EXTRA_VALUES']);
	});

	it('refuses a time zone that does not exist', async () => {
		await expect(map(['email'], [], { normalize: { timeZone: 'Europe/Atlantis' } })).rejects.toThrow(
			"There is no time zone 'Europe/Atlantis'",
		);
	});

	it('stops when aborted', async () => {
		const abort = new AbortController();
		const { batches } = await mapRows(
			{ labels: ['email'], batches: batchesOf([['a@example.com'], ['b@example.com'], ['c@example.com']], 1) },
			{ mode: 'automatic', sampleSize: 1, signal: abort.signal },
		);
		abort.abort();
		await expect(batches[Symbol.asyncIterator]().next()).rejects.toThrow('aborted');
	});

	it('reads no more than the sample before the first row is asked for, and closes the source', async () => {
		let read = 0;
		let closed = false;
		async function* source(): AsyncGenerator<RowBatch> {
			try {
				for (; ; read++) yield [{ rowNumber: read + 2, cells: [`a${read}@example.com`] }];
			} finally {
				closed = true;
			}
		}
		const { batches } = await mapRows(
			{ labels: ['email'], batches: source() },
			{ mode: 'automatic', sampleSize: 3 },
		);
		expect(read).toBe(2);
		for await (const batch of batches) if (batch[0]?.rowNumber === 6) break;
		expect(closed).toBe(true);
	});

	it('gives every row back once and in order, whatever the cells hold', async () => {
		const cell = fc.option(
			fc.oneof(
				fc.string(),
				fc.double(),
				fc.boolean(),
				fc.constant(null),
				fc.constantFrom('', '-', '1.2.2022', '+48', 'a@b.pl', '4.85E+10'),
			),
			{ nil: undefined },
		);
		const labels = [
			'id',
			'email',
			'phone',
			'name',
			'birthday',
			'country',
			'language',
			'created at',
			'newsletter',
			'tags',
			'x',
		];
		await fc.assert(
			fc.asyncProperty(fc.array(fc.array(cell, { maxLength: 13 }), { maxLength: 12 }), async (rows) => {
				const result = await map(labels, rows, {
					unmapped: 'customField',
					normalize: { defaultCountry: 'PL', timeZone: 'Europe/Warsaw' },
				});
				expect(result.rows.map(({ rowNumber }) => rowNumber)).toEqual(rows.map((_, index) => index + 2));
				for (const row of result.rows) expect(row.record === undefined).toBe(row.raw !== undefined);
			}),
			{ numRuns: 100, seed: 20261122 },
		);
	});
});
