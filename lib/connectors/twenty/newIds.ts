import { createHash, randomBytes } from 'node:crypto';

/** Ids of records that are to be created: Twenty takes the one that comes with a record. */
export interface NewIds {
	/**
	 * The id for a record. The same one again for the same record until `settle`, so that a creation whose answer was
	 * lost cannot be done twice.
	 */
	of(record: unknown): string;
	/** Whether the records were created is known now. */
	settle(records: readonly unknown[]): void;
}

/** Records of which it is not known that are remembered at most. */
const MOST_PENDING = 10_000;

/**
 * Ids that grow with time, so that whoever was created later comes later.
 * @param now in milliseconds since 1970
 */
export function makeNewIds(now: () => number): NewIds {
	const pending = new Map<string, string>();
	let last = 0;

	function next(): string {
		last = Math.max(Math.floor(now()), last + 1);
		const time = last.toString(16).padStart(12, '0');
		const chance = randomBytes(9).toString('hex');
		// Twenty knows the versions 1 to 5 of UUIDs, and not 7, which is the one that grows with time.
		return `${time.slice(0, 8)}-${time.slice(8)}-4${chance.slice(0, 3)}-8${chance.slice(3, 6)}-${chance.slice(6)}`;
	}

	return {
		of(record) {
			const key = keyOf(record);
			const id = pending.get(key) ?? next();
			pending.set(key, id);
			if (pending.size > MOST_PENDING) pending.delete(pending.keys().next().value ?? '');
			return id;
		},
		settle: (records) => records.forEach((record) => pending.delete(keyOf(record))),
	};
}

const keyOf = (record: unknown): string =>
	createHash('sha256').update(JSON.stringify(record)).digest('base64');
