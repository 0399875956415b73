import { openGate } from '../process/gate.mjs';

/**
 * A server that somebody else has started. It is not ours to stop: a gate in front of it stands for its going down
 * and coming back.
 *
 * @param {{ host: string, port: number }} target
 * @param {() => Promise<void>} leave takes away what was made on it
 * @returns {Promise<{ port: number, stop(): Promise<void>, kill(): Promise<void>, restart(): Promise<void> }>}
 */
export async function useNamedServer(target, leave) {
	const gate = await openGate(target);
	return {
		port: gate.port,
		async stop() {
			await gate.shut();
			await leave();
		},
		kill: () => gate.shut(),
		async restart() {
			await gate.shut();
			await gate.open();
		},
	};
}
