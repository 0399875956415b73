import type { IBinaryData, IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { BINARY_IN_JSON_PROPERTY, isBinaryValue } from 'n8n-workflow';
import { Readable } from 'node:stream';

/** Bytes read at once from n8n's binary storage. */
const CHUNK_BYTES = 256 * 1024;

/** Where n8n keeps files inside `json` when the workflow's binary mode is "combined". */
const FILES_IN_JSON: string = BINARY_IN_JSON_PROPERTY;

/** What is needed of n8n to read files, in any kind of node. */
export type BinaryReader = Pick<IExecuteFunctions, 'helpers'>;

/** The files an item carries, by field name, in both of n8n's binary modes. */
export function binaryFields(item: INodeExecutionData): ReadonlyMap<string, IBinaryData> {
	const inJson = item.json[FILES_IN_JSON];
	const all = [...Object.entries(isObject(inJson) ? inJson : {}), ...Object.entries(item.binary ?? {})];
	const fields = new Map<string, IBinaryData>();
	for (const [name, value] of all) {
		if (isBinaryValue(value)) fields.set(name, value);
	}
	return fields;
}

/** Whether `name` is where n8n keeps an item's files inside `json`, and so not data. */
export function holdsFiles(name: string): boolean {
	return name === FILES_IN_JSON;
}

/**
 * The bytes of a file: as a stream from n8n's storage, or from memory where n8n keeps files inside the
 * item. Starts at the first byte each time it is called.
 */
export async function* readBinary(
	context: BinaryReader,
	itemIndex: number,
	binary: IBinaryData,
): AsyncGenerator<Uint8Array> {
	if (binary.id === undefined) {
		yield await context.helpers.getBinaryDataBuffer(itemIndex, binary);
		return;
	}
	yield* await context.helpers.getBinaryStream(binary.id, CHUNK_BYTES);
}

/** Streams a file into n8n's binary storage. */
export async function storeFile(
	context: BinaryReader,
	content: AsyncIterable<Uint8Array>,
	fileName: string,
	mimeType: string,
): Promise<IBinaryData> {
	const stream = Readable.from(content, { objectMode: false });
	return await context.helpers.prepareBinaryData(stream, fileName, mimeType);
}

function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
