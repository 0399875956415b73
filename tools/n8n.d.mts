import type { AxiosInstance } from 'axios';

/** A packed or installed package, as its package.json says. */
export interface PackageManifest {
	readonly name: string;
	readonly version: string;
	readonly author: { readonly name: string; readonly email: string };
	readonly [key: string]: unknown;
}

export interface N8nOptions {
	/** Where n8n keeps its data; its own folder `.n8n` is made in it. */
	userFolder: string;
	/** A free one by default. */
	port?: number;
	/** What nodes may read and write on disk. */
	fileFolders?: string[];
	/** Further environment variables. */
	variables?: Record<string, string>;
	/** Arguments for Node itself, e.g. `--max-old-space-size=2048`. */
	nodeArguments?: string[];
}

export interface N8nInstance {
	readonly url: string;
	readonly userFolder: string;
	/** The file that holds what n8n printed. */
	readonly log: string;
	readonly pid: number;
	running(): boolean;
	/** Waits for it to end by itself. */
	ended(): Promise<void>;
	/** Lets it finish and end. */
	stop(graceMs?: number): Promise<void>;
	/** Breaks it off (SIGKILL). */
	kill(): Promise<void>;
	signIn(): Promise<N8nSession>;
}

/** A process that executes what the queue holds. */
export interface N8nWorker {
	/** The file that holds what it printed. */
	readonly log: string;
	readonly pid: number;
	running(): boolean;
	/** Lets it finish and end. */
	stop(graceMs?: number): Promise<void>;
	/** Breaks it off (SIGKILL). */
	kill(): Promise<void>;
}

/** A workflow as n8n's editor saves it. */
export interface Workflow {
	readonly id?: string;
	readonly name: string;
	readonly nodes: readonly object[];
	readonly connections: object;
	readonly settings?: object;
	readonly [key: string]: unknown;
}

export interface Item {
	readonly json: Record<string, unknown>;
	readonly binary?: Record<string, Record<string, unknown>>;
	readonly pairedItem?: unknown;
}

export interface NodeRun {
	readonly status: string;
	readonly error?: { readonly message: string; readonly [key: string]: unknown };
	/** By output, the items. */
	readonly outputs: readonly (readonly Item[])[];
}

export interface Execution {
	readonly id: string;
	readonly status: string;
	readonly error?: { readonly message: string; readonly [key: string]: unknown };
	/** By node name, its runs in order. */
	readonly outputs: Readonly<Record<string, readonly NodeRun[]>>;
}

export interface NodeTypeSummary {
	readonly name: string;
	readonly displayName: string;
	readonly version: number | readonly number[];
	readonly iconUrl?: string | { readonly light: string; readonly dark: string };
	readonly [key: string]: unknown;
}

export interface N8nSession {
	/** Signed in, with the base address of n8n's internal interface. */
	readonly http: AxiosInstance;
	readonly cookie: string;
	/** Creates the workflow, or replaces the one of the same id; gives its id. */
	saveWorkflow(workflow: Workflow): Promise<string>;
	/** Starts it as the editor's button does, without waiting; gives the execution's id. */
	startWorkflow(id: string, trigger?: string): Promise<string>;
	/** Starts it and waits for its end. */
	runWorkflow(id: string, options?: { trigger?: string; timeoutMs?: number }): Promise<Execution>;
	/** A stored execution. */
	execution(id: string): Promise<Execution>;
	nodeTypes(): Promise<NodeTypeSummary[]>;
	credentialTypes(): Promise<NodeTypeSummary[]>;
	installedPackages(): Promise<Record<string, unknown>[]>;
	/** Creates a credential; gives its id. */
	saveCredential(credential: { name: string; type: string; data: Record<string, unknown> }): Promise<string>;
}

/** The owner account that `signIn` creates. */
export const OWNER: {
	readonly email: string;
	readonly password: string;
	readonly firstName: string;
	readonly lastName: string;
};

/** Installs n8n once per machine; gives the folder whose `node_modules` holds it. */
export function installN8n(): Promise<string>;

/** Starts n8n and waits until it answers. */
export function startN8n(installation: string, options: N8nOptions): Promise<N8nInstance>;

/** Starts a worker of queue mode and waits until it answers; `name` is that of its log. */
export function startN8nWorker(
	installation: string,
	options: N8nOptions & { name: string },
): Promise<N8nWorker>;

/** Runs one of n8n's own commands on the same data, e.g. `['import:workflow', '--input=x.json']`. */
export function runN8n(
	installation: string,
	options: N8nOptions,
	words: readonly string[],
): Promise<{ code: number; stdout: string; stderr: string }>;

/** `n8n execute --id`: runs a workflow in a process of its own. Throws with what n8n said if it fails. */
export function executeByCommand(
	installation: string,
	options: N8nOptions,
	id: string,
): Promise<Execution['outputs']>;

/** Installs a packed package as n8n does for a user; before n8n starts. Gives the folder. */
export function installCommunityPackage(userFolder: string, tarball: string): Promise<string>;

/** Makes Settings, Community nodes show the package; while n8n runs. */
export function registerCommunityPackage(
	userFolder: string,
	manifest: PackageManifest,
	nodes: readonly NodeTypeSummary[],
): void;

/** The package.json inside a tarball. */
export function packedManifest(tarball: string): Promise<PackageManifest>;

/** The paths inside a tarball, without the leading `package/`. */
export function packedFiles(tarball: string): Promise<string[]>;

/** Signs in over n8n's internal interface; creates the owner the first time. */
export function signIn(url: string): Promise<N8nSession>;
