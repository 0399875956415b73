import type { ImportReport, Outcome } from '../../../../lib/model';

/** What a process of its own does with one of the files that a seed makes. */
export interface ImportJob {
	readonly seed: number;
	readonly what: 'import' | 'resume' | 'undo';
	readonly file: number;
	/** Which import is gone on with or taken back. */
	readonly importId?: string;
	readonly destination: { readonly base: string } | { readonly hubSpot: string };
	readonly state:
		| { readonly sqlite: string }
		| { readonly postgres: Readonly<Record<string, string | number>>; readonly schema: string };
	/** By how much its clock is ahead, in milliseconds. */
	readonly laterMs?: number;
	readonly busyTimeoutMs?: number;
	/** The most pages that the file of the base and of the state may have; 0: no limit. */
	readonly maxPages?: readonly [base: number, state: number];
	/** At which step it kills itself; never when left out. */
	readonly killAt?: number;
}

export type Ended =
	| { readonly killed: true }
	| {
			readonly killed: false;
			/** How many steps it took. */
			readonly steps: number;
			readonly report?: ImportReport;
			readonly outcomes?: readonly Outcome[];
			readonly error?: { readonly message: string; readonly code?: string };
	  };

export interface ImportProgram {
	run(job: ImportJob): Promise<Ended>;
	remove(): void;
}

export function buildImportProgram(): ImportProgram;
