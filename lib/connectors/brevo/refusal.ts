import type { CrmRecord } from '../crm/driver';
import type { Attribute, Attributes } from './attributes';
import { EMAIL, EXT_ID, stepOf } from './contact';

/**
 * Why Brevo would not write a value: it ignores an attribute that it does not have, and a value that is not of the
 * attribute's type, and says nothing of either (https://developers.brevo.com/reference/create-contact).
 */
export function refusalOf(
	properties: CrmRecord['properties'],
	attributes: Attributes,
	isNew: boolean,
): string | undefined {
	const moves = !isNew && (EMAIL in properties || 'SMS' in properties);
	for (const [name, value] of Object.entries(properties)) {
		const step = stepOf(value);
		const reason = step
			? (step.refusal ?? (moves ? undefined : step.foreign))
			: name === EMAIL || name === EXT_ID
				? undefined
				: reasonAgainst(name, value, attributes.get(name));
		if (reason !== undefined) return reason;
	}
	return undefined;
}

function reasonAgainst(name: string, value: unknown, attribute: Attribute | undefined): string | undefined {
	if (attribute === undefined) return `Brevo has no attribute ${name}, and would drop its value`;
	const wrong = (Array.isArray(value) ? value : [value]).find((one) => !fits(one, attribute));
	if (wrong === undefined) return undefined;
	return `Brevo would drop '${String(wrong)}': it is not ${kindOf(attribute)} for the attribute ${name}`;
}

function fits(value: unknown, { type, choices }: Attribute): boolean {
	if (value === '') return true;
	if (choices) return choices.some((choice) => choice.value === value);
	switch (type) {
		case 'number':
			return typeof value === 'number' && Number.isFinite(value);
		case 'boolean':
			return typeof value === 'boolean';
		case 'date':
			return isDay(value);
		default:
			return true;
	}
}

function isDay(value: unknown): boolean {
	if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
	const time = Date.parse(`${value}T00:00:00Z`);
	return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}

function kindOf({ type, choices }: Attribute): string {
	if (choices) return `one of ${choices.map(({ label }) => label).join(', ')}`;
	if (type === 'number') return 'a number';
	return type === 'boolean' ? 'yes or no' : 'a day such as 1990-12-31';
}
