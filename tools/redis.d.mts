/** A Redis for tests. */
export interface TestRedis {
	readonly host: string;
	readonly port: number;
	readonly password: string;
	stop(): Promise<void>;
	/** Breaks it off without warning. What it held is gone. */
	kill(): Promise<void>;
}

export function startRedis(): Promise<TestRedis>;
