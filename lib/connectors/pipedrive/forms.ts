import type { FieldType, FieldValue } from '../../model';
import { listOf, mainValue, plainValue } from '../crm/bindings';
import { type Forms, jsonForms } from '../crm/jsonForms';
import type { FoundProperty } from '../crm/schema';
import { internationalPhone, phoneDigits, textForms } from '../crm/valueForms';
import type { PropertyPlace } from './describe';
import { entriesOf, isStandIn } from './person';

/** What a marketing status says of a consent. Without one, neither yes nor no was said. */
const CONSENTS: Readonly<Record<string, boolean>> = {
	subscribed: true,
	// Kept with the consent, but not paid for.
	archived: true,
	unsubscribed: false,
};

/**
 * How a property is read and written.
 * @param ours what it stands for here
 * @param identifiers the properties of customer numbers
 */
export function formsOf(
	{ property, type, multiple }: FoundProperty,
	ours: FieldType,
	place: PropertyPlace | undefined,
	identifiers: readonly string[],
): Forms {
	if (property === 'emails') return entryForms((text) => text, String);
	if (property === 'phones') return entryForms(phoneDigits, internationalPhone);
	if (['name', 'first_name', 'last_name'].includes(property)) return nameForms(identifiers);
	if (property === 'marketing_status' && ours === 'consent') return CONSENT;
	if (place?.kind.isOption === true) return optionForms(place, ours);
	if (place?.kind.isNumber === true) return jsonForms({ type: 'number', ours });
	return jsonForms({ type, ours, multiple: multiple === true });
}

function entryForms(
	toOurs: (text: string) => string | undefined,
	toTheirs: (value: FieldValue) => string,
): Forms {
	return {
		read: (list) => entriesOf(list).flatMap(({ value }) => toOurs(value) ?? []),
		write: (value) => listOf(value).map(toTheirs),
	};
}

function nameForms(identifiers: readonly string[]): Forms {
	return {
		read: (value, properties) => (isStandIn(properties, identifiers) ? undefined : plainValue(value)),
		write: (value) => String(mainValue(value) ?? ''),
	};
}

const CONSENT: Forms = {
	read: (status) => (typeof status === 'string' ? CONSENTS[status] : undefined),
	write: (value) => (mainValue(value) === true ? 'subscribed' : 'unsubscribed'),
};

/** Options are kept by their ids and known by their names. What is not among them goes as it is, and is refused by name. */
function optionForms({ kind, options }: PropertyPlace, ours: FieldType): Forms {
	const { read } = textForms({ type: ours });
	const names = (ids: unknown) =>
		(Array.isArray(ids) ? ids : [ids]).flatMap((id: unknown) => options.get(Number(id)) ?? []);
	const ids = new Map([...options].reverse().map(([id, name]) => [name, id]));
	const meaning = new Map([...options].reverse().map(([id, name]) => [read(name, {}), id]));
	const idOf = (value: FieldValue) => ids.get(String(value)) ?? meaning.get(value) ?? value;
	return {
		read: (value) => names(value).flatMap((name) => listOf(read(name, {}))),
		write: (value) => (kind.multiple === true ? listOf(value).map(idOf) : idOf(mainValue(value))),
	};
}
