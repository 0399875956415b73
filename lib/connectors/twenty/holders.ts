import { makeIssue } from '../../errors';
import type { WriteResult } from '../connector';
import { addressPieces } from '../crm/addressPieces';
import { read } from '../http/body';
import type { Session } from '../http/session';
import { anyOf, both, DELETED_TOO, either } from './filter';
import type { PersonField } from './fields';
import { allRecords } from './pages';
import type { Payload } from './payload';

/** Characters of values in one filter. */
const LONGEST_FILTER = 5_000;

/** A value that Twenty keeps unique, and where it is. */
interface UniquePlace {
	readonly path: readonly string[];
	/** The property that it is a value of. */
	readonly property: string;
}

/** Who has what a row was refused for. */
export interface Holders {
	/**
	 * What becomes of each payload of which somebody else has a unique value; the others are not in it.
	 * @param isNew whether they are creations: then not even their ids may be there
	 */
	of(payloads: readonly Payload[], isNew: boolean): Promise<ReadonlyMap<Payload, WriteResult>>;
}

/**
 * Twenty refuses a call for one value that is taken, and says neither whose it is nor which. Whoever was deleted keeps
 * his values until he is destroyed, and no look-up shows him (https://github.com/twentyhq/twenty/pull/14562).
 */
export function makeHolders(
	session: Session,
	fields: () => ReadonlyMap<string, PersonField>,
	fieldOf: (property: string) => string,
): Holders {
	function places(isNew: boolean): UniquePlace[] {
		const marked = [...fields().values()].filter(
			({ kind, found }) => kind === 'emails' || found.unique === true,
		);
		const unique = marked.map(({ kind, path, found: { property } }) => ({
			path: kind === 'emails' ? [...path, 'primaryEmail'] : path,
			property,
		}));
		return isNew ? [{ path: ['id'], property: 'id' }, ...unique] : unique;
	}

	async function having({ path }: UniquePlace, values: readonly string[]): Promise<Map<string, unknown>> {
		const found = new Map<string, unknown>();
		for (const some of addressPieces(values, 1, LONGEST_FILTER)) {
			const filter = both(either(anyOf(path.join('.'), some)), DELETED_TOO);
			for (const person of await allRecords(session, 'people', filter))
				found.set(valueAt(person, path), person);
		}
		return found;
	}

	function resultOf({ property }: UniquePlace, value: string, holder: unknown): WriteResult {
		const field = fieldOf(property);
		if (read.text(holder, 'deletedAt') === undefined) {
			return { outcome: 'conflict', issue: makeIssue('IDENTIFIER_TAKEN', { field, value }) };
		}
		const message = `A person who was deleted in Twenty still has ${value}`;
		const hint =
			'Restore or destroy the person in Twenty, among the deleted records of People, and import the row again.';
		return { outcome: 'failed', issue: makeIssue('WRITE_FAILED', { message, hint, field, value }) };
	}

	return {
		async of(payloads, isNew) {
			const results = new Map<Payload, WriteResult>();
			for (const place of places(isNew)) {
				const values = new Set(payloads.map((payload) => valueAt(payload, place.path)));
				values.delete('');
				const holders = await having(place, [...values]);
				for (const payload of payloads) {
					const value = valueAt(payload, place.path);
					const holder = holders.get(value);
					const isOther = holder !== undefined && (isNew || read.text(holder, 'id') !== payload['id']);
					if (isOther) results.set(payload, resultOf(place, value, holder));
				}
			}
			return results;
		},
	};
}

/** Addresses are kept in small letters. */
function valueAt(record: unknown, path: readonly string[]): string {
	const text = read.text(record, ...path) ?? '';
	return path.at(-1) === 'primaryEmail' ? text.toLowerCase() : text;
}
