import { foldText } from '../normalize';

/**
 * The place of the column that a person means by a label: written alike, else alike without case, accents and
 * spacing. -1 where there is none.
 */
export function findLabel(labels: readonly string[], wanted: string): number {
	const same = labels.indexOf(wanted);
	if (same >= 0) return same;
	const folded = foldText(wanted);
	return folded === '' ? -1 : labels.findIndex((label) => foldText(label) === folded);
}
