import type { SqlWriter } from '../../sql/dialect';
import { rowsOf } from './lookup';
import type { CustomerTable } from './openTable';
import { batchRefused, isOfARow } from './refusal';

/**
 * Takes customers away; the ids that were there.
 * @throws userError `BATCH_REFUSED` where the table keeps some of them, because other rows refer to them; then nobody was taken away
 */
export async function removeCustomers(
	writer: SqlWriter,
	table: CustomerTable,
	ids: readonly string[],
): Promise<readonly string[]> {
	try {
		return await writer.inTransaction(async () => await removeTogether(writer, table, ids));
	} catch (error) {
		throw isOfARow(error) ? batchRefused(error) : error;
	}
}

async function removeTogether(
	writer: SqlWriter,
	table: CustomerTable,
	ids: readonly string[],
): Promise<readonly string[]> {
	const { engine, name } = table;
	const key = name.quote(name.key.name);
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
}
