import { STANDARD_FIELDS } from '../../fields';
import type { FieldSpec, FieldType } from '../../model';
import { read } from '../http/body';
import { OWN_ID } from './find';
import type { AltcraftSession } from './session';

const TYPES: Readonly<Record<string, FieldType>> = {
	string: 'text',
	text: 'text',
	int: 'number',
	integer: 'number',
	float: 'number',
	bool: 'boolean',
	boolean: 'boolean',
	date: 'dateTime',
	enum: 'option',
	phone: 'phone',
	email: 'email',
	tags: 'text',
	ip: 'text',
};

/** What Altcraft keeps of itself, such as when a message was opened. */
const READ_ONLY = /^_(createtime|modifytime|id|md5|acid|.*_(exist|date|time))$/;

/** The fields of the database: those that stand for ours under our names, the others under theirs. */
export async function describeProfiles(
	session: AltcraftSession,
	names: Readonly<Record<string, string>>,
): Promise<readonly FieldSpec[]> {
	const body = await session.read('databases/fields_get');
	const ours = new Map(Object.entries(names).map(([field, property]) => [property, field]));
	const fields = [{ name: OWN_ID }, ...listed(body).filter((field) => nameOf(field) !== OWN_ID)];
	const described = fields.flatMap((field): FieldSpec[] => {
		const property = nameOf(field);
		const ownId = property === OWN_ID && !ours.has(OWN_ID);
		return property === '' || property === 'subscriptions' || ownId
			? []
			: [specOf(field, property, ours.get(property))];
	});
	return [...described, SUBSCRIPTIONS];
}

const SUBSCRIPTIONS: FieldSpec = {
	name: 'subscriptions',
	title: 'Subscriptions',
	type: 'subscription',
	multiple: true,
};

function nameOf(field: unknown): string {
	return read.text(field, 'name') ?? read.text(field, 'field') ?? '';
}

/** The fields as a list, also where they come by their names. */
function listed(body: unknown): readonly unknown[] {
	for (const place of ['data', 'fields']) {
		const list = read.list(body, place);
		if (list.length > 0) return list;
		const named = Object.entries(read.object(body, place));
		if (named.length > 0) return named.map(([name, field]) => ({ name, ...read.object(field) }));
	}
	return [];
}

function specOf(field: unknown, property: string, ours: string | undefined): FieldSpec {
	const known = STANDARD_FIELDS.find(({ name }) => name === ours);
	const name = ours ?? property;
	const type = read.text(field, 'type') ?? '';
	const options = read.list(field, 'options').map((one) => read.text(one, 'value') ?? String(one));
	const isList = type === 'tags' || property === 'phones';
	return {
		name,
		title: known?.title ?? read.text(field, 'title') ?? read.text(field, 'description') ?? name,
		type: known?.type ?? TYPES[type] ?? 'text',
		...(known ? {} : { custom: true }),
		...(isList ? { multiple: true } : {}),
		...(known && 'identifier' in known ? { identifier: true } : {}),
		...(READ_ONLY.test(property) ? { readOnly: true } : {}),
		...(options.length > 0 && (!known || known.type === 'option') ? { options } : {}),
	};
}
