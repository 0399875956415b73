import type { Cell } from '../model';

type Separator = '.' | ',';

const OTHER: Readonly<Record<Separator, Separator>> = { '.': ',', ',': '.' };

/** The decimal separator that one number proves: by both kinds, by a separator that groups, by digits that are no group. */
function provenBy(text: string): Separator | undefined {
	const dot = text.lastIndexOf('.');
	const comma = text.lastIndexOf(',');
	if (dot >= 0 && comma >= 0) return dot > comma ? '.' : ',';
	const separator = dot >= 0 ? '.' : ',';
	const [whole = '', ...groups] = text.split(separator);
	if (groups.length === 0) return undefined;
	if (groups.length > 1) return OTHER[separator];
	return /^\D*(?:[1-9]\d{0,2})$/.test(whole) && /^\d{3}(?!\d)/.test(groups[0] ?? '') ? undefined : separator;
}

/**
 * Decides the decimal separator of a column, as its values prove it: `1.234` is
 * a thousand beside `5,29`, and one and a bit beside `5.29`.
 * @param samples cells of the column, of any kind
 * @returns `undefined` where nothing proves it, or the values contradict each other
 */
export function decideDecimal(samples: readonly Cell[]): Separator | undefined {
	const proven = new Set<Separator>();
	for (const sample of samples) {
		const separator = typeof sample === 'string' && /\d[.,]\d/.test(sample) ? provenBy(sample) : undefined;
		if (separator !== undefined) proven.add(separator);
	}
	const [separator] = proven;
	return proven.size === 1 ? separator : undefined;
}
