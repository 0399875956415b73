import { userError } from '../../errors';
import type { ReadQuery } from '../connector';
import type { CrmDriver, CrmRecord } from '../crm/driver';
import { slices } from '../crm/finding';
import { read } from '../http/body';
import type { Places } from './matching';
import type { AltcraftSession } from './session';

/** Altcraft's own id of a profile, among its properties. */
export const OWN_ID = '_id';

const PAGE = 1_000;

/** Ids are asked for one by one; so many at once. */
const TOGETHER = 10;

/** Conditions in the words of MongoDB, which Altcraft takes. */
type Query = Readonly<Record<string, unknown>>;

export interface AltcraftFinder {
	readonly find: CrmDriver['find'];
	readonly get: CrmDriver['get'];
	readonly list: NonNullable<CrmDriver['list']>;
}

export function makeAltcraftFinder(
	session: AltcraftSession,
	names: Readonly<Record<string, string>>,
	places: Places,
): AltcraftFinder {
	/**
	 * Page after page. Where the answer does not say where the next one begins, it begins at the last profile, which
	 * then comes twice.
	 */
	async function* pages(query: Query | undefined): AsyncGenerator<readonly CrmRecord[]> {
		for (let from = ''; ;) {
			const parameters = { from_id: from, limit: PAGE, ...(query ? { query } : {}) };
			const body = await session.read('profiles/list', parameters);
			const all = read.list(body, 'data').map((profile) => toRecord(profile));
			const fresh = all.filter(({ id }) => id !== from);
			if (fresh.length > 0) yield fresh;
			const next = read.text(body, 'next_from_id') ?? all.at(-1)?.id ?? '';
			if (fresh.length === 0 || next === '' || next === from || all.length < PAGE) return;
			from = next;
		}
	}

	async function all(query: Query): Promise<readonly CrmRecord[]> {
		const found: CrmRecord[] = [];
		for await (const page of pages(query)) found.push(...page);
		return found;
	}

	async function one(id: string): Promise<readonly CrmRecord[]> {
		const body = await session.find('profiles/get', { matching: 'profile_id', profile_id: id });
		return body === undefined ? [] : [toRecord(read.value(body, 'data'), id)];
	}

	async function get(ids: readonly string[]): Promise<readonly CrmRecord[]> {
		const found: CrmRecord[] = [];
		const asked = ids.filter((id) => /^[\w-]+$/.test(id));
		for (const some of slices(asked, TOGETHER)) found.push(...(await Promise.all(some.map(one))).flat());
		return found;
	}

	return {
		find: async (field, values) =>
			names[field] === OWN_ID ? await get(values) : await all(queryOf(field, values, names, places)),
		get,
		list: ({ changedAfter }: ReadQuery) => {
			if (changedAfter !== undefined) throw noChanges();
			return pages(undefined);
		},
	};
}

function noChanges(): Error {
	return userError(
		'Altcraft does not tell when a profile was changed',
		"Leave out 'Changed After', or set a condition on a field of your own.",
		'NO_CHANGES',
	);
}

function queryOf(
	field: string,
	values: readonly string[],
	names: Readonly<Record<string, string>>,
	places: Places,
): Query {
	if (field === 'email') return inAny(['email'], ['subscriptions.email_data.email'], values, places);
	if (field === 'phone') {
		const forms = values.flatMap((value) => [`+${value}`, value]);
		return inAny(['phones'], ['subscriptions.phone_data.phone'], forms, places);
	}
	const name = names[field] ?? field;
	return { [name]: { $in: values.flatMap(bothKinds) } };
}

function inAny(
	profile: readonly string[],
	subscriptions: readonly string[],
	values: readonly string[],
	places: Places,
): Query {
	const all = [...(places.profile ? profile : []), ...(places.subscriptions ? subscriptions : [])];
	return { $or: all.map((name) => ({ [name]: { $in: values } })) };
}

/** A field of numbers has no texts, and MongoDB tells them apart. */
function bothKinds(value: string): readonly (string | number)[] {
	return String(Number(value)) === value ? [value, Number(value)] : [value];
}

/** @param asked the id by which it was asked for, where the answer does not repeat it */
function toRecord(profile: unknown, asked = ''): CrmRecord {
	const id = read.text(profile, 'id') ?? read.text(profile, OWN_ID) ?? asked;
	return { id, properties: { ...read.object(profile), [OWN_ID]: id } };
}
