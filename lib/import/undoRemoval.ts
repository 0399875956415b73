import type { Connector } from '../connectors/connector';
import { asImportError, type ImportError, makeIssue } from '../errors';
import type { RowIssue } from '../model';
import { type Clock, withRetries } from '../upsert/retry';

/** What became of customers who were to be removed; of those in neither, the destination did not say. */
export interface Removal {
	readonly removed: ReadonlySet<string>;
	/** Whom the destination keeps, and why. */
	readonly refused: ReadonlyMap<string, RowIssue>;
}

/**
 * Removes customers. Where the destination refuses all because of some, they are halved until those stand alone:
 * it keeps whom others refer to, and not everybody who was to go with them.
 */
export async function removeCustomers(
	{ remove }: Pick<Connector, 'remove'>,
	ids: readonly string[],
	clock: Clock,
): Promise<Removal> {
	const removed = new Set<string>();
	const refused = new Map<string, RowIssue>();

	async function removeSome(some: readonly string[]): Promise<void> {
		try {
			for (const id of await withRetries(async () => (await remove?.(some)) ?? [], clock)) removed.add(id);
		} catch (error) {
			const refusal = asImportError(error);
			if (refusal.code !== 'BATCH_REFUSED') throw refusal;
			const half = Math.ceil(some.length / 2);
			if (some.length > 1) {
				await removeSome(some.slice(0, half));
				await removeSome(some.slice(half));
			} else for (const id of some) refused.set(id, issueOf(refusal));
		}
	}

	await removeSome(ids);
	return { removed, refused };
}

function issueOf({ message }: ImportError): RowIssue {
	const { message: kept } = makeIssue('REMOVAL_REFUSED');
	return makeIssue('REMOVAL_REFUSED', { message: `${kept}. ${message}` });
}
