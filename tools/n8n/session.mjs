import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import axios from 'axios';
import { outputsOf, parseFlatted } from './executionData.mjs';

const POLL_MS = 150;
const UNFINISHED = ['new', 'running', 'waiting'];

/** An invented person; the password is as long and mixed as n8n asks for. */
export const OWNER = {
	email: 'demo@example.com',
	password: 'Demo-owner-2026',
	firstName: 'Demo',
	lastName: 'Owner',
};

/**
 * What a signed-in person can do in n8n, over the interface its own editor uses.
 * Creates the owner account the first time.
 *
 * @param {string} url where n8n answers
 * @returns {Promise<import('../n8n.mjs').N8nSession>}
 */
export async function signIn(url) {
	const http = axios.create({
		baseURL: `${url}/rest`,
		// A connection that was kept from before may be closed by now without this busy process having noticed.
		httpAgent: new Agent({ keepAlive: false }),
		timeout: 60_000,
		maxContentLength: Infinity,
		maxBodyLength: Infinity,
	});
	http.interceptors.response.use(undefined, (error) => Promise.reject(withAnswer(error)));
	const cookie = await authenticate(http);
	http.defaults.headers.common.cookie = cookie;
	return {
		http,
		cookie,
		saveWorkflow: (workflow) => saveWorkflow(http, workflow),
		startWorkflow: (id, trigger) => startWorkflow(http, id, trigger),
		execution: (id) => execution(http, id),
		runWorkflow: async (id, { trigger, timeoutMs = 300_000 } = {}) =>
			finished(http, await startWorkflow(http, id, trigger), timeoutMs),
		nodeTypes: async () => (await axios.get(`${url}/types/nodes.json`, { headers: { cookie } })).data,
		credentialTypes: async () =>
			(await axios.get(`${url}/types/credentials.json`, { headers: { cookie } })).data,
		installedPackages: async () => (await http.get('/community-packages')).data.data,
		saveCredential: async (credential) => (await http.post('/credentials', credential)).data.data.id,
	};
}

async function authenticate(http) {
	const settings = await http.get('/settings');
	const answer = settings.data.data.userManagement.showSetupOnFirstLoad
		? await http.post('/owner/setup', OWNER)
		: await http.post('/login', { emailOrLdapLoginId: OWNER.email, password: OWNER.password });
	return answer.headers['set-cookie'].map((cookie) => cookie.split(';')[0]).join('; ');
}

/** Creates the workflow, or replaces the one of the same id. */
async function saveWorkflow(http, workflow) {
	const known =
		workflow.id &&
		(await http.get(`/workflows/${workflow.id}`, { validateStatus: (status) => status < 500 }));
	const { data } =
		known?.status === 200
			? await http.patch(`/workflows/${workflow.id}`, workflow, { params: { forceSave: true } })
			: await http.post('/workflows', workflow);
	return data.data.id;
}

async function startWorkflow(http, id, trigger) {
	const { data: workflow } = await http.get(`/workflows/${id}`);
	const name = trigger ?? triggerOf(workflow.data.nodes);
	const { data } = await http.post(`/workflows/${id}/run`, { triggerToStartFrom: { name } });
	return data.data.executionId;
}

function triggerOf(nodes) {
	const trigger = nodes.find((node) => /trigger$/i.test(node.type) && !node.disabled);
	if (!trigger) throw new Error('The workflow has no trigger to start from.');
	return trigger.name;
}

async function finished(http, id, timeoutMs) {
	const deadline = Date.now() + timeoutMs;
	for (;;) {
		const { data } = await http.get(`/executions/${id}`);
		if (!UNFINISHED.includes(data.data.status)) return readExecution(data.data);
		if (Date.now() > deadline)
			throw new Error(`Execution ${id} was still ${data.data.status} after ${timeoutMs} ms.`);
		await sleep(POLL_MS);
	}
}

const execution = async (http, id) => readExecution((await http.get(`/executions/${id}`)).data.data);

function readExecution({ id, status, data }) {
	const whole = parseFlatted(data);
	return { id, status, error: whole.resultData.error, outputs: outputsOf(whole) };
}

/** An axios error says no more than "status code 400"; n8n says why in the body. */
function withAnswer(error) {
	const said = error.response?.data?.message ?? error.response?.data;
	if (said)
		error.message = `${error.config.method} ${error.config.url}: ${error.response.status} ${JSON.stringify(said)}`;
	return error;
}
