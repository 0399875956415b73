import type { DatabaseSync } from 'node:sqlite';
import { inTransaction } from '../../state/database';
import { parseListed } from './write';

/** Takes customers and their identifiers away, all of them or none; gives the ids that were there. */
export function removeCustomers(database: DatabaseSync, ids: readonly string[]): readonly string[] {
	const select = database.prepare('SELECT identifiers FROM customers WHERE id = ?');
	const forget = database.prepare('DELETE FROM identifiers WHERE field = ? AND value = ? AND shared = ?');
	const remove = database.prepare('DELETE FROM customers WHERE id = ?');
	const removeOne = (id: string): boolean => {
		const found = select.get(Number(id));
		if (!found) return false;
		for (const { field, value, shared } of parseListed(String(found['identifiers']))) {
			forget.run(field, value, shared ? Number(id) : 0);
		}
		return remove.run(Number(id)).changes === 1;
	};
	return inTransaction(database, () => ids.filter(removeOne));
}
