import type { ReadQuery } from '../connector';
import type { CrmRecord } from '../crm/driver';
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
	const fits = properties.join(',').length <= LONGEST_LIST;
	const since = changedAfter === undefined ? -Infinity : Date.parse(changedAfter);
	for (let after: string | undefined; ;) {
		const { body } = await contacts.read({
			method: 'GET',
			url: '/crm/v3/objects/contacts',
			query: { limit: PAGE, after, properties: fits ? properties.join(',') : undefined },
			...(signal ? { signal } : {}),
		});
		const page = read.list(body, 'results').map(toRecord);
		const changed = page.filter(({ version }) => Date.parse(version ?? '') > since);
		yield fits || changed.length === 0
			? changed
			: await finder.get(
					changed.map(({ id }) => id),
					properties,
				);
		after = read.text(body, 'paging', 'next', 'after');
		if (after === undefined) return;
	}
}
