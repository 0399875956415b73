import type { Execution } from '../n8n.mjs';

/** The counts of Customer Upsert's report. */
export interface Report {
	readonly rows: number;
	readonly outcomes: Readonly<Record<string, number>>;
	readonly issues: readonly { readonly code: string; readonly count: number }[];
}

/** The item with which Customer Upsert ends, whatever the node is called in the workflow. */
export function reportOf(execution: Execution): Report | undefined;
