import { STANDARD_FIELDS } from '../../fields';
import type { FieldSpec } from '../../model';
import { fieldsGetSpec } from '../crm/fieldsGet';
import { read } from '../http/body';
import { ADDRESSES, COUNTRY, IDENTIFIERS, LANGUAGE, MECHANISMS, placeOf } from './properties';
import type { TrytonRpc } from './rpc';
import { TYPES } from './values';

/** A party's fields, and of which kind each property is in Tryton. */
export interface Described {
	readonly fields: readonly FieldSpec[];
	readonly types: ReadonlyMap<string, string>;
}

/** A property as Tryton tells of it. */
interface Property {
	readonly name: string;
	readonly definition: unknown;
}

/** What Tryton keeps for itself. */
const OWN_AFFAIRS = new Set(['id', 'rec_name', 'party_name', 'sequence', 'active']);

/** The fields of parties with a value of their own, of their main address, and their kinds of contact mechanisms. */
export async function describeParties(
	rpc: TrytonRpc,
	names: Readonly<Record<string, string>>,
): Promise<Described> {
	const ask = async (model: string) => await rpc.read(`model.${model}.fields_get`, [], {});
	const party = plainProperties(await ask('party.party'), '');
	const address = plainProperties(await ask('party.address'), `${ADDRESSES}.`);
	const mechanisms = mechanismProperties(await ask('party.contact_mechanism'));
	const all = new Map([...party, ...address, ...mechanisms].map((one) => [one.name, one.definition]));
	const types = new Map([...all].map(([name, definition]) => [name, read.text(definition, 'type') ?? '']));
	const bound = new Set(Object.values(names));
	const ours = Object.entries(names)
		.filter(([, property]) => all.has(property) || isPointer(property))
		.map(([field, property]) => standardField(field, all.get(property)));
	const theirs = [...all]
		.filter(([name, definition]) => !bound.has(name) && isWritable(name, definition))
		.map(([name, definition]) => ownField(name, definition));
	return { fields: [...ours, ...theirs], types };
}

/** What points at another record, and is read and written by that one's code. */
const isPointer = (property: string): boolean =>
	property === COUNTRY || property === LANGUAGE || placeOf(property).list === IDENTIFIERS;

function plainProperties(definitions: unknown, prefix: string): Property[] {
	return Object.entries(read.object(definitions))
		.filter(([, definition]) => (read.text(definition, 'type') ?? '') in TYPES)
		.map(([name, definition]) => ({ name: `${prefix}${name}`, definition }));
}

/** `email`, `website` and so on; `phone` stands for `mobile` too. */
function mechanismProperties(definitions: unknown): Property[] {
	return read
		.list(definitions, 'type', 'selection')
		.map((pair) => (Array.isArray(pair) ? (pair as readonly unknown[]) : []))
		.filter(([type]) => typeof type === 'string' && type !== 'mobile')
		.map(([type, title]) => ({
			name: `${MECHANISMS}.${String(type)}`,
			definition: { type: 'char', string: title },
		}));
}

function isWritable(name: string, definition: unknown): boolean {
	return !OWN_AFFAIRS.has(placeOf(name).name) && read.value(definition, 'readonly') !== true;
}

function standardField(field: string, definition: unknown): FieldSpec {
	const known = STANDARD_FIELDS.find(({ name }) => name === field);
	const isReadOnly = read.value(definition, 'readonly') === true;
	if (!known) return { ...ownField(field, definition), ...(isReadOnly ? { readOnly: true } : {}) };
	return { ...known, ...(isReadOnly ? { readOnly: true } : {}) };
}

function ownField(name: string, definition: unknown): FieldSpec {
	const isList = placeOf(name).list === MECHANISMS;
	return { ...fieldsGetSpec(name, definition, TYPES), ...(isList ? { multiple: true } : {}) };
}
