import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { localBase } from '../../lib';
import { demoWorkflows } from '../../tools/demo/folder.mjs';
import type { N8nSession, Workflow } from '../../tools/n8n.mjs';
import type { People, PulledTable } from './pulledTable';

/** The template "Nightly pull into the customer base". */
const TEMPLATE = 'demoNightlyPull01';

export interface NightlyOptions {
	readonly id: string;
	/** The customer base that it fills. */
	readonly baseName: string;
	/** Of the database, and of that of the state where it is kept in PostgreSQL. */
	readonly credentials: { readonly customerSqlApi: string; readonly customerStateApi?: string };
	readonly output?: 'item' | 'batch';
}

interface Node {
	readonly name: string;
	readonly type: string;
	readonly parameters: Record<string, unknown>;
}

/** The template as a user sets it up, but pulling every second and in chunks of 40 rows. */
export function nightlyPull(files: string, options: NightlyOptions): Workflow {
	const template = demoWorkflows(files).find(({ id }) => id === TEMPLATE);
	if (template === undefined) throw new Error(`There is no workflow ${TEMPLATE}`);
	const nodes = (template.nodes as readonly Node[]).map((node) => setUp(node, options));
	return { ...template, id: options.id, name: options.baseName, nodes };
}

function setUp(node: Node, { baseName, credentials, output = 'item' }: NightlyOptions): Node & object {
	const isState = credentials.customerStateApi !== undefined;
	const state = isState ? { keepStateIn: 'postgres' } : {};
	const all = Object.entries(credentials).map(([type, id]) => [type, { id, name: type }]);
	const used = (...types: string[]) => ({
		credentials: Object.fromEntries(all.filter(([type]) => types.includes(String(type)))) as object,
	});
	if (node.type.endsWith('.sqlScheduledPullTrigger')) {
		const schedule = { rules: [{ unit: 'cron', expression: '* * * * * *' }] };
		const parameters = { ...node.parameters, ...state, schedule, output, chunkSize: 40 };
		return { ...node, parameters, ...used('customerSqlApi', 'customerStateApi') };
	}
	if (!node.type.endsWith('.customerUpsert')) return node;
	return { ...node, parameters: { ...node.parameters, ...state, baseName }, ...used('customerStateApi') };
}

export async function publish({ http, saveWorkflow }: N8nSession, workflow: Workflow): Promise<void> {
	const id = await saveWorkflow(workflow);
	const { data: stored } = await http.get<{ data: { versionId: string } }>(`/workflows/${id}`);
	await http.post(`/workflows/${id}/activate`, { versionId: stored.data.versionId });
}

/** Who is in a local customer base, and how many records there are. */
export async function peopleOfBase(
	userFolder: string,
	baseName: string,
): Promise<{ readonly people: People; readonly records: number }> {
	const path = join(userFolder, '.n8n', 'customer-import', `${baseName}.sqlite`);
	const people = new Map<string, readonly string[]>();
	let records = 0;
	if (!existsSync(path)) return { people, records };
	const base = localBase({ path, readOnly: true });
	try {
		for await (const batch of base.read?.({}) ?? []) {
			for (const { record } of batch) {
				records += 1;
				const { email, crmId, firstName, lastName, phone } = record;
				people.set(String(email), [crmId, firstName, lastName, phone].map(String));
			}
		}
	} finally {
		await base.close();
	}
	return { people, records };
}

/** What differs between table and base; empty where they are the same. */
export async function differences(
	table: PulledTable,
	userFolder: string,
	baseName: string,
): Promise<string[]> {
	const wanted = await table.people();
	const { people, records } = await peopleOfBase(userFolder, baseName);
	const wrong = [...wanted].filter(([email, person]) => String(people.get(email)) !== String(person));
	return [
		...wrong.map(([email, person]) => `${email}: ${String(person)}, but ${String(people.get(email))}`),
		...(records === wanted.size ? [] : [`${records} records for ${wanted.size} customers`]),
	];
}

/** Waits until something holds; false when it does not come to it in time. */
export async function comesTo(holds: () => Promise<boolean>, patienceMs: number): Promise<boolean> {
	const deadline = Date.now() + patienceMs;
	while (Date.now() < deadline) {
		// While it is being made, the base cannot be read.
		if (await holds().catch(() => false)) return true;
		await wait(200);
	}
	return false;
}
