import fc from 'fast-check';
import type { FieldSpec, RowOutcome } from '../../../lib/model';
import { maskReport, maskRow, maskText, maskValue, reportPage } from '../../../lib/report';
import { STANDARD_FIELDS } from '../../../lib/fields';
import { inBatches, JAN, reportOf, ROWS, textOf } from './outcomesOfPeople';

const field = (name: string): FieldSpec | undefined => STANDARD_FIELDS.find((one) => one.name === name);

describe('a masked value', () => {
	it.each([
		['email', 'jan.kowalski@example.com', 'j***@example.com'],
		['email', 'jan at example.com', 'j***'],
		['email', '"jan kowalski"@example.com', '***@example.com'],
		['email', 'jan@48501228855', 'j***@***'],
		['phone', '+48 501 228 855', '*****855'],
		['phone', 48501228855, '*****855'],
		['phone', '+٤٨ ٥٠١ ٢٢٨ ٨٥٥', '*****٨٥٥'],
		['phone', '12', '***'],
		['firstName', 'Jan', 'J***'],
		['lastName', 'Łącki', 'Ł***'],
		['fullName', '王小明', '王***'],
		['company', 'Jan Kowalski Usługi', 'J***'],
		['notes', '48501228855', '*****855'],
		['birthDate', '1984-02-03', '*****203'],
		['postalCode', '00-950', '***'],
		['crmId', 'C-1048576', 'C-1048576'],
		['guid', '48501228855', '48501228855'],
		['level', 'VIP', 'VIP'],
		['country', 'PL', 'PL'],
		['newsletterConsent', true, true],
		['newsletterConsentAt', '2026-11-22T10:00:00Z', '2026-11-22T10:00:00Z'],
		['email', '', ''],
		['email', null, null],
		['unknownColumn', 'Kowalski', 'K***'],
		['unknownColumn', 'a@b.pl', 'a***@b.pl'],
	])('of %s %j is %j', (name, value, masked) => {
		expect(maskValue(value, field(name))).toBe(masked);
	});

	it('keeps how many there are', () => {
		expect(maskValue(['48501228855', '48601100200'], field('phone'))).toEqual(['*****855', '*****200']);
	});

	it('of a custom field is hidden, whatever it is called; a choice is not', () => {
		const custom = { name: 'crmId', type: 'text', custom: true } as const;
		expect(maskValue('84020312345', custom)).toBe('*****345');
		expect(maskValue(84020312345, { name: 'pesel', type: 'number', custom: true })).toBe('*****345');
		expect(maskValue('Gold', { name: 'club', type: 'option', custom: true })).toBe('Gold');
	});
});

describe('a masked sentence', () => {
	it.each([
		['E-mail jan@example.com is taken', 'E-mail j***@example.com is taken'],
		['<jan@example.com>, (ola@example.pl)', '<j***@example.com>, (o***@example.pl)'],
		['Phone +48 (501) 228-855 or 0048501228855!', 'Phone *****855 or *****855!'],
		[
			'of 8f14e45f-ceea-467a-9575-123456789012 since 2026-11-22 10:09',
			'of 8f14e45f-ceea-467a-9575-123456789012 since 2026-11-22 10:09',
		],
		['row 1048 of 2000', 'row 1048 of 2000'],
	])('%j is %j', (text, masked) => {
		expect(maskText(text)).toBe(masked);
	});
});

const personal = [
	JAN.email,
	...JAN.phone,
	JAN.pesel,
	'Kowalski',
	'anna.nowak',
	'Nowak',
	'48602111222',
	'601-100-200',
	'48601100200',
];

it('leaves nothing personal in a report, its rows and its page, and keeps ids and row numbers', async () => {
	const report = maskReport(reportOf(ROWS), field);
	const rows = ROWS.map((row) => maskRow(row, field));
	const page = await textOf(reportPage(reportOf(ROWS), inBatches(ROWS), { mask: true }));
	for (const text of [JSON.stringify(report), JSON.stringify(rows), page]) {
		for (const value of personal)
			expect({ value, found: text.includes(value) }).toEqual({ value, found: false });
	}
	expect(page).toContain('C-1048576');
	expect(page).toContain('Personal data is masked.');
	expect(rows[5]?.issues[0]?.message).toBe('E-mail j***@example.com is of 17, phone *****200 of K*** (18)');
});

const word = fc.stringMatching(/^[a-z]{3,12}$/);
const email = fc.tuple(word, word, word).map(([name, more, domain]) => `${name}.${more}@${domain}.com`);
const separator = fc.constantFrom('', ' ', '-', '.', '\u00a0', ') ');
const phone = fc
	.tuple(
		fc.constantFrom('+', '', '00'),
		fc.array(
			fc.tuple(
				fc.nat(99).map((n) => String(n + 100)),
				separator,
			),
			{ minLength: 3, maxLength: 4 },
		),
	)
	.map(
		([plus, groups]) =>
			plus +
			groups
				.map((group) => group.join(''))
				.join('')
				.replace(/\D+$/, ''),
	);

it('hides any e-mail and any phone wherever it stands', async () => {
	await fc.assert(
		fc.asyncProperty(email, phone, word, word, async (mail, number, label, text) => {
			const row: RowOutcome = {
				rowNumber: 2,
				outcome: 'failed',
				issues: [
					{
						severity: 'error',
						code: 'WRITE_FAILED',
						message: `${text} ${mail}, ${number}`,
						hint: `${mail}: ${number}.`,
					},
					{ severity: 'error', code: 'INVALID_PHONE', message: text, label, value: number },
				],
				record: { email: [mail], phone: number, [label]: `${text} ${mail} ${number}` },
				raw: { [label]: `${mail};${number}` },
				changes: [{ field: 'email', before: mail, after: number }],
			};
			const stopped = { message: `at ${mail} and ${number}` };
			const shown =
				JSON.stringify([maskRow(row, field), maskReport(reportOf([row], { stopped }), field)]) +
				(await textOf(reportPage(reportOf([row], { stopped }), inBatches([row]), { mask: true })));
			const local = mail.slice(0, mail.indexOf('@'));
			return !shown.includes(local) && !shown.includes(number);
		}),
		{ numRuns: 200, seed: 20261122 },
	);
});
