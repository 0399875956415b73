import type { DatabaseSync } from 'node:sqlite';
import { makeForget, parseListed } from './identifiers';
import type { Transact } from './transaction';
import { slicesOf } from './turns';

/** Customers that are removed between two turns of the event loop. */
const REMOVED_AT_ONCE = 500;

/** Takes customers and their identifiers away, all of them or none; gives the ids that were there. */
export async function removeCustomers(
	database: DatabaseSync,
	transact: Transact,
	ids: readonly string[],
): Promise<readonly string[]> {
	const removeOne = makeRemover(database);
	return await transact(async () => {
		const removed: string[] = [];
		for await (const slice of slicesOf(ids, REMOVED_AT_ONCE)) removed.push(...slice.filter(removeOne));
		return removed;
	});
}

function makeRemover(database: DatabaseSync): (id: string) => boolean {
	const select = database.prepare('SELECT identifiers FROM customers WHERE id = ?');
	const remove = database.prepare('DELETE FROM customers WHERE id = ?');
	const forget = makeForget(database);
	return (id) => {
		const found = select.get(Number(id));
		if (!found) return false;
		for (const identifier of parseListed(String(found['identifiers']))) forget(identifier, Number(id));
		return remove.run(Number(id)).changes === 1;
	};
}
