import type { IBinaryData, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { ByteSource } from '../../lib';
import { bytesSource, streamSource, userError } from '../../lib';
import { binaryFields, readBinary } from '../shared/binary';
import { listedNames } from '../shared/lists';

/** A file of an input item. */
export interface InputFile {
	readonly item: number;
	/** Different from the names of all other files of the run. */
	readonly name: string;
	readonly source: ByteSource;
}

/** Gives files names of their own. */
export type FileNamer = (binary: IBinaryData) => string;

/**
 * The files of an item that the node is to read, ready to be read.
 * @throws userError when the item does not have them
 */
export async function* filesOf(
	context: IExecuteFunctions,
	item: INodeExecutionData,
	index: number,
	nameFile: FileNamer,
): AsyncGenerator<InputFile> {
	const fieldNames = String(context.getNodeParameter('binaryField', index, 'data'));
	for (const binary of findFiles(context, item, index, fieldNames)) {
		const name = nameFile(binary);
		yield { item: index, name, source: await toSource(context, index, binary, name) };
	}
}

/**
 * Finds the files of an item by the names of their fields.
 * @param fieldNames names as a person lists them; all files of the item where it is empty
 * @throws userError when the item has no file under a name
 */
function findFiles(
	context: IExecuteFunctions,
	item: INodeExecutionData,
	itemIndex: number,
	fieldNames: string,
): IBinaryData[] {
	const fields = binaryFields(item);
	const wanted = listedNames(fieldNames);
	if (wanted.length > 0)
		return wanted.map((name) => fields.get(name) ?? findByPath(context, itemIndex, name, fields));
	if (fields.size === 0) throw noFile(itemIndex, 'a file', fields);
	return [...fields.values()];
}

/** n8n's own way to find a file, which also knows paths into `json`. */
function findByPath(
	context: IExecuteFunctions,
	itemIndex: number,
	name: string,
	fields: ReadonlyMap<string, IBinaryData>,
): IBinaryData {
	try {
		return context.helpers.assertBinaryData(itemIndex, name);
	} catch {
		// n8n's message does not say which files the item has.
	}
	throw noFile(itemIndex, `a file in the field '${name}'`, fields);
}

function noFile(itemIndex: number, what: string, fields: ReadonlyMap<string, IBinaryData>): Error {
	const names = [...fields.keys()].map((name) => `'${name}'`).join(', ');
	return userError(
		`The input does not hold ${what} [item ${itemIndex}]`,
		names === ''
			? 'Put a node before this one that gives a file, such as Read/Write Files from Disk, Form Trigger or HTTP Request.'
			: `Set 'Input Binary Field' to a field that the item has: ${names}.`,
		'NO_FILE',
	);
}

/** The error for a file, such as an archive, that holds nothing to read. */
export function nothingInside(name: string): Error {
	return userError(
		`${name} holds nothing that can be read`,
		"Check what is in it, and what 'Files in Archive' and 'Sheets' ask for.",
		'NOTHING_TO_READ',
	);
}

/** Names files so that no two are the same: rows of two files must not be taken for rows of one. */
export function fileNamer(): FileNamer {
	const taken = new Set<string>();
	return (binary) => {
		const name = binary.fileName ?? 'file';
		let free = name;
		for (let number = 2; taken.has(free); number += 1) free = `${name} (${number})`;
		taken.add(free);
		return free;
	};
}

/** The bytes of a file: read as a stream, as often as needed, or in memory where n8n keeps them there. */
async function toSource(
	context: IExecuteFunctions,
	itemIndex: number,
	binary: IBinaryData,
	name: string,
): Promise<ByteSource> {
	const meta = { name, mimeType: binary.mimeType };
	if (binary.id === undefined) {
		return bytesSource(await context.helpers.getBinaryDataBuffer(itemIndex, binary), meta);
	}
	const { fileSize: size } = await context.helpers.getBinaryMetadata(binary.id);
	return streamSource(() => readBinary(context, itemIndex, binary), { ...meta, size });
}
