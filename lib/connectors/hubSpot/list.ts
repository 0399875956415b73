import type { DeletedQuery, ReadQuery } from '../connector';
import type { CrmDeleted, CrmRecord } from '../crm/driver';
import { read } from '../http/body';
import { type Finder, toRecord } from './find';
import type { HubSpotSession } from './session';

const PAGE = 100;
/** An address may be so long; an account can have hundreds of properties. */
const LONGEST_LIST = 4_000;

/** All contacts in the order of their ids. What changed since a time is chosen by the time of the last change. */
export async function* listContacts(
	{ contacts }: HubSpotSession,
	finder: Finder,
	{ changedAfter, signal }: ReadQuery,
	properties: readonly string[],
): AsyncGenerator<readonly CrmRecord[]> {
	for await (const page of pages(contacts, listedProperties(properties), signal)) {
		const records = page.map(toRecord);
		const changed = records.filter(({ version }) => isAfter(version, changedAfter));
		yield await withProperties(changed, properties, finder.get);
	}
}

/** Archived contacts; HubSpot keeps them for 90 days. */
export async function* listArchived(
	{ contacts }: HubSpotSession,
	finder: Finder,
	{ deletedAfter, signal }: DeletedQuery,
	properties: readonly string[],
): AsyncGenerator<readonly CrmDeleted[]> {
	for await (const page of pages(contacts, { ...listedProperties(properties), archived: true }, signal)) {
		const times = new Map(
			page.map((contact) => [read.text(contact, 'id'), read.text(contact, 'archivedAt')]),
		);
		const records = page.map(toRecord).filter(({ id }) => isAfter(times.get(id), deletedAfter));
		const whole = await withProperties(records, properties, finder.getArchived);
		yield whole.map((record) => {
			const deletedAt = times.get(record.id);
			return deletedAt === undefined ? record : { ...record, deletedAt };
		});
	}
}

async function* pages(
	contacts: HubSpotSession['contacts'],
	wanted: Readonly<Record<string, string | boolean | undefined>>,
	signal: AbortSignal | undefined,
): AsyncGenerator<readonly unknown[]> {
	for (let after: string | undefined; ;) {
		const { body } = await contacts.read({
			method: 'GET',
			url: '/crm/v3/objects/contacts',
			query: { limit: PAGE, after, ...wanted },
			...(signal ? { signal } : {}),
		});
		yield read.list(body, 'results');
		after = read.text(body, 'paging', 'next', 'after');
		if (after === undefined) return;
	}
}

const fits = (properties: readonly string[]): boolean => properties.join(',').length <= LONGEST_LIST;

const listedProperties = (properties: readonly string[]): { properties: string | undefined } => ({
	properties: fits(properties) ? properties.join(',') : undefined,
});

/** Where the properties did not fit into the address of the list, the contacts are asked for again by their ids. */
async function withProperties(
	records: readonly CrmRecord[],
	properties: readonly string[],
	get: Finder['getArchived'],
): Promise<readonly CrmRecord[]> {
	if (fits(properties) || records.length === 0) return records;
	return await get(
		records.map(({ id }) => id),
		properties,
	);
}

const isAfter = (time: string | undefined, moment: string | undefined): boolean =>
	moment === undefined || Date.parse(time ?? '') > Date.parse(moment);
