import type { BoundQuery } from './dialect';

/**
 * A session or a writer that has answered once: it connects when it is first used, and whoever opens it is to learn
 * then what is wrong.
 * @param question a statement that any login may run
 */
export async function answering<Opened extends { query(query: BoundQuery): Promise<unknown> }>(
	opened: Opened,
	question = 'SELECT 1',
): Promise<Opened> {
	await opened.query({ text: question, values: [] });
	return opened;
}
