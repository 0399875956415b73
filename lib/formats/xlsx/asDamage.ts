import { DamagedEntry } from '../damage';

/**
 * The damage that ended a reading.
 * @throws what was thrown, where it is anything else
 */
export function asDamage(thrown: unknown): DamagedEntry {
	if (thrown instanceof DamagedEntry) return thrown;
	throw thrown;
}
