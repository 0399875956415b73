import { configWithoutCloudSupport } from '@n8n/node-cli/eslint';

/** Git ignores the cache folder, ESLint does not: the data of the demo's n8n lies in it, and the editor's own scripts. */
export default [{ ignores: ['.cache/'] }, ...configWithoutCloudSupport];
