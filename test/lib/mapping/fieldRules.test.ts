import { type FieldRule, makeSeenValues, type MapOptions } from '../../../lib/mapping';
import type { FieldSpec } from '../../../lib/model';
import { map } from './mapTable';

function rules(...list: FieldRule[]): Partial<MapOptions> {
	return { rules: list };
}

describe('field rules', () => {
	it('reject rows without a required value', async () => {
		const { rows } = await map(
			['email', 'Owner'],
			[
				['a@example.com', ''],
				['b@example.com', 'Ewa'],
			],
			{
				...rules({ field: 'owner', required: true }),
			},
		);
		expect(rows[0]).toMatchObject({ issues: [{ code: 'REQUIRED_EMPTY', label: 'Owner', field: 'owner' }] });
		expect(rows.map(({ record }) => record !== undefined)).toEqual([false, true]);
	});

	it('stop before the first row where no column gives the required value', async () => {
		const table = [['email'], [['a@example.com']]] as const;
		await expect(map(...table, rules({ field: 'owner', required: true }))).rejects.toMatchObject({
			code: 'REQUIRED_WITHOUT_COLUMN',
			message: 'No column is mapped to Owner, and every customer must have it',
		});
		const constant = [{ kind: 'constant' as const, field: 'owner', value: 'Ewa' }];
		const { rows } = await map(...table, {
			...rules({ field: 'owner', required: true }),
			compositions: constant,
		});
		expect(rows[0]?.record).toMatchObject({ owner: 'Ewa' });
	});

	it('only say so where the setting asks for no more, and where there is no row', async () => {
		const { rows, issues } = await map(['email'], [['a@example.com']], {
			...rules({ field: 'owner', required: true }),
			requiredWithoutColumn: 'warn',
		});
		expect(rows[0]?.record).toEqual({ email: 'a@example.com' });
		expect(issues).toMatchObject([{ message: 'No column is mapped to Owner, which is required' }]);
		const empty = await map(['email'], [], rules({ field: 'owner', required: true }));
		expect(empty.issues).toMatchObject([{ code: 'REQUIRED_EMPTY' }]);
	});

	it('reject every row where the setting says so, and say it once', async () => {
		const { rows, issues } = await map(['email'], [['a@example.com']], {
			...rules({ field: 'owner', required: true }),
			requiredWithoutColumn: 'rejectRows',
		});
		expect(rows[0]?.record).toBeUndefined();
		expect(issues).toMatchObject([
			{ message: 'No column is mapped to Owner, which is required, so every row is rejected' },
		]);
	});

	it.each([
		['dropValue', true],
		['rejectRow', false],
	] as const)('treat a value that is too long as not valid (%s)', async (invalidValue, isKept) => {
		const { rows } = await map(['email', 'City'], [['a@example.com', 'Kraków 😀😀']], {
			...rules({ field: 'city', maxLength: 8 }),
			invalidValue,
		});
		expect(rows[0]?.issues).toMatchObject([{ code: 'TOO_LONG', field: 'city', label: 'City' }]);
		expect(rows[0]?.record !== undefined).toBe(isKept);
		expect(rows[0]?.record?.['city']).toBeUndefined();
	});

	it('count characters, not what JavaScript stores them in', async () => {
		const { rows } = await map(
			['email', 'City'],
			[['a@example.com', 'K😀😀']],
			rules({ field: 'city', maxLength: 3 }),
		);
		expect(rows[0]?.record).toMatchObject({ city: 'K😀😀' });
	});

	it('hold each value of several to the length', async () => {
		const { rows } = await map(
			['email', 'Tags'],
			[['a@example.com', 'VIP, horeca, x']],
			rules({ field: 'tags', maxLength: 4 }),
		);
		expect(rows[0]?.record).toMatchObject({ tags: ['VIP', 'x'] });
		expect(rows[0]?.issues).toMatchObject([{ code: 'TOO_LONG', value: 'horeca' }]);
	});

	it('make a field of text a choice of allowed values', async () => {
		const { rows } = await map(
			['email', 'Owner', 'Industry'],
			[['a@example.com', 'ewa', 'Fishing']],
			rules({ field: 'owner', options: ['Ewa'] }, { field: 'industry', options: ['Retail', 'Wholesale'] }),
		);
		expect(rows[0]?.record).toEqual(expect.objectContaining({ owner: 'Ewa' }));
		expect(rows[0]?.issues).toMatchObject([{ code: 'INVALID_OPTION', field: 'industry', value: 'Fishing' }]);
	});

	it('reject the later of rows with a value that must be unique, in whatever form it is written', async () => {
		const labels = ['Phone', 'crmId'];
		const cells = [
			['+48 501 228 855', 'C1'],
			['+48 501 228 856', 'C2'],
			['0048501228855', 'C3'],
		];
		const { rows } = await map(labels, cells, rules({ field: 'phone', unique: true }));
		expect(rows.map(({ record }) => record !== undefined)).toEqual([true, true, false]);
		expect(rows[2]?.issues).toMatchObject([
			{ code: 'NOT_UNIQUE', message: 'Phone 48501228855 is in row 2 already' },
		]);
	});

	it('hold values unique across the tables of a run', async () => {
		const seenValues = makeSeenValues();
		const options = { ...rules({ field: 'crmId', unique: true }), seenValues };
		await map(['crmId'], [['1001']], options);
		const { rows } = await map(['crmId'], [['1001'], ['1002']], options);
		expect(rows.map(({ record }) => record !== undefined)).toEqual([false, true]);
	});

	it('let the corrected copy of a rejected row have its number', async () => {
		const { rows } = await map(
			['crmId', 'Owner'],
			[
				['1001', ''],
				['1001', 'Ewa'],
			],
			rules({ field: 'crmId', unique: true }, { field: 'owner', required: true }),
		);
		expect(rows.map(({ record }) => record !== undefined)).toEqual([false, true]);
	});

	it('name all violations of a row at once', async () => {
		const { rows } = await map(
			['crmId', 'Owner', 'E-mail', 'Industry', 'City'],
			[
				['1001', 'Ewa', '', '', ''],
				['1001', '', 'not an address', 'Fishing', 'Kraków'],
			],
			rules(
				{ field: 'crmId', unique: true },
				{ field: 'owner', required: true },
				{ field: 'industry', options: ['Retail'] },
				{ field: 'city', maxLength: 3 },
			),
		);
		expect(rows[1]?.issues.map(({ code }) => code).sort()).toEqual([
			'INVALID_EMAIL',
			'INVALID_OPTION',
			'NOT_UNIQUE',
			'REQUIRED_EMPTY',
			'TOO_LONG',
		]);
	});

	it.each([
		[{ field: 'emial' }, "A field rule names 'emial', and there is no such field"],
		[
			{ field: 'city', maxLength: 0.5 },
			'The maximum length of City is 0.5, and must be a whole number above 0',
		],
		[
			{ field: 'email', options: ['x'] },
			'E-mail cannot have a list of allowed values, because it holds no text',
		],
	])('are refused where no field can keep them: %p', async (rule, message) => {
		await expect(map(['email'], [], rules(rule))).rejects.toThrow(message);
	});
});

