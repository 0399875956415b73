import {
	installCommunityPackage,
	installN8n,
	OWNER,
	packedManifest,
	registerCommunityPackage,
	startN8n,
} from '../n8n.mjs';
import { packPackage } from '../package.mjs';
import { withProgress } from '../process/progress.mjs';
import { portOrFree } from '../process/server.mjs';
import { demoWorkflows, prepareFolder, readState, remember, workflowsHash } from './folder.mjs';
import { runImports } from './imports.mjs';

/** n8n's own, which people know; another one where it is taken. */
const PORT = 5678;

/**
 * @param {{ once: boolean }} options `once`: end after the report
 * @returns {Promise<number>} the exit code: 1 where the counts of the report are not the truth's
 */
export async function runDemo({ once }) {
	const installation = await installN8n();
	const packed = await packPackage();
	const { userFolder, files } = prepareFolder();
	await installPackage(userFolder, packed);
	const port = await portOrFree(PORT);
	const n8n = await withProgress('Starting n8n', () =>
		startN8n(installation, { userFolder, port, fileFolders: [files] }),
	);
	const interrupted = signalled(['SIGINT', 'SIGTERM']);
	try {
		const session = await n8n.signIn();
		await importWorkflows(session, files);
		await showInSettings(session, userFolder, packed);
		const right = await runImports(session, packed.hash);
		console.log(right ? '\nEvery count is as it must be.' : '\nCounts differ from demo/truth.json.');
		if (once || !right) return right ? 0 : 1;
		invite(n8n, files);
		await Promise.race([interrupted, n8n.ended()]);
		return 0;
	} finally {
		await n8n.stop();
	}
}

async function installPackage(userFolder, { tarball, hash }) {
	if (readState().package === hash) return;
	await withProgress('Installing the package into n8n', () => installCommunityPackage(userFolder, tarball));
	remember({ package: hash });
}

/** Once: what somebody changed in a demo workflow stays until the project's own copy changes. */
async function importWorkflows(session, files) {
	const hash = workflowsHash();
	if (readState().workflows === hash) return;
	for (const workflow of demoWorkflows(files)) await session.saveWorkflow(workflow);
	remember({ workflows: hash });
}

async function showInSettings(session, userFolder, { tarball }) {
	const manifest = await packedManifest(tarball);
	const types = await session.nodeTypes();
	registerCommunityPackage(userFolder, manifest, types);
}

function signalled(signals) {
	return new Promise((resolve) => {
		for (const signal of signals) process.once(signal, resolve);
	});
}

function invite(n8n, files) {
	console.log(`
n8n runs with the five nodes of this package in it.

  Open      ${n8n.url}
  Sign in   ${OWNER.email}
  Password  ${OWNER.password}

Then open a workflow whose name begins with 'Demo' and click 'Execute workflow'. A double click on a
node shows its settings, with what came in on the left and what went out on the right. The files are in
${files}

Ctrl-C ends it.`);
}
