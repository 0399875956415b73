const { rm } = require('node:fs/promises');
const { dest, parallel, series, src } = require('gulp');
const { bundleLibrary } = require('./tools/build/library');
const { emitTypes, transpileEntries } = require('./tools/build/entries');
const { writeLicences } = require('./tools/build/licences');
const { verifyImports } = require('./tools/build/imports');

const clean = () => rm('dist', { recursive: true, force: true });

/** Self-contained: n8n installs a community package without its dependencies, so they travel inside. */
async function library() {
	const metafiles = await bundleLibrary();
	await writeLicences(metafiles, 'dist/THIRD_PARTY_LICENSES.txt');
}

/** Icons and codex files lie beside the compiled node or credential that names them. */
const assets = () =>
	src(['{nodes,credentials,icons}/**/*.{svg,png}', 'nodes/**/*.node.json'], {
		allowEmpty: true,
		encoding: false,
		base: '.',
	}).pipe(dest('dist'));

const build = series(clean, parallel(emitTypes, library, transpileEntries, assets), verifyImports);
build.description =
	'Type-check, bundle the library, compile nodes and credentials, copy icons, verify what dist imports.';

module.exports = { build, clean, default: build };
