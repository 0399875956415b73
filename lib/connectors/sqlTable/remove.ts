import type { SqlWriter } from '../../sql/dialect';
import { rowsOf } from './lookup';
import type { CustomerTable } from './openTable';

/** Takes customers away; the ids that were there. What others refer to is not taken away, nor anybody with it. */
export async function removeCustomers(
	writer: SqlWriter,
	table: CustomerTable,
	ids: readonly string[],
): Promise<readonly string[]> {
	const { engine, name } = table;
	const key = name.quote(name.key.name);
	return await writer.inTransaction(async () => {
		const held = await rowsOf(
			table,
			ids,
			async (where) => await writer.query({ ...where, text: engine.holding(key, name, where.text) }),
		);
		const there = held.map(([id]) => String(id));
		await rowsOf(table, there, async (where) => {
			await writer.query({ ...where, text: `DELETE FROM ${name.path} WHERE ${where.text}` });
			return { rows: [] };
		});
		return there;
	});
}
