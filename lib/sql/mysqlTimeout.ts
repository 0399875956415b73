const TOO_SLOW = 'PROTOCOL_SEQUENCE_TIMEOUT';

/**
 * Waits for work as long as it may take. The driver's own timer goes on after errors and keeps the process alive.
 * @throws an error for which `isTooSlow` holds
 */
export async function within<T>(timeoutMs: number, work: Promise<T>): Promise<T> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<never>((_resolve, reject) => {
		timer = setTimeout(() => reject(tooSlow(timeoutMs)), timeoutMs);
	});
	try {
		return await Promise.race([work, late]);
	} finally {
		clearTimeout(timer);
	}
}

const tooSlow = (timeoutMs: number): Error =>
	Object.assign(new Error(`no answer within ${timeoutMs / 1000} seconds`), { code: TOO_SLOW });

export const isTooSlow = (error: unknown): boolean =>
	error instanceof Error && 'code' in error && error.code === TOO_SLOW;
