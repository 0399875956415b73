import type { DeletedQuery, ReadQuery } from '../connector';
import { addressPieces } from '../crm/addressPieces';
import type { CrmDeleted, CrmDriver, CrmRecord } from '../crm/driver';
import { slices } from '../crm/finding';
import type { Schema } from '../crm/schema';
import { read } from '../http/body';
import type { Session } from '../http/session';
import type { Companies } from './companies';
import { COMPANY, type PersonField } from './fields';
import { anyOf, contains, either, isUuid } from './filter';
import { allRecords, type PageQuery, recordPages } from './pages';
import { phoneForms } from './phones';
import { MOST_RECORDS } from './session';

/** Characters of values in one filter, as often as they stand there. With the rest it stays under the 8,000 that servers take. */
const LONGEST_FILTER = 5_000;

export interface People {
	readonly find: CrmDriver['find'];
	readonly get: CrmDriver['get'];
	readonly list: NonNullable<CrmDriver['list']>;
	readonly listDeleted: NonNullable<CrmDriver['listDeleted']>;
	/** People as Twenty gives them, by their ids; who is not there, or deleted, is left out. */
	raw(ids: readonly string[]): Promise<readonly unknown[]>;
}

export interface PeopleOptions {
	readonly schema: Schema;
	/** The fields of people, once they were asked for. */
	readonly fields: () => ReadonlyMap<string, PersonField>;
	readonly companies: Companies;
}

export function makePeople(session: Session, { schema, fields, companies }: PeopleOptions): People {
	/** With the names of companies in the place of their ids. */
	async function toRecords(people: readonly unknown[]): Promise<CrmRecord[]> {
		const ids = fields().has(COMPANY) ? people.flatMap((person) => read.text(person, 'companyId') ?? []) : [];
		const names = ids.length > 0 ? await companies.namesOf(ids) : new Map<string, string>();
		return people.map((person) => toRecord(person, fields(), names));
	}

	async function* pages(query: PageQuery): AsyncGenerator<readonly CrmRecord[]> {
		for await (const people of recordPages(session, 'people', query)) yield await toRecords(people);
	}

	/** The conditions for some values of a field; none where nobody can have one of them. */
	function conditions(field: string, values: readonly string[]): string[] {
		return schema.propertiesOf(field).flatMap((property) => {
			const known = fields().get(property);
			return known ? conditionsOf(known, values) : [];
		});
	}

	async function raw(ids: readonly string[]): Promise<readonly unknown[]> {
		const found: unknown[] = [];
		for (const some of slices(ids.filter(isUuid), MOST_RECORDS)) {
			found.push(...(await allRecords(session, 'people', either(anyOf('id', some)))));
		}
		return found;
	}

	return {
		async find(field, values) {
			const found: unknown[] = [];
			for (const some of addressPieces(values, 2, LONGEST_FILTER)) {
				const any = conditions(field, some);
				if (any.length > 0) found.push(...(await allRecords(session, 'people', either(any))));
			}
			return await toRecords(found);
		},
		get: async (ids) => await toRecords(await raw(ids)),
		raw,
		list: ({ changedAfter, signal }: ReadQuery) =>
			pages({ ...(signal ? { signal } : {}), ...since('updatedAt', changedAfter) }),
		async *listDeleted({ deletedAfter, signal }: DeletedQuery) {
			const filter = since('deletedAt', deletedAfter).filter ?? 'deletedAt[is]:NOT_NULL';
			for await (const people of pages({ filter, ...(signal ? { signal } : {}) }))
				yield people.map(toDeleted);
		},
	};
}

function since(field: string, time: string | undefined): { filter?: string } {
	return time === undefined ? {} : { filter: `${field}[gt]:${new Date(time).toISOString()}` };
}

/** Further addresses and numbers are a list, and are looked for in its text. */
function conditionsOf({ kind, found, path }: PersonField, values: readonly string[]): string[] {
	const name = path.join('.');
	switch (kind) {
		case 'emails':
			return [
				...anyOf(`${name}.primaryEmail`, values),
				...values.map((value) => contains(`${name}.additionalEmails`, value)),
			];
		case 'phones':
			return [
				...anyOf(`${name}.primaryPhoneNumber`, [...new Set(values.flatMap(phoneForms))]),
				...values.map((value) => contains(`${name}.additionalPhones`, phoneForms(value)[0])),
			];
		default:
			return anyOf(name, values.filter(fitFor(found.property, found.type)));
	}
}

/** A filter with what is no number for a number, or no id for an id, is refused as a whole. */
function fitFor(property: string, type: string): (value: string) => boolean {
	if (property === 'id') return isUuid;
	return type === 'number' ? (value) => /^-?\d+(\.\d+)?$/.test(value) : () => true;
}

function toRecord(
	person: unknown,
	fields: ReadonlyMap<string, PersonField>,
	companies: ReadonlyMap<string, string>,
): CrmRecord {
	const properties: Record<string, unknown> = Object.create(null);
	for (const [name, { path, kind }] of fields) {
		const value = read.value(person, ...path);
		properties[name] = kind === 'company' ? companies.get(String(value)) : value;
	}
	const deletedAt = read.text(person, 'deletedAt');
	if (deletedAt !== undefined) properties['deletedAt'] = deletedAt;
	const version = read.text(person, 'updatedAt');
	return { id: read.text(person, 'id') ?? '', properties, ...(version === undefined ? {} : { version }) };
}

function toDeleted(record: CrmRecord): CrmDeleted {
	const deletedAt = read.text(record.properties, 'deletedAt');
	return { ...record, ...(deletedAt === undefined ? {} : { deletedAt }) };
}
