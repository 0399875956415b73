const { globSync } = require('node:fs');
const { isBuiltin } = require('node:module');
const { relative } = require('node:path');
const { build } = require('esbuild');

/** The peer that n8n itself provides; everything else has to be in `dist`. */
const PROVIDED = 'n8n-workflow';

const refuseForeign = {
	name: 'refuse-foreign',
	setup({ onResolve }) {
		onResolve({ filter: /^[^.]/ }, ({ path, kind, importer }) => {
			if (kind === 'entry-point') return undefined;
			if (isBuiltin(path) || path === PROVIDED) return { external: true };
			return {
				errors: [
					{ text: `${relative('.', importer)} imports '${path}', which nobody installs at the user's` },
				],
			};
		});
	},
};

/**
 * Follows every import in `dist` and fails on one that would not resolve where the
 * package is installed without dependencies: n8n's lint cannot see this, since
 * it lets imports of development dependencies pass.
 */
async function verifyImports() {
	await build({
		entryPoints: globSync('dist/**/*.js'),
		outdir: 'dist',
		bundle: true,
		write: false,
		platform: 'node',
		plugins: [refuseForeign],
		logLevel: 'error',
	});
}

module.exports = { verifyImports };
