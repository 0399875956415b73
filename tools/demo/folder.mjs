import { createHash } from 'node:crypto';
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const DEMO = fileURLToPath(new URL('../../demo', import.meta.url));
const FOLDER = fileURLToPath(new URL('../../.cache/n8n-demo', import.meta.url));
const STATE = join(FOLDER, 'demo.json');
const DATA = '*.{csv,xlsx}';

/**
 * The demo's own n8n folder. Other demo data than last time means another truth, so
 * that folder begins anew; otherwise everything in it stays, customers included.
 *
 * @returns {{ userFolder: string, files: string }} where n8n keeps its data, and where the workflows read and write files
 */
export function prepareFolder() {
	const data = hashOf(DATA, 'truth.json');
	if (existsSync(FOLDER) && readState().data !== data) rmSync(FOLDER, { recursive: true });
	const files = join(FOLDER, 'files');
	mkdirSync(join(files, 'out'), { recursive: true });
	for (const name of globSync(DATA, { cwd: DEMO })) cpSync(join(DEMO, name), join(files, name));
	remember({ data });
	return { userFolder: FOLDER, files };
}

/**
 * What earlier starts left: `data` the demo files, `package` the installed package,
 * `workflows` the imported ones, `imported` the package with which the import last ran to
 * its end, or 'begun'.
 *
 * @returns {{ data?: string, package?: string, workflows?: string, imported?: string }}
 */
export const readState = () => (existsSync(STATE) ? JSON.parse(readFileSync(STATE, 'utf8')) : {});

/** @param {ReturnType<typeof readState>} state */
export const remember = (state) =>
	writeFileSync(STATE, JSON.stringify({ ...readState(), ...state }, null, 2));

/** The demo workflows, reading and writing in `files`. */
export function demoWorkflows(files) {
	const texts = globSync('workflows/*.json', { cwd: DEMO })
		.sort()
		.map((name) => readFileSync(join(DEMO, name), 'utf8'));
	return texts.map((text) => JSON.parse(text.replaceAll('__FILES__', JSON.stringify(files).slice(1, -1))));
}

export const workflowsHash = () => hashOf('workflows/*.json');

export const readTruth = () => JSON.parse(readFileSync(join(DEMO, 'truth.json'), 'utf8'));

function hashOf(...patterns) {
	const hash = createHash('sha256');
	for (const name of globSync(patterns, { cwd: DEMO }).sort())
		hash.update(name).update(readFileSync(join(DEMO, name)));
	return hash.digest('hex').slice(0, 16);
}
