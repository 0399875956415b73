const { build } = require('esbuild');

/**
 * Optional parts of bundled packages that we leave out on purpose. They throw as
 * a missing module does, which is what the packages expect: `pg` only reaches for
 * its native twin when somebody asks for it.
 */
const LEFT_OUT = /^(pg-native|pg-cloudflare|canvas)$/;

const leaveOut = {
	name: 'leave-out',
	setup({ onResolve, onLoad }) {
		onResolve({ filter: LEFT_OUT }, ({ path }) => ({ path, namespace: 'left-out' }));
		onLoad({ filter: /.*/, namespace: 'left-out' }, ({ path }) => ({
			contents: `throw Object.assign(new Error("Cannot find module '${path}'"), { code: 'MODULE_NOT_FOUND' });`,
		}));
	},
};

/**
 * Bundles `lib` with all that it imports into `dist/lib/index.js`. What `lib`
 * imports by `await import()` is inside too, but is evaluated at the first use.
 * @returns {Promise<import('esbuild').Metafile>} what went into the bundle
 */
async function bundleLibrary() {
	const { metafile } = await build({
		entryPoints: ['lib/index.ts'],
		outfile: 'dist/lib/index.js',
		bundle: true,
		platform: 'node',
		target: 'node24',
		format: 'cjs',
		metafile: true,
		legalComments: 'none',
		external: ['n8n-workflow'],
		plugins: [leaveOut],
		logLevel: 'warning',
	});
	return metafile;
}

module.exports = { bundleLibrary };
