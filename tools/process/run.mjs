import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Some commands say what is wrong first (npm), some last (compilers). */
const ENDS = 2500;

/**
 * Runs a command to its end.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, show?: boolean, allowFailure?: boolean, timeoutMs?: number }} [options]
 *   `show` passes its output on to ours as well; `allowFailure` returns a failure instead of throwing it;
 *   after `timeoutMs` it is killed.
 * @returns {Promise<{ code: number, stdout: string, stderr: string }>}
 * @throws with the end of what the command said, if it fails
 */
export async function run(command, args, { cwd, env, show = false, allowFailure = false, timeoutMs } = {}) {
	const child = spawn(command, args, { cwd, env, timeout: timeoutMs, stdio: ['ignore', 'pipe', 'pipe'] });
	const stdout = collect(child.stdout, show && process.stdout);
	const stderr = collect(child.stderr, show && process.stderr);
	const [code, signal] = await once(child, 'close');
	const result = { code: code ?? 128, stdout: await stdout, stderr: await stderr };
	if (result.code !== 0 && !allowFailure) throw new Error(failure([command, ...args], signal, result));
	return result;
}

async function collect(stream, echo) {
	const chunks = [];
	for await (const chunk of stream) {
		chunks.push(chunk);
		if (echo) echo.write(chunk);
	}
	return Buffer.concat(chunks).toString('utf8');
}

function failure(words, signal, { code, stdout, stderr }) {
	const ending = signal ? `was ended by ${signal}` : `ended with code ${code}`;
	return `${words.join(' ')} ${ending}:\n${bothEnds(stderr + stdout)}`;
}

function bothEnds(text) {
	if (text.length <= 2 * ENDS) return text;
	return `${text.slice(0, ENDS)}\n…\n${text.slice(-ENDS)}`;
}
