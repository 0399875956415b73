/**
 * `npm run docs`: writes the pages that are made from the code, `docs/rules.md` and `docs/destinations.md`. Tests tell
 * when they are out of date.
 */
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bootstrap } from './bootstrap.mjs';
import { destinationsPage } from './docs/destinationsPage.mjs';
import { rulesPage } from './docs/rulesPage.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

if (await bootstrap()) await main();

async function main() {
	const { ALL_RULES, CONNECTORS, ISSUES } = await loadLibrary();
	writeFileSync(join(ROOT, 'docs', 'rules.md'), rulesPage(ALL_RULES, ISSUES));
	writeFileSync(join(ROOT, 'docs', 'destinations.md'), destinationsPage(CONNECTORS));
}

/** The library is TypeScript, and is bundled to be run. */
async function loadLibrary() {
	const { build } = await import('esbuild');
	const { outputFiles } = await build({
		stdin: {
			contents: `
				export { ALL_RULES } from './normalize';
				export { CONNECTORS } from './connectors';
				export { ISSUES } from './errors';
			`,
			resolveDir: join(ROOT, 'lib'),
		},
		bundle: true,
		packages: 'external',
		format: 'cjs',
		platform: 'node',
		target: 'node24',
		write: false,
		logLevel: 'error',
	});
	const module = { exports: {} };
	new Function('module', 'exports', 'require', '__dirname', outputFiles[0].text)(
		module,
		module.exports,
		createRequire(import.meta.url),
		join(ROOT, 'lib'),
	);
	return module.exports;
}
