const { build } = require('esbuild');
const { leaveOut, shareCopies, shrinkOthers } = require('./packages');

const SETTINGS = {
	bundle: true,
	platform: 'node',
	target: 'node24',
	format: 'cjs',
	metafile: true,
	legalComments: 'none',
	external: ['n8n-workflow'],
	logLevel: 'warning',
};

/** What most runs never need, and n8n would have to read at every start: it lies in a file of its own. */
const DRIVERS = /^(?:mysql2|oracledb|ssh2|tedious)(?:\/|$)/;
const DRIVERS_FILE = './drivers.js';

/**
 * Hands the drivers that `lib` imports to a file beside the bundle, which is read when one is first needed.
 * @param {Set<string>} wanted receives what is imported of them
 */
const apart = (wanted) => ({
	name: 'drivers-apart',
	setup({ onResolve, onLoad }) {
		onResolve({ filter: DRIVERS }, ({ path }) => {
			wanted.add(path);
			return { path, namespace: 'driver' };
		});
		onResolve({ filter: /^\.\/drivers\.js$/, namespace: 'driver' }, () => ({
			path: DRIVERS_FILE,
			external: true,
		}));
		onLoad({ filter: /.*/, namespace: 'driver' }, ({ path }) => ({
			contents: `module.exports = require('${DRIVERS_FILE}')('${path}');`,
		}));
	},
});

/** One function that gives a driver by its name, each evaluated when it is first asked for. */
const driversEntry = (wanted) => {
	const loaders = [...wanted].sort().map((path) => `'${path}': () => require('${path}'),`);
	return `const LOADERS = {\n${loaders.join('\n')}\n};\nmodule.exports = (name) => LOADERS[name]();\n`;
};

/**
 * Bundles `lib` with all that it imports into `dist/lib/index.js`, and the drivers into a file beside it. What
 * `lib` imports by `await import()` is evaluated at the first use.
 * @returns {Promise<import('esbuild').Metafile[]>} what went into the bundles
 */
async function bundleLibrary(folder = 'dist/lib') {
	const wanted = new Set();
	const library = await build({
		...SETTINGS,
		entryPoints: ['lib/index.ts'],
		outfile: `${folder}/index.js`,
		plugins: [apart(wanted), leaveOut, shrinkOthers],
	});
	const drivers = await build({
		...SETTINGS,
		stdin: { contents: driversEntry(wanted), resolveDir: '.', sourcefile: 'drivers.js' },
		outfile: `${folder}/drivers.js`,
		plugins: [leaveOut, shareCopies, shrinkOthers],
	});
	return [library.metafile, drivers.metafile, await bundleThread(folder)];
}

/**
 * Bundles what runs in the thread that writes to a local base, into a file that `lib` looks for beside itself.
 * @returns {Promise<import('esbuild').Metafile>} what went into it
 */
async function bundleThread(folder) {
	const { metafile } = await build({
		...SETTINGS,
		entryPoints: ['lib/connectors/localBase/writeThread.ts'],
		outfile: `${folder}/localBaseThread.js`,
	});
	return metafile;
}

module.exports = { bundleLibrary, bundleThread };
