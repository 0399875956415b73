const { execFile } = require('node:child_process');
const { globSync } = require('node:fs');
const { build } = require('esbuild');

/**
 * Checks the types of everything that is published and writes its declarations to
 * `dist/types`. Tests and tools are checked by `npm run typecheck`.
 */
function emitTypes() {
	const arguments_ = [require.resolve('typescript/bin/tsc'), '-p', 'tools/build'];
	return new Promise((resolve, reject) => {
		execFile(process.execPath, arguments_, (error, stdout) =>
			error ? reject(new Error(stdout || error.message)) : resolve(),
		);
	});
}

/**
 * Compiles nodes, credentials and the package's entry file by file: n8n loads each
 * by its path, and all of them share the one bundle of `lib` beside them.
 */
function transpileEntries() {
	return build({
		entryPoints: globSync(['index.ts', 'nodes/**/*.ts', 'credentials/**/*.ts']),
		outdir: 'dist',
		outbase: '.',
		platform: 'node',
		target: 'node24',
		format: 'cjs',
		logLevel: 'warning',
	});
}

module.exports = { emitTypes, transpileEntries };
