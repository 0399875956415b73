import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findRule, type NormalizeOptions } from '../../lib/normalize';
import {
	AMOUNT_DIFFERENCES,
	DATE_DIFFERENCES,
	EMAIL_DIFFERENCES,
	type KnownDifferences,
} from './norm.differences';

/** Amounts, dates and e-mail addresses from the tests of other libraries; reached through CORPORA. */
const CORPORA = process.env.CORPORA;
const folder = join(CORPORA ?? '', 'norm');

interface NormCase {
	readonly id: string;
	readonly kind: 'amount' | 'date' | 'email';
	readonly input: string;
	readonly expected: string | number | null;
	readonly options?: { readonly order?: 'dmy' | 'mdy' };
	readonly decimal_separator?: '.' | ',' | null;
	readonly xfail?: boolean;
	readonly category?: string;
	readonly explicit_year?: boolean;
	readonly tz?: boolean;
}

function read(file: string): NormCase[] {
	return readFileSync(join(folder, file), 'utf8')
		.split('\n')
		.filter(Boolean)
		.map((line): NormCase => JSON.parse(line));
}

const all = (known: KnownDifferences): string[] => Object.values(known).flat().sort();

/** The ids of the cases that `isRight` does not hold for. */
function wrong(cases: readonly NormCase[], isRight: (one: NormCase) => boolean): string[] {
	return cases
		.filter((one) => !isRight(one))
		.map(({ id }) => id)
		.sort();
}

function amountOf({ input, decimal_separator: decimal }: NormCase): number | undefined {
	const { value } = findRule('money').apply(input, decimal ? { decimal } : {});
	return value === undefined || value === '' ? undefined : Number(value);
}

function isRightAmount(one: NormCase): boolean {
	const got = amountOf(one);
	return one.expected === null
		? got === undefined
		: got !== undefined && Math.abs(got - Number(one.expected)) < 1e-9 * Math.max(1, got);
}

function dateOf({ input, options }: NormCase): unknown {
	const orders = { dmy: { dateOrder: 'dayFirst' }, mdy: { dateOrder: 'monthFirst' } } as const;
	const order: NormalizeOptions = options?.order === undefined ? {} : orders[options.order];
	return findRule('date').apply(input, order).value;
}

function isRightDate(one: NormCase): boolean {
	return one.expected === null
		? dateOf(one) === undefined
		: dateOf(one) === String(one.expected).slice(0, 10);
}

function isValidEmail({ input }: NormCase): boolean {
	const { value } = findRule('email').apply(input, {});
	return typeof value === 'string' && value !== '';
}

(CORPORA === undefined ? describe.skip : describe)(
	'values from the tests of other libraries (needs CORPORA)',
	() => {
		it('reads the amounts of price-parser, but for the known differences', () => {
			const cases = read('price_cases.ndjson').filter(({ xfail, input }) => xfail !== true && input);
			expect(cases.length).toBeGreaterThan(150);
			expect(wrong(cases, isRightAmount)).toEqual(all(AMOUNT_DIFFERENCES));
		});

		it('reads the dates of dateparser that name a year, but for the known differences', () => {
			const cases = read('date_cases.ndjson').filter(
				({ explicit_year, tz }) => explicit_year === true && tz !== true,
			);
			expect(cases.length).toBeGreaterThan(100);
			expect(wrong(cases, isRightDate)).toEqual(all(DATE_DIFFERENCES));
		});

		it('reads all amounts and dates of other importers', () => {
			const cases = read('importer_cases.ndjson');
			expect(cases.length).toBeGreaterThan(20);
			expect(wrong(cases, (one) => (one.kind === 'amount' ? isRightAmount(one) : isRightDate(one)))).toEqual(
				[],
			);
		});

		it('takes and refuses the e-mail addresses of isemail, but for the known differences', () => {
			const cases = read('email_cases.ndjson').filter(
				({ category }) => category === 'ISEMAIL_ERR' || category === 'ISEMAIL_VALID_CATEGORY',
			);
			expect(cases.length).toBeGreaterThan(70);
			const isRight = (one: NormCase): boolean =>
				isValidEmail(one) === (one.category === 'ISEMAIL_VALID_CATEGORY');
			expect(wrong(cases, isRight)).toEqual(all(EMAIL_DIFFERENCES));
		});
	},
);
