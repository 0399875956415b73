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

/** What the numbers of a column prove about their decimal separator. */
export interface DecimalDecision {
	/** Set where a value proves it. Left out where nothing needs deciding. */
	readonly decimal?: Separator;
	/** Values could be read in two ways and none proves which, or they contradict each other. */
	readonly code?: 'AMBIGUOUS_DECIMAL';
	/** The value that proves it, or those that contradict or say nothing. */
	readonly proof?: string;
}

const SEPARATED = /\d[.,]\d/;

/**
 * Decides the decimal separator of a column, as its values prove it: `1.234` is
 * a thousand beside `5,29`, and one and a bit beside `5.29`.
 * @param samples cells of the column, of any kind
 */
export function proveDecimal(samples: readonly Cell[]): DecimalDecision {
	const proofs = new Map<Separator, string>();
	let doubtful: string | undefined;
	for (const sample of samples) {
		if (typeof sample !== 'string' || !SEPARATED.test(sample)) continue;
		const separator = provenBy(sample);
		if (separator === undefined) doubtful ??= sample;
		else if (!proofs.has(separator)) proofs.set(separator, sample);
	}
	if (proofs.size > 1) return { code: 'AMBIGUOUS_DECIMAL', proof: [...proofs.values()].join(' and ') };
	const [proven] = proofs;
	if (proven !== undefined) return { decimal: proven[0], proof: proven[1] };
	return doubtful === undefined ? {} : { code: 'AMBIGUOUS_DECIMAL', proof: doubtful };
}

/** The decimal separator that a column proves; `undefined` where nothing does, or its values contradict each other. */
export function decideDecimal(samples: readonly Cell[]): Separator | undefined {
	return proveDecimal(samples).decimal;
}
