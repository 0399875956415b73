import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const MEASURE = fileURLToPath(new URL('measure.mjs', import.meta.url));

/** One measurement that takes longer than this counts as not finished. */
const TIME_LIMIT_MS = 600_000;

/**
 * Runs one candidate once, in a process of its own.
 * @returns {Promise<{ ms: number, rssMb: number, cpuMs: number, checks: object } | { failure: string }>}
 */
export async function measure(task) {
	const child = spawn(process.execPath, ['--max-old-space-size=8192', MEASURE, JSON.stringify(task)], {
		stdio: ['ignore', 'pipe', 'pipe'],
		// Dates come out the same wherever this runs.
		env: { ...process.env, TZ: 'UTC' },
	});
	const timer = setTimeout(() => child.kill('SIGKILL'), TIME_LIMIT_MS);
	const [output, errors, [code]] = await Promise.all([
		text(child.stdout),
		text(child.stderr),
		once(child, 'close'),
	]);
	clearTimeout(timer);
	if (code !== 0)
		return {
			failure:
				errors
					.trim()
					.split('\n')
					.findLast((line) => /error/iu.test(line)) ?? `ended with ${code ?? 'the time limit'}`,
		};
	return JSON.parse(output.trim().split('\n').at(-1));
}

async function text(stream) {
	const chunks = [];
	for await (const chunk of stream) chunks.push(chunk);
	return Buffer.concat(chunks).toString('utf8');
}
