import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { FOLDER } from './dataSets.mjs';

/** Where the bundle of `lib` lies that is measured. */
export const LIBRARY = join(FOLDER, 'library.cjs');

/** And that of what makes n8n's items of pulled rows. */
export const PULLED_ITEMS = join(FOLDER, 'pulledItems.cjs');

/** Bundles `lib` as the published package has it, so that what is measured is what users run. */
export async function buildLibrary() {
	await bundle('lib/index.ts', LIBRARY);
	await bundle('lib/connectors/localBase/writeThread.ts', join(FOLDER, 'localBaseThread.js'));
	// The library stays outside, or its code would be loaded twice.
	await bundle('nodes/SqlScheduledPullTrigger/chunkItems.ts', PULLED_ITEMS, { '../../lib': LIBRARY });
}

async function bundle(entry, outfile, elsewhere = {}) {
	await build({
		entryPoints: [fileURLToPath(new URL(`../${entry}`, import.meta.url))],
		outfile,
		bundle: true,
		platform: 'node',
		target: 'node24',
		format: 'cjs',
		// Optional parts of pg and ssh2 that nobody here asks for.
		external: ['pg-native', 'pg-cloudflare', 'cpu-features'],
		plugins: [leaveOutside(elsewhere)],
		logLevel: 'error',
	});
}

/** What is imported by such a name is required from such a file, as it runs. */
function leaveOutside(elsewhere) {
	return {
		name: 'leave-outside',
		setup({ onResolve }) {
			onResolve({ filter: /lib$/ }, ({ path }) =>
				elsewhere[path] ? { path: elsewhere[path], external: true } : undefined,
			);
		},
	};
}
