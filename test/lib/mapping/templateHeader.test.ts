import { LABEL_LANGUAGES, STANDARD_FIELDS, titleOf } from '../../../lib/fields';
import type { FieldSpec } from '../../../lib/model';
import { map } from './mapTable';

const FIELDS: readonly FieldSpec[] = [
	...STANDARD_FIELDS,
	{ name: 'tier', title: 'Tier *x', type: 'text', custom: true },
];
const NAMES = ['crmId', 'fullName', 'email', 'owner', 'tier'];
const template = { mode: 'template', template: NAMES, customFields: FIELDS.slice(-1) } as const;

function header(language: (typeof LABEL_LANGUAGES)[number]): string[] {
	return NAMES.map((name) => {
		const field = FIELDS.find((one) => one.name === name);
		return field === undefined ? '' : titleOf(field, language);
	});
}

describe('the fixed template', () => {
	it.each(LABEL_LANGUAGES)('is recognised in %s, with stars behind what is required', async (language) => {
		const [first = '', ...others] = header(language);
		const { rows, mapping } = await map(
			[`${first} *`, ...others],
			[['C1', 'Jan Kowalski', 'a@example.com', 'Ewa', 'x']],
			template,
		);
		expect({ ...rows[0]?.record }).toEqual({
			crmId: 'C1',
			fullName: 'Jan Kowalski',
			email: 'a@example.com',
			owner: 'Ewa',
			tier: 'x',
		});
		expect(mapping.columns[0]?.reason).toBe('Its place in the template');
	});

	it('passes over what our own nodes add, so that a corrected file goes through again', async () => {
		const labels = [...header('pl'), 'rejected_because', 'how_to_correct', 'row_number_2'];
		const { rows } = await map(labels, [['C1', 'Jan', 'a@example.com', '', '', 'why', 'how', 7]], template);
		expect(rows[0]?.record).toMatchObject({ crmId: 'C1' });
	});

	it.each([
		['a deleted column', ([, ...rest]: string[]) => rest, "missing are 'CRM ID'"],
		[
			'a renamed column',
			([, ...rest]: string[]) => ['Number', ...rest],
			"missing are 'CRM ID'; surplus are 'Number'",
		],
		['an added column', (labels: string[]) => [...labels, 'Shoe Size'], "surplus are 'Shoe Size'"],
		[
			'moved columns',
			([a = '', b = '', ...rest]: string[]) => [b, a, ...rest],
			"out of their place are 'CRM ID', 'Full Name'",
		],
		[
			'a column that is there twice',
			(labels: string[]) => [...labels, labels.at(-1) ?? ''],
			'some columns are there twice',
		],
	])('refuses %s, and names it', async (_, change, difference) => {
		await expect(map(change(header('en')), [], template)).rejects.toMatchObject({
			code: 'NOT_THE_TEMPLATE',
			message: `The header is not that of the template: ${difference}`,
		});
	});

	it('lets a combined column fill what its own column leaves empty', async () => {
		const { rows, issues } = await map(header('en'), [['C1', 'Jan', 'a@example.com', '', '']], {
			...template,
			compositions: [{ kind: 'firstOf', field: 'owner', labels: ['Owner'], otherwise: 'Ewa' }],
		});
		expect(rows[0]?.record).toMatchObject({ owner: 'Ewa' });
		expect(issues).toEqual([]);
	});
});
