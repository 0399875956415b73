import type { Cell } from '../model';
import { type CalendarDate, fullYear } from './calendar';
import { readFigures } from './dateFigures';
import type { NormalizeOptions } from './rule';
import type { DateFigures } from './writtenDate';

export type DateOrder = NonNullable<NormalizeOptions['dateOrder']>;

/** What the dates of a column prove about the order of their figures. */
export interface DateOrderDecision {
	/** Set where a value proves it. Left out where nothing needs deciding. */
	readonly order?: DateOrder;
	readonly code?: 'AMBIGUOUS_DATE_ORDER' | 'MIXED_DATE_ORDER';
	/** The value that proves it, or those that contradict or say nothing. */
	readonly proof?: string;
}

const MONTHS = 12;
const DAYS = 31;

/** Which years two figures mean decides nothing about their order. */
const ANY_YEARS = 1950;

/**
 * The figures in the order that is told. The caller checks that the date exists.
 * @param shortYearsFrom the first of the hundred years of which two figures name one
 */
export function inOrder(figures: DateFigures, order: DateOrder, shortYearsFrom: number): CalendarDate {
	const { first, second, third, shortYear } = figures;
	if (order === 'yearFirst' && shortYear)
		return { year: fullYear(first, 2, shortYearsFrom), month: second, day: third };
	const year = fullYear(third, shortYear ? 2 : 4, shortYearsFrom);
	return order === 'monthFirst' ? { year, month: first, day: second } : { year, month: second, day: first };
}

/** The order that the figures themselves prove, or `undefined`. */
export function provenOrder({ first, second, shortYear }: DateFigures): DateOrder | undefined {
	if (first > DAYS) return shortYear ? 'yearFirst' : undefined;
	if (first > MONTHS && second <= MONTHS) return 'dayFirst';
	if (second > MONTHS && first <= MONTHS) return 'monthFirst';
	return undefined;
}

/** Whether another order would give another date. */
function leavesDoubt(figures: DateFigures): boolean {
	return figures.first !== figures.second || figures.shortYear;
}

/**
 * Decides the order of day and month for a column, never for a cell: one value
 * with a figure over twelve proves it for all. Dates with dots are day first by
 * convention, and need proof only against it.
 * @param samples cells of the column, of any kind
 */
export function decideDateOrder(samples: readonly Cell[]): DateOrderDecision {
	const proofs = new Map<DateOrder, string>();
	let doubtful: string | undefined;
	for (const sample of samples) {
		const figures = typeof sample === 'string' ? readFigures(sample.trim(), ANY_YEARS) : undefined;
		if (figures?.kind !== 'figures') continue;
		const order = provenOrder(figures);
		if (order !== undefined && !proofs.has(order)) proofs.set(order, String(sample));
		if (order === undefined && !figures.dotted && leavesDoubt(figures)) doubtful ??= String(sample);
	}
	if (proofs.size > 1) return { code: 'MIXED_DATE_ORDER', proof: [...proofs.values()].join(' and ') };
	const [proven] = proofs;
	if (proven !== undefined) return { order: proven[0], proof: proven[1] };
	return doubtful === undefined ? {} : { code: 'AMBIGUOUS_DATE_ORDER', proof: doubtful };
}
