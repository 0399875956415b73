import type { Cell, FieldType } from '../model';
import { RULES } from './rules';

export { nearestAllowed } from './allowedValues';
export { checkNormalizeOptions } from './checkOptions';
export { countryCodeOf } from './country';
export { type DateOrder, type DateOrderDecision, decideDateOrder } from './dateOrder';
export { decideDecimal, type DecimalDecision, isDoubtfulDecimal, proveDecimal } from './decimalSeparator';
export { editDistance } from './editDistance';
export { type CellChange, explainChange } from './explainChange';
export { foldText } from './foldText';
export { isFormula } from './textPolicy';
export { isTimeZone, localOfInstant } from './timeZone';
export type { Besides, Normalized, NormalizeOptions, Rule, RuleExample, TextPolicy } from './rule';
export { ALL_RULES, findRule, RULES } from './rules';
export { contactRule } from './subscription';
export { subscriptionStatus } from './subscriptionStatus';

/**
 * The form in which two values of a type are compared: `Jan@X.pl` and
 * `jan@x.pl` are one e-mail address, `+48 501…` and `48501…` one phone number.
 * @param value a value as its rule stores it
 */
export function matchKey(type: FieldType, value: Cell): string {
	const key = RULES[type].matchKey;
	return key === undefined ? String(value) : key(value);
}
