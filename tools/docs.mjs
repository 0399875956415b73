/** `npm run docs`: writes the pages that are made from the code, `docs/rules.md`. A test tells when they are out of date. */
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bootstrap } from './bootstrap.mjs';
import { rulesPage } from './docs/rulesPage.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

if (await bootstrap()) await main();

async function main() {
	const { RULES, ISSUES } = await loadLibrary();
	const page = rulesPage(Object.values(RULES), ISSUES);
	writeFileSync(join(ROOT, 'docs', 'rules.md'), page);
}

/** The library is TypeScript, and is bundled to be run. */
async function loadLibrary() {
	const { build } = await import('esbuild');
	const { outputFiles } = await build({
		stdin: {
			contents: "export { RULES } from './normalize'; export { ISSUES } from './errors';",
			resolveDir: join(ROOT, 'lib'),
		},
		bundle: true,
		format: 'cjs',
		platform: 'node',
		target: 'node24',
		write: false,
		logLevel: 'error',
	});
	const module = { exports: {} };
	new Function('module', 'exports', 'require', outputFiles[0].text)(
		module,
		module.exports,
		createRequire(import.meta.url),
	);
	return module.exports;
}
