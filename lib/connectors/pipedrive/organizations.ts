import { userError } from '../../errors';
import { matchKey } from '../../normalize';
import { slices } from '../crm/finding';
import type { LookUp } from '../crm/settings';
import { read } from '../http/body';
import { openDirectory } from './directory';
import { MOST_IDS, type Pipedrive } from './session';

/** Names kept in memory at most; some 50 MB. */
const MOST_NAMES = 250_000;

export interface Organizations {
	/** The names of some organizations, and perhaps of others, by their ids. */
	namesOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
	/**
	 * The organization of a name, made where there is none; the first one where several have it.
	 * @returns `undefined` where the answer was lost, so that it cannot be told whether it was made
	 * @throws userError where none may be made
	 */
	idOf(name: string): Promise<number | undefined>;
}

export interface OrganizationOptions {
	readonly lookUp: LookUp;
	/** Whether an organization is made for a name that none has. */
	readonly create: boolean;
}

/** The organizations of an account: a person is linked to one by its id, and a row names it. */
export function makeOrganizations(
	pipedrive: Pipedrive,
	{ lookUp, create }: OrganizationOptions,
): Organizations {
	const names = new Map<string, string>();
	const ids = new Map<string, number>();
	/** Two rows of one company that are written at once make one organization. */
	const pending = new Map<string, Promise<number | undefined>>();

	function learn(organization: unknown): string {
		const name = read.text(organization, 'name') ?? '';
		const id = Number(read.value(organization, 'id'));
		const key = keyOf(name);
		if (names.size >= MOST_NAMES) [names, ids].forEach((known) => known.clear());
		names.set(String(id), name);
		ids.set(key, Math.min(id, ids.get(key) ?? Infinity));
		return key;
	}

	const directory = openDirectory(pipedrive, {
		path: 'organizations',
		lookUp,
		keysOf: (organization) => [learn(organization)],
	});

	async function namesOf(asked: readonly string[]): Promise<ReadonlyMap<string, string>> {
		const missing = [...new Set(asked)].filter((id) => !names.has(id));
		for (const some of slices(missing, MOST_IDS)) {
			(await pipedrive.byIds('organizations', some)).forEach(learn);
		}
		return names;
	}

	async function findOrMake(name: string, key: string): Promise<number | undefined> {
		const terms = [{ term: name.trim(), fields: 'name' }];
		const [found = []] = await directory.idsOf([{ key, terms }], directory.search);
		await namesOf(found);
		const id = ids.get(key);
		if (id !== undefined) return id;
		if (!create) throw noSuchOrganization(name);
		const answer = await pipedrive.session.write({
			method: 'POST',
			url: 'organizations',
			body: { name: name.trim() },
		});
		if ('lost' in answer) return undefined;
		learn(read.object(answer.response.body, 'data'));
		return ids.get(key);
	}

	return {
		namesOf,
		async idOf(name) {
			const key = keyOf(name);
			const known = ids.get(key) ?? pending.get(key);
			if (known !== undefined) return await known;
			const asked = findOrMake(name, key).finally(() => pending.delete(key));
			pending.set(key, asked);
			return await asked;
		},
	};
}

const keyOf = (name: string): string => matchKey('company', name.trim().toLowerCase());

function noSuchOrganization(name: string): Error {
	return userError(
		`Pipedrive has no organization '${name}'`,
		"Create it there, or turn 'Create Organizations' of the credential on.",
		'BATCH_REFUSED',
	);
}