describe('custom fields', () => {
	it.each([
		['text', ' x ', 'x'],
		['number', '1 234,5', 1234.5],
		['date', '31.12.2026', '2026-12-31'],
		['dateTime', '2026-12-31 10:00', '2026-12-31T10:00:00Z'],
		['boolean', 'tak', true],
		['consent', 'no', false],
		['option', 'gold', 'Gold'],
	] as const)('hold values of the type %s', async (type, cell, value) => {
		const field: FieldSpec = {
			name: 'mine',
			title: 'My Field',
			type,
			custom: true,
			...(type === 'option' ? { options: ['Gold'] } : {}),
		};
		const { rows } = await map(['email', 'my field'], [['a@example.com', cell]], {
			customFields: [field],
			normalize: { decimal: ',' },
		});
		expect(rows[0]?.issues).toEqual([]);
		expect(rows[0]?.record?.['mine']).toEqual(value);
	});

	it.each([
		['option', 'gold, SILVER', ['Gold', 'Silver']],
		['number', '1; 2,5', [1, 2.5]],
		['date', '31.12.2026 | 30.11.2026', ['2026-12-31', '2026-11-30']],
	] as const)('hold several values of the type %s', async (type, cell, values) => {
		const field: FieldSpec = {
			name: 'mine',
			title: 'Mine',
			type,
			multiple: true,
			custom: true,
			...(type === 'option' ? { options: ['Gold', 'Silver'] } : {}),
		};
		const { rows } = await map(['email', 'mine'], [['a@example.com', cell]], {
			customFields: [field],
			normalize: { decimal: ',', dateOrder: 'dayFirst' },
		});
		expect(rows[0]?.record?.['mine']).toEqual(values);
	});
});

