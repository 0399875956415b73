export interface KilledImport {
	/** The customer base and the journal, as paths. */
	readonly base: string;
	readonly journal: string;
	/** How many customers it imports, and after how many it is killed. */
	readonly count: number;
	readonly killAfter: number;
	/** Rows in one write; 50 when left out. */
	readonly batchSize?: number;
	/** For writes in a thread. */
	readonly threadFile?: string;
}

/** Runs an import in a process of its own, kills it in the middle, and gives how many rows it had said were done. */
export function importAndKill(options: KilledImport): Promise<number>;
