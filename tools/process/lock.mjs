import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isRunning } from './server.mjs';

const POLL_MS = 500;

/**
 * Does the work while no other process of this machine does work under the same
 * lock, and says so when it has to wait. A lock whose owner is gone does not count.
 *
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(file, work) {
	mkdirSync(dirname(file), { recursive: true });
	if (!take(file)) {
		console.error(`Waiting for another process that holds ${file}`);
		while (!take(file)) await sleep(POLL_MS);
	}
	try {
		return await work();
	} finally {
		rmSync(file, { force: true });
	}
}

function take(file) {
	try {
		writeFileSync(file, String(process.pid), { flag: 'wx' });
		return true;
	} catch (error) {
		if (error.code !== 'EEXIST') throw error;
		if (!isOwned(file)) rmSync(file, { force: true });
		return false;
	}
}

function isOwned(file) {
	try {
		const owner = Number(readFileSync(file, 'utf8'));
		// Just created and not yet written reads as 0.
		return owner === 0 || isRunning(owner);
	} catch (error) {
		if (error.code === 'ENOENT') return false;
		throw error;
	}
}
