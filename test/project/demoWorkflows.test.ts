import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeProperties, INodeType } from 'n8n-workflow';
import { CustomerExport } from '../../nodes/CustomerExport/CustomerExport.node';
import { CustomerFileParse } from '../../nodes/CustomerFileParse/CustomerFileParse.node';
import { CustomerMapNormalize } from '../../nodes/CustomerMapNormalize/CustomerMapNormalize.node';
import { CustomerUpsert } from '../../nodes/CustomerUpsert/CustomerUpsert.node';
import { SqlScheduledPullTrigger } from '../../nodes/SqlScheduledPullTrigger/SqlScheduledPullTrigger.node';

interface WorkflowNode {
	readonly id: string;
	readonly name: string;
	readonly type: string;
	readonly parameters: Readonly<Record<string, unknown>>;
}

interface Workflow {
	readonly id: string;
	readonly active: boolean;
	readonly nodes: readonly WorkflowNode[];
	readonly connections: Readonly<
		Record<string, { readonly main: ReadonlyArray<ReadonlyArray<{ readonly node: string }>> }>
	>;
}

const FOLDER = join(__dirname, '../../demo/workflows');
const PACKAGE = 'n8n-nodes-customer-import.';

const ours = new Map<string, INodeType>(
	[
		new CustomerExport(),
		new CustomerFileParse(),
		new CustomerMapNormalize(),
		new CustomerUpsert(),
		new SqlScheduledPullTrigger(),
	].map((node) => [PACKAGE + node.description.name, node]),
);

const files = globSync('*.json', { cwd: FOLDER }).toSorted();

describe.each(files)('the demo workflow %s', (file) => {
	const workflow = JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Workflow;
	const names = workflow.nodes.map(({ name }) => name);

	test('is off, and its nodes have names and ids of their own', () => {
		expect(workflow.active).toBe(false);
		expect(new Set(names).size).toBe(names.length);
		expect(new Set(workflow.nodes.map(({ id }) => id)).size).toBe(names.length);
	});

	test('connects nodes that are there, by outputs they have', () => {
		for (const [from, { main }] of Object.entries(workflow.connections)) {
			expect(names).toContain(from);
			const outputs = ours.get(typeOf(workflow, from))?.description.outputs;
			if (outputs !== undefined) expect(main.length).toBeLessThanOrEqual(outputs.length);
			for (const { node } of main.flat()) expect(names).toContain(node);
		}
	});

	test('sets only parameters that our nodes have, to values that they know', () => {
		for (const { name, type, parameters } of workflow.nodes) {
			const node = ours.get(type);
			if (type.startsWith(PACKAGE)) expect(node).toBeDefined();
			if (node === undefined) continue;
			expect({ name, unknown: unknownParameters(parameters, node.description.properties) }).toEqual({
				name,
				unknown: [],
			});
		}
	});
});

function typeOf(workflow: Workflow, name: string): string {
	return workflow.nodes.find((node) => node.name === name)?.type ?? '';
}

/** The parameters that no property describes, and the choices that a property does not offer, with their paths. */
function unknownParameters(
	parameters: Readonly<Record<string, unknown>>,
	properties: readonly INodeProperties[],
): string[] {
	return Object.entries(parameters).flatMap(([name, value]) => {
		const described = properties.filter((property) => property.name === name);
		if (described.length === 0) return [name];
		const complaints = described.map((property) =>
			unknownIn(value, property).map((path) => `${name}.${path}`),
		);
		// A name may belong to several properties of which one is shown; one of them must fit.
		return complaints.toSorted((a, b) => a.length - b.length)[0] ?? [];
	});
}

function unknownIn(value: unknown, property: INodeProperties): string[] {
	const options = property.options ?? [];
	if (property.type === 'collection') return unknownParameters(fieldsOf(value), properties(options));
	if (property.type === 'fixedCollection') return unknownInGroups(fieldsOf(value), options);
	if (property.type !== 'options' && property.type !== 'multiOptions') return [];
	const known = options.map((option) => ('value' in option ? option.value : undefined));
	return [value].flat().flatMap((one) => (known.some((choice) => choice === one) ? [] : [String(one)]));
}

function unknownInGroups(
	groups: Readonly<Record<string, unknown>>,
	options: NonNullable<INodeProperties['options']>,
): string[] {
	return Object.entries(groups).flatMap(([name, rows]) => {
		const group = options.find((option) => option.name === name);
		if (group === undefined || !('values' in group)) return [name];
		return [rows].flat().flatMap((row) => unknownParameters(fieldsOf(row), group.values));
	});
}

function properties(options: NonNullable<INodeProperties['options']>): INodeProperties[] {
	return options.flatMap((option) => ('type' in option ? [option] : []));
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}
