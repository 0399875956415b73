import { STANDARD_FIELDS } from '../../fields';
import type { FieldSpec, FieldValue } from '../../model';
import { type Binding, bindFields, listOf, mainValue, plainValue } from '../crm/bindings';
import type { FieldBindings } from '../crm/driver';
import { internationalPhone, phoneDigits, textForms } from '../crm/valueForms';
import { makeSubscriptionForms } from './subscriptions';

type Forms = Pick<Binding, 'read' | 'write'>;

/** What takes a value away (https://guides.altcraft.com/en/developer-guide/profiles/3113720). */
const UNSET = { action: 'unset' };

const HALF_DAY_MS = 12 * 60 * 60 * 1_000;

export function bindAltcraft(
	names: Readonly<Record<string, string>>,
	fields: readonly FieldSpec[],
): FieldBindings {
	const there = new Set(fields.map(({ name }) => name));
	const specs = [...STANDARD_FIELDS.filter(({ name }) => !there.has(name)), ...fields];
	const bindings = Object.entries(names).map(([field, property]): Binding => {
		const spec = specs.find(({ name }) => name === field);
		return { field, property, ...(property === 'phones' ? PHONES : formsOf(spec)) };
	});
	const { read, write } = makeSubscriptionForms();
	const subscriptions = { field: 'subscriptions', property: 'subscriptions', read, write };
	return bindFields([...bindings, subscriptions], fields, { clear: UNSET, own: formsOf });
}

const PHONES: Forms = {
	read: (value) => (Array.isArray(value) ? value : [value]).flatMap((one) => phoneDigits(one) ?? []),
	write: (value) => listOf(value).map(internationalPhone),
};

function formsOf(spec: Pick<FieldSpec, 'type' | 'multiple'> | undefined): Forms {
	if (spec?.multiple === true) return LIST;
	switch (spec?.type) {
		case 'date':
			return { read: dayOf };
		case 'phone':
			return { read: phoneDigits, write: internationalPhone };
		case 'number':
		case 'boolean':
		case 'consent':
			return { read: textForms({ type: spec.type }).read, write: mainValue };
		case 'text':
		case 'name':
			return { read: textOf, write: (value) => String(mainValue(value)) };
		default:
			return {};
	}
}

const LIST: Forms = {
	read: (value) => (Array.isArray(value) ? value.map(String) : plainValue(value)),
	write: (value) => listOf(value),
};

/** A postal code or a number of a customer may be kept as a number. */
function textOf(value: unknown): FieldValue | undefined {
	return typeof value === 'number' ? String(value) : plainValue(value);
}

/** A day is kept as the moment it began in the account's time zone; the midnight that is nearest has its date. */
function dayOf(value: unknown): string | undefined {
	if (typeof value !== 'string') return undefined;
	const time = Date.parse(value);
	if (Number.isNaN(time)) return undefined;
	return new Date(time + HALF_DAY_MS).toISOString().slice(0, 10);
}
