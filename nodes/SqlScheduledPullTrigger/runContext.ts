import type { ITriggerFunctions } from 'n8n-workflow';
import type { Prepared } from './settings';

/** What a run needs. */
export interface RunContext {
	readonly context: ITriggerFunctions;
	readonly prepared: Prepared;
	/** Says that no further chunk is wanted. A chunk that is being worked on is still seen to its end. */
	readonly signal: AbortSignal;
	/** The first run since the trigger was started. */
	readonly isFirst: boolean;
}
