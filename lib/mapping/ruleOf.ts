import type { FieldSpec } from '../model';
import { findRule, type Rule } from '../normalize';

const TEXT = findRule('text');

/**
 * Text is read as text, and numbers and yes-or-no stay what they are. By the type of a sample, a text in a later row
 * would be no number, and a number of a column that the sample had nothing of would become text.
 */
const AS_IT_CAME: Rule = {
	...TEXT,
	apply: (value, options) => (typeof value === 'string' ? TEXT.apply(value, options) : { value, issues: [] }),
};

/** The rule by which the values of a field are read. */
export function ruleOf({ type, anyKind }: FieldSpec): Rule {
	return anyKind ? AS_IT_CAME : findRule(type);
}
