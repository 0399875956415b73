import type { Tally } from '../report';
import type { Progress } from './options';

/** Milliseconds between two reports of how far an import has come. */
const EVERY_MS = 500;

/** Tells how far an import has come, not too often. */
export interface ProgressTeller {
	/** Some customers were written; their rows get their outcomes at the end of the batch. */
	written(outcome: 'created' | 'updated', customers: number): void;
	/** At the end of a batch: its outcomes are counted. */
	batch(): void;
	end(): void;
}

export function makeProgress(
	tally: Tally,
	elapsed: () => number,
	onProgress: ((progress: Progress) => void) | undefined,
): ProgressTeller {
	const began = elapsed();
	const ahead = { created: 0, updated: 0 };
	let told = -Infinity;

	function tell(now: number): void {
		told = now;
		const outcomes = tally.outcomes();
		const { created, updated } = ahead;
		onProgress?.({
			rows: tally.rows() + created + updated,
			outcomes: {
				...outcomes,
				created: outcomes.created + created,
				updated: outcomes.updated + updated,
			},
			elapsedMs: now - began,
		});
	}

	function tellNowAndThen(): void {
		const now = elapsed();
		if (now - told >= EVERY_MS) tell(now);
	}

	function forgetAhead(): void {
		ahead.created = 0;
		ahead.updated = 0;
	}

	return {
		written(outcome, customers) {
			ahead[outcome] += customers;
			tellNowAndThen();
		},
		batch() {
			forgetAhead();
			tellNowAndThen();
		},
		end() {
			forgetAhead();
			tell(elapsed());
		},
	};
}
