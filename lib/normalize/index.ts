import type { Cell, FieldType } from '../model';
import { boolean } from './boolean';
import { consent } from './consent';
import { country } from './country';
import { date } from './date';
import { dateTime } from './dateTime';
import { email } from './email';
import { language } from './language';
import { money } from './money';
import { name } from './name';
import { number } from './number';
import { option } from './option';
import { phone } from './phone';
import type { Rule } from './rule';
import { text } from './text';

export { countryCodeOf } from './country';
export { type DateOrder, type DateOrderDecision, decideDateOrder } from './dateOrder';
export { decideDecimal } from './decimalSeparator';
export { foldText } from './foldText';
export { isTimeZone } from './timeZone';
export type { Normalized, NormalizeOptions, Rule, RuleExample } from './rule';

/** Every rule by the field type it serves. A new one is one file and one line here. */
export const RULES: Readonly<Record<FieldType, Rule>> = {
	text,
	email,
	phone,
	name,
	number,
	money,
	date,
	dateTime,
	boolean,
	consent,
	option,
	country,
	language,
};

/** The rule for a type of field. */
export function findRule(type: FieldType): Rule {
	return RULES[type];
}

/**
 * The form in which two values of a type are compared: `Jan@X.pl` and
 * `jan@x.pl` are one e-mail address, `+48 501…` and `48501…` one phone number.
 * @param value a value as its rule stores it
 */
export function matchKey(type: FieldType, value: Cell): string {
	const key = RULES[type].matchKey;
	return key === undefined ? String(value) : key(value);
}
