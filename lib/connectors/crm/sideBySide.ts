import type { WriteResult } from '../connector';
import type { CrmCreation } from './driver';
import { afterTheFirst } from './singly';

/**
 * Writes one customer a call and many at the same time, as many as the connections allow. Nothing may be thrown once
 * one of them was written, so the first goes alone: a login that is wrong or a server that is busy shows there.
 */
export async function writeSideBySide<Row extends CrmCreation>(
	rows: readonly Row[],
	send: (row: Row) => Promise<WriteResult>,
): Promise<readonly WriteResult[]> {
	const [first, ...others] = rows;
	if (first === undefined) return [];
	const result = await send(first);
	return [result, ...(await Promise.all(others.map(async (row) => await send(row).catch(afterTheFirst))))];
}
