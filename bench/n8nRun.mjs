import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startN8n } from '../tools/n8n.mjs';
import { storedResult } from './executionStep.mjs';

const POLL_MS = 100;
const TIME_LIMIT_MS = 300_000;
const UNFINISHED = new Set(['new', 'running', 'waiting']);

/** The same for all: more than n8n's nodes need for the biggest file here, if they can do it at all. */
const HEAP_MB = 8_192;

/** @typedef {number | { found: number, ms: number }} Left */

/**
 * Runs a workflow once in a freshly started n8n with a copy of a prepared user folder.
 * @param {{ installation: string, template: string, fileFolders: string[], workflow: object, credentials?: object[], inspect: (userFolder: string) => Left | Promise<Left> }} options
 *   `inspect` counts what the run has left, and may say how long the part of it took that matters
 * @returns {Promise<{ ms: number, rssMb: number, idleMb: number, found: number } | { failure: string }>}
 *   `ms` until the execution is saved, unless `inspect` says otherwise; `rssMb` the peak of the n8n process, `idleMb` before the run
 */
export async function runInN8n({ installation, template, fileFolders, workflow, credentials = [], inspect }) {
	const userFolder = mkdtempSync(join(tmpdir(), 'customer-import-bench-'));
	cpSync(template, userFolder, { recursive: true });
	const n8n = await startN8n(installation, {
		userFolder,
		fileFolders,
		nodeArguments: [`--max-old-space-size=${HEAP_MB}`],
	});
	try {
		const session = await n8n.signIn();
		const id = await session.saveWorkflow(await withCredentials(workflow, credentials, session));
		forgetPeak(n8n.pid);
		const idleMb = peakMemory(n8n.pid);
		const startedAt = performance.now();
		await session.startWorkflow(id, 'Start');
		const status = await statusAtEnd(session, n8n, id);
		const ms = performance.now() - startedAt;
		if (status !== 'success') return { failure: `n8n says '${status}': ${reason(userFolder, n8n.log)}` };
		const rssMb = peakMemory(n8n.pid);
		const left = await inspect(userFolder);
		return { ms, idleMb, rssMb, ...(typeof left === 'object' ? left : { found: left }) };
	} catch (error) {
		return { failure: error.message };
	} finally {
		await n8n.stop();
		rmSync(userFolder, { recursive: true, force: true });
	}
}

/** A workflow whose nodes have the credentials of their types. */
async function withCredentials(workflow, credentials, session) {
	const saved = new Map();
	for (const credential of credentials) {
		saved.set(credential.type, { id: await session.saveCredential(credential), name: credential.name });
	}
	const nodes = workflow.nodes.map(({ credentialType, ...node }) =>
		credentialType === undefined
			? node
			: { ...node, credentials: { [credentialType]: saved.get(credentialType) } },
	);
	return { ...workflow, nodes };
}

/** Asks for the status alone: asking for the execution would make n8n read all of its data. */
async function statusAtEnd({ http }, n8n, workflowId) {
	const deadline = Date.now() + TIME_LIMIT_MS;
	const filter = JSON.stringify({ workflowId });
	while (Date.now() < deadline) {
		await sleep(POLL_MS);
		if (!n8n.running()) return 'the process has ended';
		const answer = await http
			.get('/executions', { params: { filter, limit: 1 }, timeout: TIME_LIMIT_MS })
			.catch(() => undefined);
		const status = answer?.data.data.results[0]?.status;
		if (status !== undefined && !UNFINISHED.has(status)) return status;
	}
	return `not finished after ${TIME_LIMIT_MS / 1000} s`;
}

/** What n8n needed to start is no part of the run (proc_pid_clear_refs(5)). */
function forgetPeak(pid) {
	writeFileSync(`/proc/${pid}/clear_refs`, '5');
}

/** The most memory a process has had at once, in MB. Linux keeps count. */
function peakMemory(pid) {
	const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/mu.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
	return Number(kilobytes) / 1024;
}

/** What the execution says went wrong, or else the log: an n8n that ended has stored nothing. */
function reason(userFolder, log) {
	return (storedError(userFolder) ?? loggedError(log) ?? 'no reason in the log').slice(0, 200);
}

function storedError(userFolder) {
	try {
		const { lastNodeExecuted, error } = storedResult(userFolder);
		return error && `${lastNodeExecuted}: ${error.message}`;
	} catch {
		return undefined;
	}
}

function loggedError(log) {
	const lines = readFileSync(log, 'utf8').trim().split('\n');
	return lines.findLast((line) => /error|memory|invalid/iu.test(line))?.trim();
}
