import { STANDARD_FIELDS } from '../../fields';
import type { FieldSpec } from '../../model';
import { fieldsGetSpec, selectionOf } from '../crm/fieldsGet';
import { read } from '../http/body';
import { MODEL } from './partners';
import type { OdooRpc } from './rpc';
import { TYPES } from './values';

/** The country points at another record, and is read and written by that one's code. */
export const COUNTRY = 'country_id';
export const LANGUAGE = 'lang';

/** A partner's fields, and of which kind each property is in Odoo. */
export interface Described {
	readonly fields: readonly FieldSpec[];
	readonly types: ReadonlyMap<string, string>;
	/** The languages of the database, such as `pl_PL`. */
	readonly languages: readonly string[];
}

const ATTRIBUTES = ['string', 'type', 'required', 'readonly', 'store', 'selection', 'size'];

export async function describePartners(
	rpc: OdooRpc,
	names: Readonly<Record<string, string>>,
): Promise<Described> {
	const definitions = read.object(await rpc.read(MODEL, 'fields_get', { attributes: ATTRIBUTES }));
	const standard = new Map(Object.entries(names).map(([field, property]) => [property, field]));
	const types = new Map<string, string>();
	const fields: FieldSpec[] = [];
	for (const [name, definition] of Object.entries(definitions)) {
		const type = read.text(definition, 'type') ?? '';
		types.set(name, type);
		const field = standard.get(name);
		if (field !== undefined) fields.push(standardField(field, definition));
		else if (isOffered(name, type, definition)) fields.push(ownField(name, definition));
	}
	return { fields, types, languages: selectionOf(definitions[LANGUAGE]) };
}

/** What is worked out from other fields is left out, and what Odoo keeps for itself. */
function isOffered(name: string, type: string, definition: unknown): boolean {
	const isKept = read.value(definition, 'store') !== false && read.value(definition, 'readonly') !== true;
	return type in TYPES && isKept && name !== 'id';
}

function standardField(field: string, definition: unknown): FieldSpec {
	const known = STANDARD_FIELDS.find(({ name }) => name === field);
	const isReadOnly = read.value(definition, 'readonly') === true;
	const spec: FieldSpec = known ?? ownField(field, definition);
	return { ...spec, multiple: false, ...(isReadOnly ? { readOnly: true } : {}) };
}

/** Every field of Odoo has one value. */
function ownField(name: string, definition: unknown): FieldSpec {
	return { ...fieldsGetSpec(name, definition, TYPES), multiple: false };
}
