import { LABEL_LANGUAGES, STANDARD_FIELDS, titleOf } from '../../lib/fields';
import { suggestMapping } from '../../lib/mapping';

describe.each(LABEL_LANGUAGES)('the titles of the fields in %s', (language) => {
	const titles = STANDARD_FIELDS.map((field) => titleOf(field, language));

	it('are all different', () => {
		expect(new Set(titles).size).toBe(STANDARD_FIELDS.length);
	});

	it('are found again when the file is imported', () => {
		const mapping = suggestMapping(titles, { mode: 'automatic' });
		expect(mapping.columns.map(({ field }) => field)).toEqual(STANDARD_FIELDS.map(({ name }) => name));
	});
});

it('leaves the title of a custom field as its maker wrote it', () => {
	const field = { name: 'constructor', title: 'Shoe Size', type: 'number' } as const;
	expect(titleOf(field, 'pl')).toBe('Shoe Size');
});
