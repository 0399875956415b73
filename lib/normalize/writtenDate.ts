import type { CalendarDate } from './calendar';
import type { ClockTime } from './clockTime';

/** A date whose words or order leave no doubt. */
export interface CertainDate {
	readonly kind: 'certain';
	readonly date: CalendarDate;
	readonly clock: ClockTime | undefined;
}

/** A date of three figures of which the year is not first, as they stand. */
export interface DateFigures {
	readonly kind: 'figures';
	readonly first: number;
	readonly second: number;
	readonly third: number;
	/** With dots between: day first by convention. */
	readonly dotted: boolean;
	/** The third has two figures, and so has the first: it may be the year. */
	readonly shortYear: boolean;
	readonly clock: ClockTime | undefined;
}

/** What a text says of a date before the order of its figures is decided. */
export type WrittenDate = CertainDate | DateFigures;
