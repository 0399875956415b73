/**
 * What runs in the thread that writes to a local base: the same writing as elsewhere, through a connection of its
 * own. The build makes a file of it that lies beside the library; see `tools/build/library.js`.
 */
import type { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { openDatabase } from '../../state/database';
import type { Perform } from './orders';
import {
	packError,
	type ThreadBase,
	type ThreadOrder,
	type ThreadReply,
	unpackOrder,
} from './threadMessages';
import { makeTransact } from './transaction';
import { makePerform } from './write';

const { path, busyTimeoutMs }: ThreadBase = workerData;
let database: DatabaseSync | undefined;
let perform: Perform | undefined;

/** The base is opened with the first order, so that a failure is an answer to it. */
function performer(): Perform {
	database ??= openDatabase(path, { busyTimeoutMs });
	return (perform ??= makePerform(database, makeTransact(database, busyTimeoutMs)));
}

async function replyTo(order: ThreadOrder): Promise<ThreadReply> {
	try {
		return { answer: await performer()(unpackOrder(order)) };
	} catch (error) {
		return { failure: packError(error) };
	}
}

/** Nothing is the end. Whoever gives orders waits for the reply before the next. */
parentPort?.on('message', async (order: ThreadOrder | null) => {
	if (order !== null) return parentPort?.postMessage(await replyTo(order));
	database?.close();
	parentPort?.close();
});
