import { transientError } from '../../errors';
import { addressPieces } from '../crm/addressPieces';
import { slices } from '../crm/finding';
import { read } from '../http/body';
import type { Session } from '../http/session';
import { anyOf, either, reads } from './filter';
import type { NewIds } from './newIds';
import { allRecords } from './pages';
import { isDuplicate, MOST_RECORDS, refusal } from './session';

/** Characters of names in one filter. */
const LONGEST_FILTER = 5_000;

/** Companies that are remembered at most; some 20 MB. */
const MOST_KNOWN = 100_000;

/** The companies that people work for, by their names. */
export interface Companies {
	/** The names of some ids; whoever has none, or is not there any more, is left out. */
	namesOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
	/** The id for a name, after `link`; `undefined` where there is no such company. */
	idOf(name: string): string | undefined;
	/** Looks companies up, capital letters or not; those that are missing are made where that is wanted. */
	link(names: readonly string[]): Promise<void>;
}

/** @param mayCreate whether companies that are missing are made */
export function makeCompanies(session: Session, newIds: NewIds, mayCreate: boolean): Companies {
	const names = new Map<string, string>();
	const ids = new Map<string, string>();
	let turn: Promise<void> = Promise.resolve();

	async function namesOf(asked: readonly string[]): Promise<ReadonlyMap<string, string>> {
		if (names.size > MOST_KNOWN) names.clear();
		const unknown = [...new Set(asked)].filter((id) => !names.has(id));
		for (const some of slices(unknown, MOST_RECORDS)) {
			// Those that are gone are not asked for again.
			for (const id of some) names.set(id, '');
			for (const company of await allRecords(session, 'companies', either(anyOf('id', some)))) {
				names.set(read.text(company, 'id') ?? '', read.text(company, 'name') ?? '');
			}
		}
		return new Map(asked.map((id) => [id, names.get(id) ?? ''] as const).filter(([, name]) => name !== ''));
	}

	async function find(missing: readonly string[]): Promise<void> {
		const found: unknown[] = [];
		for (const some of addressPieces(missing, 1, LONGEST_FILTER)) {
			const filter = either(some.map((name) => reads('name', name)));
			found.push(...(await allRecords(session, 'companies', filter)));
		}
		// Several of one name: the one that was there first.
		const byAge = found.toSorted((a, b) => ageOf(b) - ageOf(a));
		for (const company of byAge) {
			ids.set(keyOf(read.text(company, 'name') ?? ''), read.text(company, 'id') ?? '');
		}
	}

	async function create(missing: readonly string[]): Promise<void> {
		const companies = missing.map((name) => ({ id: newIds.of(newCompany(name)), name }));
		const request = { method: 'POST', url: 'batch/companies', query: { depth: 0 }, body: companies } as const;
		const answer = await session.write(request, [400, 409]);
		// Whether they are there now is looked up when the people are sent again.
		if ('lost' in answer || isDuplicate(answer.response)) {
			throw transientError('Twenty did not say whether it made the companies');
		}
		if (answer.response.status >= 400) throw refusal(answer.response);
		for (const { id, name } of companies) ids.set(keyOf(name), id);
		newIds.settle(missing.map(newCompany));
	}

	async function resolve(wanted: readonly string[]): Promise<void> {
		if (ids.size > MOST_KNOWN) ids.clear();
		const byKey = new Map(wanted.toReversed().map((name) => [keyOf(name), name]));
		const unknown = () => [...byKey].filter(([key]) => !ids.has(key)).map(([, name]) => name);
		if (unknown().length > 0) await find(unknown());
		if (!mayCreate) return;
		for (const some of slices(unknown(), MOST_RECORDS)) await create(some);
	}

	return {
		namesOf,
		idOf: (name) => ids.get(keyOf(name)),
		// One after the other: two batches at once would both make a company that both name.
		link: async (wanted) => {
			const mine = turn.then(async () => await resolve(wanted));
			turn = mine.catch(() => undefined);
			await mine;
		},
	};
}

/** What is remembered of a company that is to be created. */
const newCompany = (name: string) => ({ company: name });

/** Names that differ only in capital letters are one company's. */
const keyOf = (name: string): string => name.normalize('NFC').trim().toLowerCase();

const ageOf = (company: unknown): number => Date.parse(read.text(company, 'createdAt') ?? '') || 0;
