const { createHash } = require('node:crypto');
const { transformSync, version } = require('esbuild');

/** Lets jest run TypeScript and ES modules; types are checked by `tsc`, not here. */
module.exports = {
	getCacheKey: (source, file) => createHash('sha1').update(`${version}\0${file}\0${source}`).digest('hex'),
	process(source, file) {
		const { code } = transformSync(source, {
			loader: file.endsWith('.ts') ? 'ts' : 'js',
			format: 'cjs',
			target: 'node24',
			sourcefile: file,
			sourcemap: 'inline',
			supported: { 'dynamic-import': false },
			define: { 'import.meta.url': '__importMetaUrl' },
			banner: 'const __importMetaUrl = require("node:url").pathToFileURL(__filename).href;',
		});
		return { code };
	},
};
