import './environment';
import 'reflect-metadata';
import { createRequire } from 'node:module';
import type * as di from '@n8n/di';
import {
	BinaryDataConfig,
	BinaryDataService,
	ExecutionLifecycleHooks,
	LoadOptionsContext,
	WorkflowExecute,
} from 'n8n-core';
import type {
	IBinaryData,
	IConnections,
	IDataObject,
	ILoadOptionsFunctions,
	INode,
	INodeExecutionData,
	INodeParameters,
	INodeType,
	INodeTypes,
	IRun,
	ITaskData,
	IWorkflowExecuteAdditionalData,
	IWorkflowSettings,
} from 'n8n-workflow';
import { createRunExecutionData, NodeConnectionTypes, Workflow } from 'n8n-workflow';
import { credentialsHelper, type Filled } from './credentials';
import { databaseBinaries } from './databaseBinaries';
import { CustomerExport } from '../../nodes/CustomerExport/CustomerExport.node';
import { CustomerFileParse } from '../../nodes/CustomerFileParse/CustomerFileParse.node';
import { CustomerMapNormalize } from '../../nodes/CustomerMapNormalize/CustomerMapNormalize.node';
import { CustomerUpsert } from '../../nodes/CustomerUpsert/CustomerUpsert.node';

/** The registry of services that n8n-core itself uses: its own copy of the package. */
const { Container }: typeof di = createRequire(require.resolve('n8n-core'))('@n8n/di');

/** How n8n keeps files: `default` inside the items, `filesystem` and `database` beside them. */
export type BinaryMode = 'default' | 'filesystem' | 'database';

/** A node of a test's workflow: its type, its parameters, and to which outputs of which node it is connected. */
export interface TestNode {
	readonly type: string;
	readonly parameters?: INodeParameters;
	readonly onError?: NonNullable<INode['onError']>;
	/** `Name` or `Name:output`; the node before it when left out. */
	readonly from?: string;
}

/** What a run gives to look at. */
export interface TestRun {
	readonly run: IRun;
	/** The items of a node's output. */
	items(node: string, output?: number): readonly INodeExecutionData[];
	json(node: string, output?: number): readonly IDataObject[];
	/** What is said above a node's output. */
	hints(node: string): readonly string[];
	/** The file a node has given. */
	bytes(node: string): Promise<Buffer>;
	readonly error: Error | undefined;
}

export interface RunOptions {
	readonly nodes: Readonly<Record<string, TestNode>>;
	/** What the first node, 'Start', gives. */
	readonly start: readonly INodeExecutionData[];
	readonly binaryMode?: BinaryMode;
	readonly settings?: IWorkflowSettings;
	/** What every node finds of a credential type. */
	readonly credentials?: Filled;
	/** Gets the function that stops the run, as the person's button does. */
	readonly onStart?: (stop: () => void) => void;
}

const START = 'test.start';
const EXPRESSION = 'test.expression';

/** Gives the items of the test. */
function startNode(items: readonly INodeExecutionData[]): INodeType {
	return {
		description: {
			displayName: 'Start',
			name: 'start',
			group: ['trigger'],
			version: 1,
			description: 'Gives the items of the test',
			defaults: {},
			inputs: [],
			outputs: [NodeConnectionTypes.Main],
			properties: [],
		},
		async execute() {
			return [items.map((item) => ({ ...item }))];
		},
	};
}

/** Evaluates its parameter for each item, as Edit Fields would: `$('Parse').item` goes through the pairing. */
const expressionNode: INodeType = {
	description: {
		displayName: 'Expression',
		name: 'expression',
		group: ['transform'],
		version: 1,
		description: 'Evaluates an expression for each item',
		defaults: {},
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		properties: [{ displayName: 'Value', name: 'value', type: 'string', default: '' }],
	},
	async execute() {
		const items = this.getInputData();
		return [
			items.map((_, index) => ({
				json: { value: this.getNodeParameter('value', index) as string },
				pairedItem: { item: index },
			})),
		];
	},
};

function nodeTypes(start: readonly INodeExecutionData[]): INodeTypes {
	const types: Readonly<Record<string, INodeType>> = {
		[START]: startNode(start),
		[EXPRESSION]: expressionNode,
		customerFileParse: new CustomerFileParse(),
		customerMapNormalize: new CustomerMapNormalize(),
		customerUpsert: new CustomerUpsert(),
		customerExport: new CustomerExport(),
	};
	const find = (name: string): INodeType => {
		const type = types[name];
		if (type === undefined) throw new Error(`The test has no node type ${name}`);
		return type;
	};
	return { getByName: find, getByNameAndVersion: find, getKnownTypes: () => ({}) };
}

/** Runs a workflow in n8n's own engine. */
export async function runWorkflow(options: RunOptions): Promise<TestRun> {
	await useBinaryMode(options.binaryMode ?? 'filesystem');
	const all: Record<string, TestNode> = { Start: { type: START }, ...options.nodes };
	const workflow = new Workflow({
		id: 'test',
		nodes: Object.entries(all).map(([name, node], index) => toNode(name, node, index, options.credentials)),
		connections: toConnections(all),
		active: false,
		nodeTypes: nodeTypes(options.start),
		settings: options.settings ?? {},
	});
	const data = additionalData(options.credentials);
	const execution = new WorkflowExecute(data, 'manual', startingAt(workflow));
	const run = execution.processRunExecutionData(workflow);
	options.onStart?.(() => run.cancel());
	return toTestRun(await run);
}

