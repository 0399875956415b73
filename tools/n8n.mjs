/** The real n8n that the demo and the end-to-end tests run in. */
export {
	installCommunityPackage,
	packedFiles,
	packedManifest,
	registerCommunityPackage,
} from './n8n/communityPackage.mjs';
export { outputsOf, parseFlatted } from './n8n/executionData.mjs';
export { installN8n } from './n8n/install.mjs';
export { executeByCommand, runN8n, startN8n, startN8nWorker } from './n8n/instance.mjs';
export { OWNER, signIn } from './n8n/session.mjs';
