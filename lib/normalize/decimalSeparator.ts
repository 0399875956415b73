import type { Cell } from '../model';

type Separator = '.' | ',';

const SEPARATED = /\d[.,]\d/;

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

/** Whether a number reads in two ways, and nothing in it tells which: `1,234`. */
export function isDoubtfulDecimal(text: string): boolean {
	return SEPARATED.test(text) && provenBy(text) === undefined;
}

/** What the numbers of a column prove about their decimal separator. */
export interface DecimalDecision {
	/** Set where a value proves it. Left out where nothing needs deciding. */
	readonly decimal?: Separator;
	/** Values could be read in two ways and none proves which, or they contradict each other. */
	readonly code?: 'AMBIGUOUS_DECIMAL';
	/** Where values contradict each other: what nearly all of them prove. */
	readonly mostly?: Separator;
	/** The value that proves it, or those that contradict or say nothing. */
	readonly proof?: string;
}

/** So many of the proofs must agree, where some contradict them: a few come from elsewhere, as by copying. */
const NEARLY_ALL = 0.95;

/**
 * Decides the decimal separator of a column, as its values prove it: `1.234` is
 * a thousand beside `5,29`, and one and a bit beside `5.29`.
 * @param samples cells of the column, of any kind
 */
export function proveDecimal(samples: readonly Cell[]): DecimalDecision {
	const proofs = new Map<Separator, { readonly first: string; count: number }>();
	let doubtful: string | undefined;
	for (const sample of samples) {
		if (typeof sample !== 'string' || !SEPARATED.test(sample)) continue;
		const separator = provenBy(sample);
		if (separator === undefined) doubtful ??= sample;
		else {
			const known = proofs.get(separator) ?? { first: sample, count: 0 };
			known.count += 1;
			proofs.set(separator, known);
		}
	}
	const [one, other] = [...proofs].sort(([, a], [, b]) => b.count - a.count);
	if (one !== undefined && other !== undefined) {
		const isMostly = one[1].count >= (one[1].count + other[1].count) * NEARLY_ALL;
		const proof = `${one[1].first} and ${other[1].first}`;
		return { code: 'AMBIGUOUS_DECIMAL', ...(isMostly ? { mostly: one[0] } : {}), proof };
	}
	if (one !== undefined) return { decimal: one[0], proof: one[1].first };
	return doubtful === undefined ? {} : { code: 'AMBIGUOUS_DECIMAL', proof: doubtful };
}

/** The decimal separator that a column proves; `undefined` where nothing does, or its values contradict each other. */
export function decideDecimal(samples: readonly Cell[]): Separator | undefined {
	return proveDecimal(samples).decimal;
}
