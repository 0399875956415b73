import type { FieldSpec } from '../../model';
import { type Binding, bindFields, mainValue } from '../crm/bindings';
import type { FieldBindings } from '../crm/driver';
import { internationalPhone, phoneDigits } from '../crm/valueForms';
import { COUNTRY, type Described, LANGUAGE } from './describe';
import { formsOf } from './values';

/** Odoo's own fields for ours. Its contacts have one name, and 'Reference' for the number of a customer. */
export const PROPERTIES: Readonly<Record<string, string>> = {
	crmId: 'ref',
	email: 'email',
	phone: 'phone',
	fullName: 'name',
	company: 'company_name',
	street: 'street',
	postalCode: 'zip',
	city: 'city',
	country: COUNTRY,
	language: LANGUAGE,
	notes: 'comment',
	createdAt: 'create_date',
	changedAt: 'write_date',
};

/** What is known of the database besides its fields. */
export interface OdooWorld extends Pick<Described, 'types' | 'languages'> {
	/** The codes of countries by their ids in Odoo. */
	readonly countries: ReadonlyMap<number, string>;
}

export function bindOdoo(
	names: Readonly<Record<string, string>>,
	fields: readonly FieldSpec[],
	world: OdooWorld,
): FieldBindings {
	const known = new Set(fields.map(({ name }) => name));
	const bindings = Object.entries(names)
		.filter(([field]) => known.has(field))
		.map(([field, property]) => ({ field, property, ...formsBy(field, property, world) }));
	const own = ({ name }: FieldSpec) => formsOf(world.types.get(name) ?? '');
	return bindFields(bindings, fields, { clear: false, own });
}

function formsBy(field: string, property: string, world: OdooWorld): Pick<Binding, 'read' | 'write'> {
	if (field === 'phone') return { read: phoneDigits, write: internationalPhone };
	if (property === COUNTRY) return countryForms(world.countries);
	if (property === LANGUAGE) return languageForms(world.languages);
	return formsOf(world.types.get(property) ?? '');
}

/** Odoo gives what a field points at as its id and its name. What it does not have it is told by its code, and says so. */
function countryForms(countries: ReadonlyMap<number, string>): Pick<Binding, 'read' | 'write'> {
	const ids = new Map([...countries].map(([id, code]) => [code, id]));
	return {
		read: (value) => countries.get(Number(Array.isArray(value) ? (value as readonly unknown[])[0] : value)),
		write: (value) => ids.get(String(mainValue(value))) ?? String(mainValue(value)),
	};
}

/** `pl` is written as `pl_PL`, the first variety that the database has. */
function languageForms(languages: readonly string[]): Pick<Binding, 'read' | 'write'> {
	return {
		read: (value) => (typeof value === 'string' ? value.replace(/_.*/, '') : undefined),
		write: (value) => {
			const code = String(mainValue(value)).replace('-', '_');
			return languages.find((known) => known === code || known.startsWith(`${code}_`)) ?? code;
		},
	};
}
