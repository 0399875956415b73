const { readdirSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const LICENCE_FILE = /^(licen[cs]e|copying|notice|third.?party)/i;

/** The folder of the package a bundled file belongs to; the innermost where packages nest. */
const packageFolder = (path) => path.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0];

function licenceOf(folder) {
	const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
	const files = readdirSync(folder, { withFileTypes: true }).filter(
		(entry) => entry.isFile() && LICENCE_FILE.test(entry.name),
	);
	if (!license && files.length === 0) throw new Error(`${name}@${version} is bundled and names no licence`);
	const texts = files.map((file) => readFileSync(join(folder, file.name), 'utf8').trim());
	return { title: `${name}@${version} (${license ?? 'see below'})`, text: texts.join('\n\n') };
}

/** The folders of the packages that left at least one byte in the bundles. */
function bundledFolders(metafiles) {
	const outputs = metafiles.flatMap((metafile) => Object.values(metafile.outputs));
	const inputs = outputs.flatMap((output) => Object.entries(output.inputs));
	const used = inputs
		.filter(([, { bytesInOutput }]) => bytesInOutput > 0)
		.map(([path]) => packageFolder(path));
	return [...new Set(used.filter((folder) => folder !== undefined))];
}

/** Writes name, version and licence text of every bundled package into `file`, sorted by name. */
async function writeLicences(metafiles, file) {
	const licences = bundledFolders(metafiles).map(licenceOf);
	const sections = licences
		.toSorted((a, b) => a.title.localeCompare(b.title, 'en'))
		.map(({ title, text }) => `${title}\n\n${text}`);
	const rule = `\n\n${'-'.repeat(80)}\n\n`;
	writeFileSync(file, ['Software of others that is part of dist/lib.', ...sections].join(rule) + '\n');
}

module.exports = { writeLicences };
