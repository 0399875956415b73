import type { FieldSpec } from '../../model';
import { matchKey } from '../../normalize';
import { listOf } from '../crm/bindings';
import type { CrmDriver, CrmRecord, FieldBindings } from '../crm/driver';
import { readTime } from '../crm/jsonForms';
import { hashOf, type Members } from './members';
import type { Roster } from './roster';
import { isContactId } from './writer';

export type MailchimpFinder = Required<Pick<CrmDriver, 'find' | 'get' | 'list' | 'listDeleted'>>;

/** @param isId whether a field stands for the id of contacts */
export function makeMailchimpFinder(
	members: Members,
	roster: Roster,
	isId: (field: string) => boolean,
): MailchimpFinder {
	async function each(
		keys: readonly string[],
		fits: (record: CrmRecord, key: string) => boolean,
	): Promise<CrmRecord[]> {
		const found = await Promise.all(keys.map(async (key) => ({ key, record: await members.one(key) })));
		return found.flatMap(({ key, record }) => (record && fits(record, key) ? [record] : []));
	}

	/** Where an id stands, Mailchimp also takes the hash of an address. */
	const get = async (ids: readonly string[]) =>
		await each(ids.filter(isContactId), ({ id }, key) => id === key);

	return {
		get,
		async find(field, values) {
			if (isId(field)) return await get(values);
			if (field === 'email' && !(await roster.pays(values.length))) {
				return await each(values.map(hashOf), () => true);
			}
			return await roster.find(values.map((value) => keyOf(field, value)));
		},
		list: ({ changedAfter, signal }) => members.pages({ since: changedAfter, signal }),
		async *listDeleted({ deletedAfter, signal }) {
			for await (const page of members.pages({ since: deletedAfter, archived: true, signal })) {
				yield page.map((record) => {
					const deletedAt = readTime(record.properties['last_changed']);
					return deletedAt === undefined ? record : { ...record, deletedAt };
				});
			}
		},
	};
}

const keyOf = (field: string, key: string): string => `${field} ${key}`;

/** What a member can be found by, in the form in which it is looked up. */
export function memberKeys(
	{ toRecord }: FieldBindings,
	fields: readonly FieldSpec[],
): (record: CrmRecord) => string[] {
	const identifiers = fields.filter(({ identifier }) => identifier === true);
	return ({ properties }) => {
		const record = toRecord(properties);
		return identifiers.flatMap(({ name, type }) =>
			listOf(record[name]).map((value) => keyOf(name, matchKey(type, value))),
		);
	};
}
