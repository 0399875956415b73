import type { DatabaseSync } from 'node:sqlite';
import { type InOrder, makeInOrder } from '../../state/inOrder';
import { makeWrite, type Perform, type Write } from './orders';
import type { WriteThread } from './thread';
import type { Transact } from './transaction';
import { makePerform } from './write';

/** For smaller batches it does not pay to start a thread. */
const LEAST_ROWS = 2_000;

/** Writes batches one after the other, the big ones in a thread of their own. */
export interface Writing {
	readonly write: Write;
	/** Waits for the batch that is under way, and ends the thread. */
	close(): Promise<void>;
}

export interface WritingParts {
	/** The connection for small batches, and what keeps its work in order. */
	readonly database: DatabaseSync;
	readonly inOrder: InOrder;
	readonly transact: Transact;
	/** Starts the thread, at the first big batch; `undefined` where there is none. */
	readonly start: (() => WriteThread) | undefined;
	readonly now?: () => Date;
}

export function makeWriting(parts: WritingParts): Writing {
	const { database, inOrder, transact, start, now = () => new Date() } = parts;
	const performHere = makePerform(database, transact);
	const here: Perform = async (order) => await inOrder(async () => await performHere(order));
	if (start === undefined) return { write: makeWrite(here, now), close: async () => undefined };
	const { perform, close } = makeThreadedPerform(here, start);
	return { write: makeWrite(perform, now), close };
}

/** Gives big orders to the thread, none before the one ahead of it is done. */
function makeThreadedPerform(here: Perform, start: () => WriteThread): WriteThread {
	const oneByOne = makeInOrder();
	let thread: WriteThread | undefined;
	return {
		perform: async (order) =>
			await oneByOne(async () => {
				if (order.records.length < LEAST_ROWS) return await here(order);
				thread ??= start();
				return await thread.perform(order);
			}),
		close: async () => await oneByOne(async () => await thread?.close()),
	};
}
