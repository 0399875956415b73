/**
 * Runs a command for as long as the process that asked for it lives, however that
 * one ends: the channel between the two closes even on SIGKILL, and a jest worker
 * has no 'exit' event to rely on.
 *
 * node tether.mjs '{"command","args","signal","uid","gid"}'; the parent gets `{pid}` as a message.
 */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const { command, args, signal, uid, gid } = JSON.parse(process.argv[2]);
const child = spawn(command, args, {
	stdio: ['ignore', 'inherit', 'inherit'],
	...(uid === undefined ? {} : { uid, gid }),
});

child.once('spawn', () => process.send?.({ pid: child.pid }));
child.once('error', (error) => {
	process.send?.({ error: error.message });
	process.exitCode = 127;
	process.disconnect?.();
});
child.once('exit', (code, killedBy) => {
	endGroup();
	process.exit(code ?? 128 + constants.signals[killedBy]);
});

process.once('disconnect', () => child.kill(signal));
for (const own of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(own, () => child.kill(signal));

/** A server that was killed leaves its own children; all of them are of the group that we lead, and nobody else is. */
function endGroup() {
	try {
		process.kill(-process.pid, 'SIGTERM');
	} catch (error) {
		if (error.code !== 'ESRCH') throw error;
	}
}
