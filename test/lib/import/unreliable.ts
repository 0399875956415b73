import type { Connector, PlannedWrite, WriteResult } from '../../../lib/connectors';
import { transientError, userError } from '../../../lib/errors';

/** What goes wrong with one call of `write`. */
export type Mishap =
	/** Nothing is written, and a later try can pass. */
	| 'busy'
	/** All is written, and the answer is lost. */
	| 'answerLost'
	/** The first half is written, and the answer is lost. */
	| 'halfLost'
	/** All is written, and then the process is as good as dead. */
	| 'crashAfter'
	/** Nothing is written, and the process is as good as dead. */
	| 'crashBefore'
	/** Nothing is written, and it will not be. */
	| 'denied';

const UNKNOWN: WriteResult = { outcome: 'unknown' };

/** A destination whose calls of `write` go wrong in the order given, and go well afterwards. */
export function unreliable(
	connector: Connector,
	mishaps: readonly (Mishap | undefined)[],
	batchSize = 4,
): Connector {
	const queue = [...mishaps];
	return {
		...connector,
		capabilities: { ...connector.capabilities, batchSize },
		write: async (rows) => await goWrong(connector, rows, queue.shift()),
	};
}

async function goWrong(
	connector: Connector,
	rows: readonly PlannedWrite[],
	mishap: Mishap | undefined,
): Promise<readonly WriteResult[]> {
	switch (mishap) {
		case 'busy':
			throw transientError('The destination is busy', 10);
		case 'crashBefore':
			throw new Error('The connection broke before anything was sent');
		case 'denied':
			throw userError('The key was withdrawn', 'Enter a new key.');
		case 'halfLost':
			await connector.write(rows.slice(0, Math.ceil(rows.length / 2)));
			return rows.map(() => UNKNOWN);
		case 'answerLost':
			await connector.write(rows);
			return rows.map(() => UNKNOWN);
		case 'crashAfter':
			await connector.write(rows);
			throw new Error('The connection broke after everything was sent');
		default:
			return await connector.write(rows);
	}
}
