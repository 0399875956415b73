import { freePort } from '../process/server.mjs';

/** Variables of whoever runs us that would make their n8n, or jest, of ours. */
const FOREIGN =
	/^(N8N_|DB_|EXECUTIONS_|QUEUE_|NODE_ENV$|NODE_OPTIONS$|NODE_PATH$|JEST_|WEBHOOK_URL$|GENERIC_TIMEZONE$)/;

/**
 * The environment of an n8n that keeps to itself: its own folder and ports, on
 * this machine only, calling nobody.
 *
 * @param {{ userFolder: string, port?: number, fileFolders?: string[], variables?: Record<string, string> }} options
 *   `fileFolders` are what its nodes may read and write on disk.
 */
export async function n8nEnvironment({ userFolder, port, fileFolders = [], variables = {} }) {
	const inherited = Object.entries(process.env).filter(([name]) => !FOREIGN.test(name));
	const listenPort = port ?? (await freePort());
	return {
		...Object.fromEntries(inherited),
		N8N_USER_FOLDER: userFolder,
		N8N_PORT: String(listenPort),
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_HOST: '127.0.0.1',
		N8N_EDITOR_BASE_URL: `http://127.0.0.1:${listenPort}`,
		N8N_SECURE_COOKIE: 'false',
		N8N_RUNNERS_BROKER_PORT: String(await freePort()),
		N8N_RESTRICT_FILE_ACCESS_TO: fileFolders.join(';'),
		N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '10',
		N8N_LOG_LEVEL: 'info',
		GENERIC_TIMEZONE: 'UTC',
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
		N8N_DYNAMIC_BANNERS_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_AI_ENABLED: 'false',
		N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
		N8N_VERIFIED_PACKAGES_ENABLED: 'false',
		N8N_SENTRY_DSN: '',
		N8N_PYTHON_ENABLED: 'false',
		// It fetches a list from the internet whenever n8n starts.
		N8N_DISABLED_MODULES: 'mcp-registry',
		...variables,
	};
}
