import type { Cell } from '../model';

/** What happens to dates that are not written as the others of the file: nothing, a warning, or they are refused. */
export const DATE_CONSISTENCIES = ['any', 'warn', 'refuse'] as const;
export type DateConsistency = (typeof DATE_CONSISTENCIES)[number];

/** A way of writing dates, and a date that is written so. */
export interface DateFormat {
	readonly shape: string;
	/** Matches dates of figures that are written so: most rows need no more than this. */
	readonly pattern: RegExp;
	readonly example: string;
}

/** The time of day behind a date, with its zone. */
const TIME = /(?:[T\s]\s*\d{1,2}[:.]\d{2}.*|T\d.*)$/i;

/**
 * How the date in a cell is written, whatever day it is: `Y-N-N`, `N.N.Y`, `N W Y`. The time behind it does not
 * count. `undefined` for what is no text: spreadsheets and databases write dates in one way by themselves.
 */
export function dateShape(cell: Cell | undefined): string | undefined {
	if (typeof cell !== 'string' || cell.trim() === '') return undefined;
	return cell
		.trim()
		.replace(TIME, '')
		.replace(/\p{L}+\.?/gu, 'W')
		.replace(/\d{5,}/g, 'D')
		.replace(/\d{3,4}/g, 'Y')
		.replace(/\d+/g, 'N');
}

function formatOf(shape: string, example: string): DateFormat {
	const figures = shape
		.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')
		.replace(/[YN]/g, (sign) => (sign === 'Y' ? '\\d{3,4}' : '\\d{1,2}'));
	return { shape, example, pattern: /[WD]/.test(shape) ? NOTHING : new RegExp(`^${figures}$`) };
}

/** For dates with words, which are compared by their shape alone. */
const NOTHING = /(?!)/;

/** Whether a cell is a date that is written otherwise. */
export function isOtherwise(cell: Cell, { shape, pattern }: DateFormat): boolean {
	if (typeof cell !== 'string' || pattern.test(cell)) return false;
	const own = dateShape(cell);
	return own !== undefined && own !== shape;
}

/** How most of some dates are written, and an example; the first way where several are as frequent. */
export function mostFrequentFormat(cells: readonly Cell[]): DateFormat | undefined {
	const counts = new Map<string, { readonly format: DateFormat; count: number }>();
	for (const cell of cells) {
		const shape = dateShape(cell);
		if (shape === undefined) continue;
		const known = counts.get(shape);
		if (known) known.count += 1;
		else counts.set(shape, { format: formatOf(shape, String(cell)), count: 1 });
	}
	const [first] = [...counts.values()].sort((a, b) => b.count - a.count);
	return first?.format;
}
