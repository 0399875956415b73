import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import {
	installCommunityPackage,
	startN8n,
	type Execution,
	type N8nInstance,
	type Workflow,
} from '../../tools/n8n.mjs';
import { publishedPlace } from './setup/place';

const POLL_MS = 100;
/** Requests and timers of a start are over by then. */
const REST_MS = 1_000;
const UNFINISHED = new Set(['new', 'running', 'waiting']);

/** A run of a workflow and what it took. */
export interface MeasuredRun {
	readonly execution: Execution;
	/** The peak of the n8n process above what it had at rest before, in MB. */
	readonly memoryMb: number;
	/** Of the n8n process, user and system. */
	readonly cpuMs: number;
}

/** An n8n of its own, so that what others ran before is not measured. */
export interface MeasuredN8n {
	/** What its nodes may read. */
	readonly files: string;
	run(workflow: Workflow): Promise<MeasuredRun>;
	/** Whether the process is the one that was started, and answers. */
	answers(): Promise<boolean>;
	stop(): Promise<void>;
}

/** Starts the real n8n with the package in a user folder of its own. */
export async function measuredN8n(name: string): Promise<MeasuredN8n> {
	const { installation, tarball, userFolder: shared, files } = publishedPlace();
	const userFolder = join(shared, name);
	await installCommunityPackage(userFolder, tarball);
	const n8n = await startN8n(installation, { userFolder, fileFolders: [files] });
	const session = await n8n.signIn();
	return {
		files,
		async run(workflow) {
			const id = await session.saveWorkflow(workflow);
			await wait(REST_MS);
			const { idleMb, cpuMs } = beginMeasuring(n8n.pid);
			const executionId = await session.startWorkflow(id);
			await ended(n8n, async () => await statusOf(session.http, id));
			const used = { memoryMb: peakMb(n8n.pid) - idleMb, cpuMs: cpuTime(n8n.pid) - cpuMs };
			return { execution: await session.execution(executionId), ...used };
		},
		async answers() {
			return n8n.running() && (await session.http.get('/settings')).status === 200;
		},
		async stop() {
			await n8n.stop();
			rmSync(userFolder, { recursive: true, force: true });
		},
	};
}

/** Only the status: for the execution itself n8n would read all of its data, in the process that is measured. */
async function statusOf(http: { get: Session['get'] }, workflowId: string): Promise<unknown> {
	const params = { filter: JSON.stringify({ workflowId }), limit: 1 };
	const { data } = await http.get('/executions', { params });
	return data.data.results[0]?.status;
}

type Session = Awaited<ReturnType<N8nInstance['signIn']>>['http'];

async function ended(n8n: N8nInstance, status: () => Promise<unknown>): Promise<void> {
	for (;;) {
		await wait(POLL_MS);
		if (!n8n.running()) throw new Error(`n8n has ended:\n${readFileSync(n8n.log, 'utf8').slice(-3000)}`);
		const found = await status();
		if (typeof found === 'string' && !UNFINISHED.has(found)) return;
	}
}

/** Linux keeps the peak of a process, and forgets it on demand (proc_pid_clear_refs(5)). */
function beginMeasuring(pid: number): { idleMb: number; cpuMs: number } {
	writeFileSync(`/proc/${pid}/clear_refs`, '5');
	return { idleMb: peakMb(pid), cpuMs: cpuTime(pid) };
}

function peakMb(pid: number): number {
	const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
	return Number(kilobytes) / 1024;
}

/** Fields 14 and 15 of proc_pid_stat(5), in hundredths of a second. */
function cpuTime(pid: number): number {
	const behindName = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
	return (Number(behindName[11]) + Number(behindName[12])) * 10;
}
