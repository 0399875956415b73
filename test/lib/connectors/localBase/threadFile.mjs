import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleThread } from '../../../../tools/build/library.js';

/**
 * Builds the file that the thread of a local base runs, as the published package has it.
 * @returns {Promise<import('./threadFile.mjs').ThreadFile>}
 */
export async function buildThreadFile() {
	const folder = mkdtempSync(join(tmpdir(), 'thread-file-'));
	await bundleThread(folder);
	return { path: join(folder, 'localBaseThread.js'), remove: () => rmSync(folder, { recursive: true }) };
}
