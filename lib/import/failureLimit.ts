import type { ImportError } from '../errors';
import type { RowOutcome } from '../model';
import { limitError } from '../upsert';
import { type FailureLimit, FAILURES } from './options';

/** Watches how many rows go wrong. */
export interface FailureWatch {
	/** Counts some rows; gives the error with which the import ends because of them. */
	add(outcomes: readonly RowOutcome[]): ImportError | undefined;
}

export function watchFailures(limit: FailureLimit | undefined): FailureWatch {
	let rows = 0;
	let failures = 0;
	return {
		add(outcomes) {
			if (limit === undefined) return undefined;
			rows += outcomes.length;
			for (const { outcome } of outcomes) if (FAILURES.includes(outcome)) failures++;
			if (failures === 0 || rows < limit.after || (failures / rows) * 100 < limit.percent) return undefined;
			return limitError(`${failures} of the first ${rows} rows went wrong, and it may be ${limit.percent} %`);
		},
	};
}
