import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { FOLDER } from './dataSets.mjs';

/** Where the bundle of `lib` lies that is measured. */
export const LIBRARY = join(FOLDER, 'library.cjs');

/** Bundles `lib` as the published package has it, so that what is measured is what users run. */
export async function buildLibrary() {
	await build({
		entryPoints: [fileURLToPath(new URL('../lib/index.ts', import.meta.url))],
		outfile: LIBRARY,
		bundle: true,
		platform: 'node',
		target: 'node24',
		format: 'cjs',
		// Optional parts of pg that nobody here asks for.
		external: ['pg-native', 'pg-cloudflare'],
		logLevel: 'error',
	});
}
