import type { PlannedWrite } from '../connectors/connector';
import type { SendResult } from './send';
import type { Planned } from './task';

/** Told how many customers whom rows are mainly about were written. */
export type OnWritten = (outcome: 'created' | 'updated', customers: number) => void;

/** Tells of customers as soon as they are written: it may be long until all rows of a group are. */
export interface WrittenTeller {
	/** What is about to be sent. */
	sending(ready: readonly Planned[]): void;
	/** What became of a part of it. */
	results(writes: readonly PlannedWrite[], results: readonly SendResult[]): void;
}

export function makeWrittenTeller(onWritten: OnWritten | undefined): WrittenTeller {
	/** Writes for further customers of a row, which counts once. */
	const further = new Set<PlannedWrite>();
	return {
		sending(ready) {
			further.clear();
			for (const [, plan] of ready) {
				if (plan.kind === 'write' && plan.also) for (const write of plan.also) further.add(write);
			}
		},
		results(writes, results) {
			const counts = { created: 0, updated: 0 };
			for (const [place, { outcome }] of results.entries()) {
				const write = writes[place];
				if (write === undefined || further.has(write)) continue;
				if (outcome === 'created' || outcome === 'updated') counts[outcome]++;
			}
			if (counts.created > 0) onWritten?.('created', counts.created);
			if (counts.updated > 0) onWritten?.('updated', counts.updated);
		},
	};
}
