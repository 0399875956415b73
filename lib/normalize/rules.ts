import type { FieldType } from '../model';
import { boolean } from './boolean';
import { company } from './company';
import { consent } from './consent';
import { country } from './country';
import { date } from './date';
import { dateTime } from './dateTime';
import { email } from './email';
import { language } from './language';
import { withMaxLength } from './maxLength';
import { money } from './money';
import { name } from './name';
import { number } from './number';
import { option } from './option';
import { phone } from './phone';
import type { Rule } from './rule';
import { subscription } from './subscription';
import { subscriptionStatus } from './subscriptionStatus';
import { text } from './text';

/** Every rule by the field type it serves. A new one is one file and one line here. */
export const RULES: Readonly<Record<FieldType, Rule>> = {
	text: withMaxLength(text),
	email: withMaxLength(email),
	phone: withMaxLength(phone),
	name: withMaxLength(name),
	company: withMaxLength(company),
	number: withMaxLength(number),
	money: withMaxLength(money),
	date,
	dateTime,
	boolean,
	consent,
	option: withMaxLength(option),
	country,
	language,
	subscription,
};

/** Every rule there is, with those that read a part of a value. */
export const ALL_RULES: readonly Rule[] = [...Object.values(RULES), subscriptionStatus];

/** The rule for a type of field. */
export function findRule(type: FieldType): Rule {
	return RULES[type];
}
