import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { asError } from '../../errors';
import type { Perform } from './orders';
import { packOrder, type ThreadBase, type ThreadReply, unpackError } from './threadMessages';

/** A second thread that writes to a base, while this one reads, compares and plans. */
export interface WriteThread {
	/** One order at a time. Throws where the thread ended, and it is not known then whether the order was carried out. */
	readonly perform: Perform;
	/** Lets it close its connection; it is gone then. */
	close(): Promise<void>;
}

/** Where the published package has the file of the thread: beside the bundle of the library. */
const BESIDE = join(__dirname, 'localBaseThread.js');

/** The file that the thread runs; `undefined` where the library was not built, and there is none. */
export function threadFile(): string | undefined {
	return existsSync(BESIDE) ? BESIDE : undefined;
}

/** Starts the thread. It keeps no process alive unless it has an order. */
export function startThread(file: string, base: ThreadBase): WriteThread {
	// Without what this process was started with: a debugger or a module to load first is none of its business.
	const worker = new Worker(file, { workerData: base, execArgv: [] });
	worker.unref();
	let ended: Error | undefined;
	let settle: ((reply: ThreadReply | Error) => void) | undefined;

	function end(error: Error): void {
		ended ??= error;
		settle?.(ended);
	}

	worker.on('message', (reply: ThreadReply) => settle?.(reply));
	worker.on('error', (error) => end(threadEnded(asError(error).message)));
	const exited = new Promise<void>((resolve) => {
		worker.on('exit', (code) => {
			end(threadEnded(`exit code ${code}`));
			resolve();
		});
	});

	return {
		async perform(order) {
			if (ended) throw ended;
			worker.ref();
			const replied = new Promise<ThreadReply | Error>((resolve) => (settle = resolve));
			worker.postMessage(packOrder(order));
			const reply = await replied;
			worker.unref();
			if (reply instanceof Error) throw reply;
			if ('failure' in reply) throw unpackError(reply.failure);
			return reply.answer;
		},
		async close() {
			worker.ref();
			worker.postMessage(null);
			await exited;
		},
	};
}

function threadEnded(reason: string): Error {
	return new Error(`The thread that writes to the customer base ended (${reason})`);
}
