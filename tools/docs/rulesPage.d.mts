import type { ISSUES } from '../../lib/errors';
import type { Rule } from '../../lib/normalize';

/**
 * The page of the rules: what each does, and its table of examples.
 * @param wordings what is said of an issue where nothing more exact is known, by its code
 */
export function rulesPage(rules: readonly Rule[], wordings: typeof ISSUES): string;
