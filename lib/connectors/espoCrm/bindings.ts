import { STANDARD_FIELDS } from '../../fields';
import type { FieldSpec, FieldValue } from '../../model';
import { type Binding, bindFields, listOf, mainValue } from '../crm/bindings';
import type { FieldBindings } from '../crm/driver';
import { internationalPhone, phoneDigits, readUtcTime, writeUtcTime } from '../crm/valueForms';

/** All addresses and numbers of a record, which only comes with a record that is asked for alone. */
export const EMAILS = 'emailAddressData';
export const PHONES = 'phoneNumberData';

export function bindEspo(
	names: Readonly<Record<string, string>>,
	fields: readonly FieldSpec[],
): FieldBindings {
	const bindings = Object.entries(names).map(([field, property]) => bindingOf(field, property));
	return bindFields(bindings, fields, { clear: null });
}

function bindingOf(field: string, property: string): Binding {
	const type = STANDARD_FIELDS.find(({ name }) => name === field)?.type;
	if (property === 'emailAddress') return several(field, property, EMAILS, String, (text) => text);
	if (property === 'phoneNumber') return several(field, property, PHONES, internationalPhone, phoneDigits);
	if (type === 'dateTime') return { field, property, read: readUtcTime, write: writeUtcTime };
	return { field, property };
}

/** The main one is a property of its own; all of them are a list of objects. */
function several(
	field: string,
	property: string,
	list: string,
	toTheirs: (value: FieldValue) => string,
	toOurs: (text: string) => string | undefined,
): Binding {
	return {
		field,
		property,
		besides: [list],
		read: (value, properties) =>
			readAll(value, properties[list], property).flatMap((text) => toOurs(text) ?? []),
		write: (value) => toTheirs(mainValue(value)),
		also: (value) => {
			const all = listOf(value).map((one, place) => ({ [property]: toTheirs(one), primary: place === 0 }));
			return all.length > 1 ? { [list]: all } : {};
		},
	};
}

function readAll(value: unknown, list: unknown, property: string): string[] {
	const entries: readonly unknown[] = Array.isArray(list) ? list : [];
	const further = entries.map((entry) => (entry as Record<string, unknown>)[property]);
	const texts = [value, ...further].filter((text): text is string => typeof text === 'string' && text !== '');
	return [...new Map(texts.map((text) => [text.toLowerCase(), text])).values()];
}