describe('a date of birth', () => {
	it('is never after the day of the import, and other dates may be', async () => {
		const { rows } = await map(
			['email', 'Date of Birth', 'Created At'],
			[
				['a@example.com', '15 Jan 49', '23.11.2026'],
				['b@example.com', '23.11.2026', '23.11.2026'],
			],
			{ today: '2026-11-22' },
		);
		expect(rows[0]?.record).toMatchObject({
			birthDate: '1949-01-15',
			createdAt: expect.stringMatching(/^2026-11-23/),
		});
		expect(rows[1]?.record).not.toHaveProperty('birthDate');
		expect(rows[1]?.issues).toMatchObject([{ code: 'PLACEHOLDER', field: 'birthDate' }]);
	});
});

describe('the consistency of dates', () => {
	const labels = ['email', 'Date of Birth', 'Created At'];
	const cells = [
		['a@example.com', '30.09.1990', '01.02.2022 10:09'],
		['b@example.com', '1990-09-30', '02.02.2022 10:09'],
	];

	it('is not asked for by itself', async () => {
		const { rows } = await map(labels, cells);
		expect(rows.flatMap(({ issues }) => issues)).toEqual([]);
	});

	it.each([
		['warn', 'warning', '1990-09-30'],
		['refuse', 'error', undefined],
	] as const)('is held across the columns of a file: %s', async (dateConsistency, severity, stored) => {
		const { rows } = await map(labels, cells, { dateConsistency });
		expect(rows[0]?.issues).toEqual([]);
		expect(rows[1]?.issues).toMatchObject([
			{
				code: 'MIXED_DATE_FORMAT',
				severity,
				label: 'Date of Birth',
				hint: 'Write it as the others, such as 30.09.1990.',
			},
		]);
		expect(rows[1]?.record?.['birthDate']).toBe(stored);
		expect(rows[1]?.record?.['createdAt']).toBe('2022-02-02T10:09:00Z');
	});
});

describe('explained changes', () => {
	it('name each cell that is stored otherwise, and why', async () => {
		const { rows } = await map(
			['E-mail', 'Phone', 'City', 'Tags'],
			[['a@example.com', '+48 501 228 855', ' Kraków ', 'VIP, x']],
			{ explainChanges: true },
		);
		expect(rows[0]?.explained).toMatchObject([
			{
				field: 'phone',
				label: 'Phone',
				before: '+48 501 228 855',
				after: '48501228855',
				reason: expect.stringMatching(/\w/),
			},
			{ field: 'city', before: ' Kraków ', after: 'Kraków' },
			{ field: 'tags', before: 'VIP, x', after: ['VIP', 'x'], reason: '2 values were taken apart' },
		]);
	});

	it('are not kept where nobody asked', async () => {
		const { rows } = await map(['Phone'], [['+48 501 228 855']]);
		expect(rows[0]).not.toHaveProperty('explained');
	});
});