/** What a node has while its panel is filled in. */
export function loadOptionsContext(
	type: string,
	parameters: INodeParameters,
	credentials: Filled,
): ILoadOptionsFunctions {
	const workflow = new Workflow({
		id: 'test',
		nodes: [toNode('Node', { type, parameters }, 0, credentials)],
		connections: {},
		active: false,
		nodeTypes: nodeTypes([]),
	});
	const node = workflow.getNode('Node');
	if (node === null) throw new Error('The workflow has no node');
	// To n8n's own types a workflow's name may be missing here and not there.
	const context: unknown = new LoadOptionsContext(workflow, node, additionalData(credentials), '');
	return context as ILoadOptionsFunctions;
}

async function useBinaryMode(mode: BinaryMode): Promise<void> {
	Container.get(BinaryDataConfig).mode = mode;
	const service = Container.get(BinaryDataService);
	await service.init();
	// n8n's server brings this manager, with its database.
	if (mode === 'database') service.setManager(mode, databaseBinaries());
}

function toNode(name: string, node: TestNode, index: number, credentials: Filled = {}): INode {
	const types = Object.keys(credentials).map((type) => [type, { id: type, name: type }]);
	return {
		id: `node-${index}`,
		name,
		type: node.type,
		typeVersion: 1,
		position: [index * 200, 0],
		parameters: node.parameters ?? {},
		credentials: Object.fromEntries(types),
		...(node.onError === undefined ? {} : { onError: node.onError }),
	};
}

function toConnections(nodes: Readonly<Record<string, TestNode>>): IConnections {
	const connections: IConnections = {};
	let before = '';
	for (const [name, { from = before }] of Object.entries(nodes)) {
		const [source = '', output = '0'] = from.split(':');
		before = name;
		if (source === '') continue;
		const main = (connections[source] ??= { main: [] })['main'] ?? [];
		const place = Number(output);
		while (main.length <= place) main.push([]);
		main[place]?.push({ node: name, type: NodeConnectionTypes.Main, index: 0 });
	}
	return connections;
}

function startingAt(workflow: Workflow) {
	const node = workflow.getNode('Start');
	if (node === null) throw new Error('The workflow has no start');
	return createRunExecutionData({
		executionData: {
			contextData: {},
			metadata: {},
			waitingExecution: {},
			waitingExecutionSource: {},
			nodeExecutionStack: [{ node, data: { main: [[{ json: {} }]] }, source: null }],
		},
	});
}

/** What n8n's server gives to the engine. Nothing of it is needed here but addresses, hooks and an id. */
function additionalData(credentials: Filled = {}): IWorkflowExecuteAdditionalData {
	const url = 'http://127.0.0.1:5678/';
	const workflow = { id: 'test', name: 'test', active: false, isArchived: false, nodes: [], connections: {} };
	const data: Partial<IWorkflowExecuteAdditionalData> = {
		credentialsHelper: credentialsHelper(credentials),
		hooks: new ExecutionLifecycleHooks('manual', 'execution', {
			...workflow,
			activeVersionId: null,
			createdAt: new Date(0),
			updatedAt: new Date(0),
		}),
		executionId: 'execution',
		workflowId: 'test',
		currentNodeExecutionIndex: 0,
		variables: {},
		restApiUrl: url,
		instanceBaseUrl: url,
		webhookBaseUrl: url,
		webhookWaitingBaseUrl: url,
		webhookTestBaseUrl: url,
		formBaseUrl: url,
		formWaitingBaseUrl: url,
		formTestBaseUrl: url,
	};
	return data as IWorkflowExecuteAdditionalData;
}

function toTestRun(run: IRun): TestRun {
	const taskOf = (node: string): ITaskData | undefined => run.data.resultData.runData[node]?.[0];
	const items = (node: string, output = 0) => taskOf(node)?.data?.['main']?.[output] ?? [];
	return {
		run,
		items,
		json: (node, output) => items(node, output).map((item) => item.json),
		hints: (node) => (taskOf(node)?.hints ?? []).map((hint) => hint.message),
		async bytes(node) {
			const binary = items(node)[0]?.binary?.['data'];
			if (binary === undefined) throw new Error(`${node} has given no file`);
			return await Container.get(BinaryDataService).getAsBuffer(binary);
		},
		error: run.data.resultData.error,
	};
}

/** The row numbers of items and row batches alike. */
export async function rowNumbersOf(items: readonly INodeExecutionData[]): Promise<number[]> {
	const numbers: number[] = [];
	for (const { json, binary } of items) {
		if (!('rowBatch' in json)) {
			numbers.push(Number(json['row_number']));
			continue;
		}
		const rows = binary?.['rows'] ?? (json['_files'] as { rows?: IBinaryData } | undefined)?.rows;
		if (rows === undefined) throw new Error('A row batch has lost its rows');
		const text = (await Container.get(BinaryDataService).getAsBuffer(rows)).toString();
		for (const line of text.trim().split('\n')) numbers.push(JSON.parse(line).rowNumber);
	}
	return numbers;
}
