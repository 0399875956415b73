import { makeProfile, type MapSettings, readProfile } from '../../../lib/mapping';
import { map } from './mapTable';

const SETTINGS: MapSettings = {
	mode: 'automatic',
	corrections: [
		{ label: 'Uwagi', field: '' },
		{ label: 'Nr', field: 'crmId' },
	],
	customFields: [
		{ name: 'tier', title: 'Tier', type: 'option', options: ['Gold'], multiple: true, custom: true },
	],
	compositions: [
		{ kind: 'constant', field: 'tags', value: 'Fair' },
		{ kind: 'join', field: 'street', labels: ['Ulica', 'Dom'], separator: ' ' },
		{ kind: 'firstOf', field: 'city', labels: ['A', 'B'], otherwise: 'Kraków' },
		{ kind: 'split', label: 'C', separator: ',', fields: ['region', 'country'] },
		{ kind: 'splitName', label: 'D', order: 'auto' },
	],
	subscriptions: [
		{ channel: 'email', resource: 'News', status: 'unconfirmed' },
		{ channel: 'push', resource: 'Offers', contactColumn: 'Token', statusColumn: 'Push' },
	],
	rules: [{ field: 'crmId', required: true, unique: true, maxLength: 20, options: ['1'] }],
	unmapped: 'customField',
	normalize: {
		defaultCountry: 'PL',
		dateOrder: 'dayFirst',
		decimal: ',',
		timeZone: 'Europe/Warsaw',
		formulas: 'clean',
		extensions: 'drop',
		currencies: 'keep',
	},
	minimum: { rule: 'all', identifiers: ['email', 'crmId'] },
	invalidValue: 'rejectRow',
	requiredWithoutColumn: 'warn',
	dateConsistency: 'warn',
};

describe('a mapping profile', () => {
	it('keeps everything that decides, through JSON', () => {
		const profile = makeProfile(SETTINGS, []);
		expect(readProfile(JSON.stringify(profile))).toEqual({
			kind: 'customer-mapping',
			version: 1,
			...SETTINGS,
		});
		expect(readProfile(profile)).toEqual(profile);
	});

	it('maps the file of next month as this one, although its content would say otherwise', async () => {
		const labels = ['column_1', 'Kontakt', 'Extra'];
		const first = await map(labels, [['a@example.com', 'Jan Kowalski', 'x']]);
		const profile = readProfile(makeProfile({ mode: 'automatic' }, [first]));
		expect(profile.corrections).toEqual([
			{ label: 'column_1', field: 'email' },
			{ label: 'Kontakt', field: 'fullName' },
		]);
		const next = await map(labels, [['', 'Jan Kowalski', 'x']], profile);
		expect(next.mapping.columns.map(({ field }) => field)).toEqual(
			first.mapping.columns.map(({ field }) => field),
		);
	});

	it('leaves fields that were made of unknown columns to the setting that made them', async () => {
		const settings = { mode: 'automatic', unmapped: 'customField' } as const;
		const used = await map(['email', 'Shoe Size'], [['a@example.com', '42']], settings);
		const profile = makeProfile(settings, [used]);
		expect(profile.corrections).toEqual([{ label: 'email', field: 'email' }]);
		const again = await map(['email', 'Shoe Size'], [['a@example.com', '42']], profile);
		expect(again.rows[0]?.record).toMatchObject({ 'Shoe Size': '42' });
	});

	it.each([
		['{', 'it is not JSON'],
		['[]', 'it must be an object'],
		['{"mode":"automatic"}', "'kind' must be there"],
		[{ kind: 'other' }, "'kind' must be one of: customer-mapping"],
		[{ mode: 'guess' }, "'mode' must be one of: automatic, defined, template"],
		[{ corections: [] }, "'corections' must be one of: kind, version, mode"],
		[
			{
				corrections: [
					{ label: 'A', field: 'email' },
					{ label: 7, field: '' },
				],
			},
			"'corrections[1].label' must be a text",
		],
		[{ corrections: [{ label: 'A' }] }, "'corrections[0].field' must be there"],
		[{ rules: [{ field: 'city', unique: 'yes' }] }, "'rules[0].unique' must be true or false"],
		[{ rules: [{ field: 'city', maxLength: -1 }] }, "'rules[0].maxLength' must be a whole number"],
		[
			{ compositions: [{ kind: 'sum', field: 'x' }] },
			"'compositions[0].kind' must be one of: constant, join",
		],
		[{ compositions: [{ kind: 'constant', field: 'city' }] }, "'compositions[0].value' must be there"],
		[{ normalize: { dateOrder: 'DMY' } }, "'normalize.dateOrder' must be one of: dayFirst"],
		[
			{ customFields: [{ name: 'a', title: 'A', type: 'colour' }] },
			"'customFields[0].type' must be one of: text",
		],
		[{ minimum: null }, "'minimum' must be an object"],
	])('is refused with what is not right: %p', (given, message) => {
		const base = { kind: 'customer-mapping', version: 1, mode: 'automatic' };
		expect(() => readProfile(typeof given === 'string' ? given : { ...base, ...given })).toThrow(
			expect.objectContaining({ code: 'BAD_PROFILE', message: expect.stringContaining(message) }),
		);
	});

	it('of a later version says so, whatever else is in it', () => {
		expect(() => readProfile({ kind: 'customer-mapping', version: 2, layout: [] })).toThrow(
			'The profile is of version 2, and this one reads version 1',
		);
	});
});
