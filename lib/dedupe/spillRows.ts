import { type FileHandle, mkdtemp, open as openFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CustomerBatch, CustomerRow } from '../model';
import { withRoom } from './diskFull';
import type { OpenCustomers } from './options';

/** Rows that can be read any number of times although their source gives them once. */
export interface SpilledRows {
	/** The first call reads the source to its end; later ones read the copy. One at a time. */
	readonly open: OpenCustomers;
	/** Removes the copy. */
	close(): Promise<void>;
}

/**
 * Keeps a copy of rows in a temporary file while they are read for the first time. Mapping a file again for
 * a second look at its rows takes several times as long as reading this copy.
 * @param folder where temporary files go; the system's folder for them when left out
 */
export function spillRows(rows: AsyncIterable<CustomerBatch>, folder = tmpdir()): SpilledRows {
	const copy = temporaryFile(folder);
	const sizes: number[] = [];
	let state: 'new' | 'reading' | 'complete' = 'new';

	async function* copyRows(): AsyncGenerator<CustomerBatch> {
		state = 'reading';
		const file = await copy.handle();
		for await (const batch of rows) {
			const bytes = Buffer.from(JSON.stringify(batch));
			await withRoom(folder, file.writeFile(bytes));
			sizes.push(bytes.length);
			yield batch;
		}
		state = 'complete';
	}

	async function* readCopy(): AsyncGenerator<CustomerBatch> {
		const file = await copy.handle();
		let position = 0;
		for (const size of sizes) {
			const bytes = Buffer.allocUnsafe(size);
			for (let read = 0; read < size;) {
				const { bytesRead } = await file.read(bytes, read, size - read, position + read);
				if (bytesRead === 0) throw new Error('The temporary copy of the rows was cut off');
				read += bytesRead;
			}
			position += size;
			yield batchOf(bytes);
		}
	}

	return {
		open: () => {
			if (state === 'reading') throw new Error('The rows were not read to their end the first time');
			return state === 'new' ? copyRows() : readCopy();
		},
		close: copy.remove,
	};
}

function batchOf(bytes: Buffer): CustomerBatch {
	const batch: readonly CustomerRow[] = JSON.parse(bytes.toString());
	// Without a prototype, so that no label can reach one.
	for (const { record } of batch) if (record !== undefined) Object.setPrototypeOf(record, null);
	return batch;
}

/** A file that is made when it is first asked for. */
function temporaryFile(folder: string) {
	let made: Promise<{ folder: string; handle: FileHandle }> | undefined;

	async function make() {
		const own = await withRoom(folder, mkdtemp(join(folder, 'customer-import-')));
		return { folder: own, handle: await withRoom(folder, openFile(join(own, 'rows'), 'wx+', 0o600)) };
	}

	return {
		handle: async () => (await (made ??= make())).handle,
		async remove() {
			const file = await made;
			await file?.handle.close();
			if (file) await rm(file.folder, { recursive: true, force: true });
		},
	};
}
