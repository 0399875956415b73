import { availableParallelism, totalmem } from 'node:os';

/** What a reader must know of the machine to judge a time, and nothing that would tell whose it is. */
export function describeMachine() {
	return `${availableParallelism()} cores, ${Math.round(totalmem() / 1024 ** 3)} GB of memory, ${process.platform} ${process.arch}, Node ${process.versions.node}`;
}
