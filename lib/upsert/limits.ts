import { type ImportError, userError } from '../errors';
import type { WritePlan } from './plan';

/** The most that a run may write. */
export interface WriteLimits {
	readonly maxCreates?: number;
	readonly maxUpdates?: number;
}

/** The code of errors with which a run ends at a limit that the person has set. */
export const STOPPED_BY_LIMIT = 'STOPPED_BY_LIMIT';

/** Counts what is written, so that a run ends before it writes more than was allowed. */
export interface WriteCounter {
	/** Counts a plan in that is to be sent, or says with what the run ends. */
	admit(plan: WritePlan): ImportError | undefined;
	/** Counts a plan out again of which nothing was written. */
	takeBack(plan: WritePlan): void;
	/** How many writes are counted. */
	total(): number;
}

export function makeWriteCounter({
	maxCreates = Infinity,
	maxUpdates = Infinity,
}: WriteLimits): WriteCounter {
	let creates = 0;
	let updates = 0;

	function count({ write, also = [] }: WritePlan, sign: 1 | -1): void {
		if (write.action === 'create') creates += sign;
		else updates += sign * (1 + also.length);
	}

	return {
		admit(plan) {
			count(plan, 1);
			if (creates <= maxCreates && updates <= maxUpdates) return undefined;
			count(plan, -1);
			return plan.write.action === 'create'
				? limitError(`It may create ${maxCreates} customers, and would create more`)
				: limitError(`It may update ${maxUpdates} customers, and would update more`);
		},
		takeBack: (plan) => count(plan, -1),
		total: () => creates + updates,
	};
}

/** The error with which a run ends at a limit that the person has set. */
export function limitError(reason: string): ImportError {
	return userError(
		`The import stopped at a limit: ${reason}`,
		'Check the report. Raise the limit if all is well, and resume the import or run it again.',
		STOPPED_BY_LIMIT,
	);
}
