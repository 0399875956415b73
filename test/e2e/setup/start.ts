import { cpSync, globSync, mkdirSync, rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import {
	installCommunityPackage,
	installN8n,
	packedManifest,
	registerCommunityPackage,
	startN8n,
} from '../../../tools/n8n.mjs';
import { packPackage } from '../../../tools/package.mjs';
import { keepRunning } from './running';
import { publish } from './place';

const ROOT = resolve(__dirname, '../../..');
const FOLDER = join(ROOT, '.cache', 'n8n-e2e');

/** One n8n for all end-to-end tests: new and empty, with the packed package installed as a user installs it. */
export default async function start(): Promise<void> {
	const installation = await installN8n();
	const { tarball } = await packPackage();
	rmSync(FOLDER, { recursive: true, force: true });
	const files = join(FOLDER, 'files');
	mkdirSync(join(files, 'out'), { recursive: true });
	for (const name of globSync('demo/*.{csv,xlsx}', { cwd: ROOT }))
		cpSync(join(ROOT, name), join(files, basename(name)));
	await installCommunityPackage(FOLDER, tarball);
	const n8n = await startN8n(installation, { userFolder: FOLDER, fileFolders: [files] });
	keepRunning(n8n);
	const session = await n8n.signIn();
	registerCommunityPackage(FOLDER, await packedManifest(tarball), await session.nodeTypes());
	publish({ url: n8n.url, installation, tarball, userFolder: FOLDER, files });
}
