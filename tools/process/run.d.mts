export interface RunOptions {
	cwd?: string;
	env?: NodeJS.ProcessEnv;
	/** Passes the output on to ours as well. */
	show?: boolean;
	/** Returns a failure instead of throwing it. */
	allowFailure?: boolean;
	/** After this time the command is killed. */
	timeoutMs?: number;
}

/** Runs a command to its end. Throws with the end of what the command said, if it fails. */
export function run(
	command: string,
	args: readonly string[],
	options?: RunOptions,
): Promise<{ code: number; stdout: string; stderr: string }>;
