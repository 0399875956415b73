import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { BinaryDataService } from 'n8n-core';

type Manager = Parameters<BinaryDataService['setManager']>[1];

/** Files as n8n's mode 'database' keeps them: whole, and a stream is a buffer in one piece. */
export function databaseBinaries(): Manager {
	const rows = new Map<string, { readonly bytes: Buffer; readonly metadata: object }>();
	const rowOf = (id: string) => {
		const row = rows.get(id);
		if (row === undefined) throw new Error(`The database has no file ${id}`);
		return row;
	};
	const notUsed = async () => await Promise.reject(new Error('No node of ours asks for that'));
	return {
		init: async () => {},
		async store(_, data, metadata) {
			const bytes = Buffer.isBuffer(data) ? data : Buffer.concat(await data.toArray());
			const fileId = randomUUID();
			rows.set(fileId, { bytes, metadata });
			return { fileId, fileSize: bytes.length };
		},
		getPath: (id) => `database://${id}`,
		getAsBuffer: async (id) => rowOf(id).bytes,
		getAsStream: async (id) => Readable.from(rowOf(id).bytes),
		getMetadata: async (id) => ({ ...rowOf(id).metadata, fileSize: rowOf(id).bytes.length }),
		copyByFileId: notUsed,
		copyByFilePath: notUsed,
		rename: notUsed,
	};
}
