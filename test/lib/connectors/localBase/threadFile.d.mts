export interface ThreadFile {
	readonly path: string;
	remove(): void;
}

/** Builds the file that the thread of a local base runs, as the published package has it. */
export function buildThreadFile(): Promise<ThreadFile>;
