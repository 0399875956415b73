import type { FieldSpec, FieldValue } from '../../model';
import { type Binding, bindFields, listOf } from '../crm/bindings';
import type { FieldBindings } from '../crm/driver';
import { internationalPhone, phoneDigits } from '../crm/valueForms';
import { COUNTRY, EMAILS, IDENTIFIERS, LANGUAGE, MECHANISMS, PHONES, placeOf } from './properties';
import { formsOf } from './values';

/** @param types which kind each property is of */
export function bindTryton(
	names: Readonly<Record<string, string>>,
	fields: readonly FieldSpec[],
	types: ReadonlyMap<string, string>,
): FieldBindings {
	const known = new Set(fields.map(({ name }) => name));
	const bindings = Object.entries(names)
		.filter(([field]) => known.has(field))
		.map(([field, property]) => ({ field, property, ...formsBy(property, types) }));
	return bindFields(bindings, fields, { clear: null, own: ({ name }) => formsBy(name, types) });
}

function formsBy(property: string, types: ReadonlyMap<string, string>): Pick<Binding, 'read' | 'write'> {
	if (property === PHONES) return listForms(phoneDigits, (text) => internationalPhone(text));
	if (property === EMAILS || placeOf(property).list === MECHANISMS) return listForms(same, same);
	if (placeOf(property).list === IDENTIFIERS) return { read: firstOf, write: (value) => listOf(value) };
	if (property === COUNTRY) return {};
	if (property === LANGUAGE) return { read: languageOf };
	return formsOf(types.get(property) ?? '');
}

const same = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

function listForms(
	toOurs: (value: unknown) => string | undefined,
	toTheirs: (text: string) => string | undefined,
): Required<Pick<Binding, 'read' | 'write'>> {
	return {
		read: (value) => unknownList(value).flatMap((one) => toOurs(one) ?? []),
		write: (value: FieldValue) => listOf(value).flatMap((one) => toTheirs(String(one)) ?? []),
	};
}

const firstOf = (value: unknown): string | undefined => same(unknownList(value)[0]);

/** `zh_CN` and `pt_BR` are varieties of a language. */
const languageOf = (value: unknown): string | undefined => same(value)?.replace(/_.*/, '');

const unknownList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
