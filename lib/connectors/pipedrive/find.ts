import type { FieldSpec } from '../../model';
import type { ReadQuery } from '../connector';
import type { Key } from '../crm/directory';
import type { CrmDriver, CrmRecord, FieldBindings } from '../crm/driver';
import { slices } from '../crm/finding';
import { identifierKey, identifierKeys } from '../crm/identifierKeys';
import type { LookUp } from '../crm/settings';
import { read } from '../http/body';
import { openDirectory, type SearchTerm } from './directory';
import type { Organizations } from './organizations';
import { type Places, toRecord } from './person';
import { MOST_IDS, type Pipedrive } from './session';

/** An id as Pipedrive gives it; with anything else in its place a whole call is refused. */
export const isPersonId = (id: string): boolean => /^[1-9]\d{0,14}$/.test(id);

/** What the account has, once it was asked. */
export interface World {
	readonly places: Places;
	readonly fields: readonly FieldSpec[];
	readonly bindings: FieldBindings;
	/** The fields that people are found by, and the main property of each. */
	readonly identifiers: ReadonlyMap<string, string>;
}

export interface PersonFinder extends Required<Pick<CrmDriver, 'find' | 'get' | 'list'>> {
	/** One person as Pipedrive gives him. */
	one(id: string): Promise<unknown>;
	/** What goes with every request for persons. */
	query(): Readonly<Record<string, string>>;
	toRecords(persons: readonly unknown[]): Promise<readonly CrmRecord[]>;
}

export interface FinderOptions {
	readonly organizations: Organizations;
	readonly lookUp: LookUp;
	readonly world: () => World;
}

const NOT_THERE = [404, 410];

export function makePersonFinder(
	pipedrive: Pipedrive,
	{ organizations, lookUp, world }: FinderOptions,
): PersonFinder {
	const directory = openDirectory(pipedrive, { path: 'persons', lookUp, keysOf });

	/** What a person is found by, in the form in which identifiers are compared. */
	function keysOf(person: unknown): readonly string[] {
		const { places, bindings, fields, identifiers } = world();
		const record = bindings.toRecord(toRecord(person, places, new Map()).properties);
		return identifierKeys(
			record,
			fields.filter(({ name }) => identifiers.has(name)),
		);
	}

	const keyFor = (field: string, value: string): Key<SearchTerm> => ({
		key: identifierKey(field, value),
		terms: termsFor(world().identifiers.get(field) ?? field, value),
	});

	function termsFor(property: string, value: string): readonly SearchTerm[] {
		if (property === 'emails') return [{ term: value, fields: 'email' }];
		if (property === 'phones') return [{ term: asWritten(value), fields: 'phone' }];
		const kind = world().places.get(property)?.kind;
		const term = kind?.type === 'phone' ? asWritten(value) : value;
		return kind?.isSearched === true ? [{ term, fields: 'custom_fields' }] : [];
	}

	/** Consents are told only where they are asked for, and may be asked for only where there are any. */
	function query(): Readonly<Record<string, string>> {
		const isThere = world().places.has('marketing_status');
		return isThere ? { include_fields: 'marketing_status' } : {};
	}

	async function toRecords(persons: readonly unknown[]): Promise<readonly CrmRecord[]> {
		const names = await organizations.namesOf(persons.flatMap((person) => read.text(person, 'org_id') ?? []));
		return persons.map((person) => toRecord(person, world().places, names));
	}

	async function get(ids: readonly string[]): Promise<readonly CrmRecord[]> {
		const found: CrmRecord[] = [];
		for (const some of slices([...new Set(ids)].filter(isPersonId), MOST_IDS)) {
			found.push(...(await toRecords(await pipedrive.byIds('persons', some, query()))));
		}
		return found;
	}

	async function* list({ changedAfter, signal }: ReadQuery): AsyncGenerator<readonly CrmRecord[]> {
		const since = changedAfter === undefined ? -Infinity : Date.parse(changedAfter);
		const changed = changedAfter === undefined ? {} : { updated_since: new Date(changedAfter).toISOString() };
		const asked = { ...query(), ...changed, sort_by: 'id', sort_direction: 'asc' };
		for await (const persons of pipedrive.pages('persons', { query: asked, signal })) {
			// Pipedrive gives those of that very second too.
			const after = persons.filter((one) => !(Date.parse(read.text(one, 'update_time') ?? '') <= since));
			yield await toRecords(after);
		}
	}

	return {
		list,
		get,
		query,
		toRecords,
		find: async (field, values) => {
			if (world().identifiers.get(field) === 'id') return await get(values);
			const keys = values.map((value) => keyFor(field, value));
			const found = await directory.idsOf(keys, directory.search);
			return await get(found.flat());
		},
		one: async (id) => {
			const request = { method: 'GET', url: `persons/${id}`, query: query() } as const;
			const { status, body } = await pipedrive.session.read(request, NOT_THERE);
			const person = read.object(body, 'data');
			return status >= 400 || person['is_deleted'] === true ? undefined : person;
		},
	};
}

/** The form in which phones are written, and so can be searched for. */
const asWritten = (phone: string): string => (/^\d{7,15}$/.test(phone) ? `+${phone}` : phone);
