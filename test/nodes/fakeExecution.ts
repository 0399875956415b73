import type {
	IBinaryData,
	IDataObject,
	IExecuteFunctions,
	INode,
	INodeExecutionData,
	INodeType,
	NodeExecutionHint,
} from 'n8n-workflow';
import { Readable } from 'node:stream';

/** What a test says about the execution it wants. Whatever it does not say is not there. */
export interface FakeOptions {
	readonly node: INodeType;
	readonly items: readonly INodeExecutionData[];
	/** Parameters that differ from the node's defaults. */
	readonly parameters?: Readonly<Record<string, unknown>>;
	/** Parameters of some items only, by item index. */
	readonly itemParameters?: Readonly<Record<number, Readonly<Record<string, unknown>>>>;
	readonly onError?: NonNullable<INode['onError']>;
	/** Where n8n keeps files: beside the items (default), or as base64 in them. */
	readonly binary?: 'stored' | 'inline';
	readonly credentials?: Readonly<Record<string, IDataObject>>;
	readonly signal?: AbortSignal;
	readonly timeZone?: string;
	/** How the execution was started; tried out in the editor when left out. */
	readonly mode?: 'manual' | 'trigger';
	/** Bytes in a chunk of a stream; all at once when left out. */
	readonly chunkBytes?: number;
}

export interface FakeExecution {
	readonly context: IExecuteFunctions;
	readonly hints: readonly NodeExecutionHint[];
	/** The most bytes that were asked for or stored at once. */
	readonly largestPiece: () => number;
	/** Keeps a file as n8n would, for the input of a node. */
	store(bytes: Uint8Array | string, fileName: string, mimeType?: string): Promise<IBinaryData>;
	bytesOf(binary: IBinaryData | undefined): Buffer;
	execute(): Promise<INodeExecutionData[][]>;
}

/** An execution context that fails on everything the test did not define. */
export function fakeExecution(options: FakeOptions): FakeExecution {
	const hints: NodeExecutionHint[] = [];
	const binary = fakeBinary(options);
	const known = new Set(options.node.description.properties.map(({ name }) => name));
	const execution = {
		getInputData: () => options.items,
		getNode: () => ({ ...NODE, ...(options.onError === undefined ? {} : { onError: options.onError }) }),
		getNodeParameter(path: string, itemIndex: number, fallback?: unknown) {
			const [name = '', ...inner] = path.split('.');
			if (!known.has(name)) throw new Error(`The node has no parameter '${name}'`);
			const value = parameterOf(options, name, itemIndex);
			return inner.reduce<unknown>(stepInto, value) ?? fallback;
		},
		continueOnFail: () => options.onError?.startsWith('continue') === true,
		getExecutionCancelSignal: () => options.signal,
		addExecutionHints: (...added: NodeExecutionHint[]) => void hints.push(...added),
		getMode: () => options.mode ?? 'manual',
		getWorkflow: () => ({ id: 'workflow', active: options.mode === 'trigger' }),
		logger: strict({}, 'logger.'),
		getTimezone: () => options.timeZone ?? missing('a time zone'),
		getCredentials: async (name: string) => options.credentials?.[name] ?? missing(`a credential ${name}`),
		helpers: strict(binary.helpers, 'helpers.'),
	};
	// The fake has what our nodes use of n8n's some sixty functions, and throws at the use of any other.
	const context = strict(execution, '') as unknown as IExecuteFunctions;
	return {
		context,
		hints,
		largestPiece: () => binary.largest,
		store: async (bytes, fileName, mimeType) =>
			await binary.helpers.prepareBinaryData(Buffer.from(bytes), fileName, mimeType),
		bytesOf: (data) => binary.bytesOf(data ?? missing('a file')),
		execute: async () => (await options.node.execute?.call(context)) as INodeExecutionData[][],
	};
}

const NODE: INode = {
	id: 'node',
	name: 'Node under Test',
	type: 'n8n-nodes-customer-import.test',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

function parameterOf(options: FakeOptions, name: string, itemIndex: number): unknown {
	const given = { ...options.parameters, ...options.itemParameters?.[itemIndex] };
	if (name in given) return given[name];
	const defaults = options.node.description.properties.filter((property) => property.name === name);
	return defaults[0]?.default;
}

function stepInto(value: unknown, key: string): unknown {
	return typeof value === 'object' && value !== null
		? Object.entries(value).find(([name]) => name === key)?.[1]
		: undefined;
}

function missing(what: string): never {
	throw new Error(`The test did not define ${what}`);
}

/** An object that throws when something is read that it does not have. */
function strict<T extends object>(target: T, path: string): T {
	return new Proxy(target, {
		get(object, name, receiver) {
			if (typeof name === 'string' && !(name in object)) missing(`${path}${name}`);
			return Reflect.get(object, name, receiver);
		},
	});
}

interface FakeBinary {
	readonly helpers: {
		prepareBinaryData(data: Buffer | Readable, fileName?: string, mimeType?: string): Promise<IBinaryData>;
		getBinaryDataBuffer(itemIndex: number, binary: IBinaryData): Promise<Buffer>;
		getBinaryStream(id: string): Promise<Readable>;
		getBinaryMetadata(id: string): Promise<{ fileSize: number }>;
		assertBinaryData(itemIndex: number, name: string): IBinaryData;
	};
	largest: number;
	bytesOf(binary: IBinaryData): Buffer;
}

/** All fakes share one storage, so that the output of one node can be the input of another. */
const storage = new Map<string, Buffer>();

function fakeBinary(options: FakeOptions): FakeBinary {
	const fake: FakeBinary = {
		largest: 0,
		bytesOf: (binary) => (binary.id === undefined ? Buffer.from(binary.data, 'base64') : stored(binary.id)),
		helpers: {
			async prepareBinaryData(data, fileName, mimeType = 'text/plain') {
				const bytes = Buffer.isBuffer(data) ? data : await collect(data, fake);
				fake.largest = Math.max(fake.largest, Buffer.isBuffer(data) ? data.length : 0);
				const about = { mimeType, ...(fileName === undefined ? {} : { fileName }), bytes: bytes.length };
				if (options.binary === 'inline') return { ...about, data: bytes.toString('base64') };
				const id = `filesystem-v2:${storage.size + 1}`;
				storage.set(id, bytes);
				return { ...about, data: 'filesystem-v2', id };
			},
			getBinaryDataBuffer: async (_, binary) => fake.bytesOf(binary),
			getBinaryStream: async (id) => Readable.from(chunksOf(stored(id), options.chunkBytes)),
			getBinaryMetadata: async (id) => ({ fileSize: stored(id).length }),
			assertBinaryData(itemIndex, name) {
				return options.items[itemIndex]?.binary?.[name] ?? missing(`the file '${name}'`);
			},
		},
	};
	return fake;
}

function stored(id: string): Buffer {
	return storage.get(id) ?? missing(`the stored file ${id}`);
}

async function collect(stream: Readable, fake: FakeBinary): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of stream) {
		chunks.push(Buffer.from(chunk));
		fake.largest = Math.max(fake.largest, chunk.length);
	}
	return Buffer.concat(chunks);
}

function* chunksOf(bytes: Buffer, size = bytes.length || 1): Generator<Buffer> {
	for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
