const TERMINAL_MS = 1000;
const LOG_MS = 20_000;

/**
 * Says what is going on while something long runs: one living line in a terminal,
 * a line now and then in a log.
 *
 * @template T
 * @param {string} label
 * @param {() => Promise<T>} work
 * @param {NodeJS.WriteStream} [output]
 * @returns {Promise<T>}
 */
export async function withProgress(label, work, output = process.stderr) {
	const started = Date.now();
	const line = (state) => `${label} … ${state}${elapsed(Date.now() - started)}`;
	const write = (text, last = false) =>
		output.write(output.isTTY ? `\r\x1b[K${text}${last ? '\n' : ''}` : `${text}\n`);
	write(line(''));
	const timer = setInterval(() => write(line('')), output.isTTY ? TERMINAL_MS : LOG_MS);
	try {
		const result = await work();
		write(line('done, '), true);
		return result;
	} catch (error) {
		write(line('failed, '), true);
		throw error;
	} finally {
		clearInterval(timer);
	}
}

/** Milliseconds as a person reads them: `4.2 s`, `3:07 min`. */
export function elapsed(ms) {
	if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
	const seconds = Math.round(ms / 1000);
	return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')} min`;
}
