import type { CrmDriver, CrmRecord } from '../crm/driver';
import { slices } from '../crm/finding';
import { read } from '../http/body';
import type { HubSpotSession } from './session';

/** Values in one condition of a search. */
const SEARCH_VALUES = 50;
/** Groups of conditions in one search, and customers on a page of it. */
const SEARCH_GROUPS = 5;
const SEARCH_PAGE = 200;

/** An e-mail address may be a contact's second one; HubSpot keeps those here. */
export const FURTHER_EMAILS = 'hs_additional_emails';

export interface Finder {
	readonly find: CrmDriver['find'];
	readonly get: CrmDriver['get'];
	/** Archived contacts of some ids. */
	getArchived(ids: readonly string[], properties: readonly string[]): Promise<readonly CrmRecord[]>;
	/** From now on these addresses are also looked for among the second ones, which takes a search. */
	lookFurther(emails: readonly string[]): void;
}

export function makeFinder(session: HubSpotSession, names: Readonly<Record<string, string>>): Finder {
	const secondary = new Set<string>();

	async function byProperty(
		idProperty: string | undefined,
		ids: readonly string[],
		properties: readonly string[],
		archived?: true,
	): Promise<readonly CrmRecord[]> {
		const { body } = await session.contacts.read({
			method: 'POST',
			url: '/crm/v3/objects/contacts/batch/read',
			...(archived ? { query: { archived } } : {}),
			body: {
				...(idProperty === undefined ? {} : { idProperty }),
				properties,
				propertiesWithHistory: [],
				inputs: ids.map((id) => ({ id })),
			},
		});
		return read.list(body, 'results').map(toRecord);
	}

	async function byEmail(
		emails: readonly string[],
		properties: readonly string[],
	): Promise<readonly CrmRecord[]> {
		const found = await byProperty('email', emails, properties);
		const doubtful = emails.filter((email) => secondary.has(email));
		const further: CrmRecord[] = [];
		for (const some of slices(doubtful, SEARCH_GROUPS)) {
			further.push(
				...(await search(
					some.map((email) => oneFilter(FURTHER_EMAILS, 'CONTAINS_TOKEN', [email])),
					properties,
				)),
			);
		}
		return [...found, ...further];
	}

	async function byPhone(
		phones: readonly string[],
		properties: readonly string[],
	): Promise<readonly CrmRecord[]> {
		const found: CrmRecord[] = [];
		for (const some of slices(phones, SEARCH_VALUES)) {
			const forms = some.flatMap((phone) => [phone, `+${phone}`]);
			const property = names['phone'] ?? 'phone';
			found.push(...(await search([oneFilter(property, 'IN', forms)], properties)));
		}
		return found;
	}

	async function search(
		filterGroups: readonly unknown[],
		properties: readonly string[],
	): Promise<CrmRecord[]> {
		const found: CrmRecord[] = [];
		for (let after = '0'; ;) {
			const { body } = await session.search.read({
				method: 'POST',
				url: '/crm/v3/objects/contacts/search',
				body: { filterGroups, properties, limit: SEARCH_PAGE, after, sorts: ['hs_object_id'] },
			});
			found.push(...read.list(body, 'results').map(toRecord));
			const next = read.text(body, 'paging', 'next', 'after');
			if (next === undefined) return found;
			after = next;
		}
	}

	return {
		find: async (field, values, properties) => {
			if (field === 'phone') return await byPhone(values, properties);
			if (field === 'email') return await byEmail(values, properties);
			const property = names[field] ?? field;
			return await byProperty(property === 'hs_object_id' ? undefined : property, values, properties);
		},
		get: async (ids, properties) => await byProperty(undefined, ids, properties),
		getArchived: async (ids, properties) => await byProperty(undefined, ids, properties, true),
		lookFurther: (emails) => emails.forEach((email) => secondary.add(email)),
	};
}

function oneFilter(propertyName: string, operator: string, values: readonly string[]) {
	const wanted = operator === 'IN' ? { values } : { value: values[0] };
	return { filters: [{ propertyName, operator, ...wanted }] };
}

/** A contact; its second addresses are found by, and so belong to its e-mail addresses. */
export function toRecord(contact: unknown): CrmRecord {
	return {
		id: read.text(contact, 'id') ?? '',
		version: read.text(contact, 'updatedAt') ?? '',
		properties: read.object(contact, 'properties'),
	};
}
