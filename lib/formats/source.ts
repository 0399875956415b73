import { createReadStream, createWriteStream, statSync, type Stats } from 'node:fs';
import { mkdtemp, open, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { userError } from '../errors';
import type { ByteSource } from '../model';

const READ_BYTES = 256 * 1024;
/** Up to here a stream that must be read at any place is kept in memory; beyond, in a temporary file. */
const MEMORY_BYTES = 64 * 1024 * 1024;

interface SourceMeta {
	readonly name?: string;
	readonly mimeType?: string;
}

/** A source that can be read at any place. */
export interface RandomSource extends ByteSource {
	readonly size: number;
	read(offset: number, length: number): Promise<Uint8Array>;
	/** Gives up what was kept for reading at any place. */
	close(): Promise<void>;
}

/** Bytes that are in memory already. */
export function bytesSource(bytes: Uint8Array, meta: SourceMeta = {}): ByteSource {
	return {
		...meta,
		size: bytes.length,
		async *open() {
			for (let at = 0; at < bytes.length; at += READ_BYTES) yield bytes.subarray(at, at + READ_BYTES);
		},
		async read(offset, length) {
			return bytes.subarray(offset, offset + length);
		},
	};
}

/**
 * A file of this machine.
 * @throws userError when there is no such file
 */
export function fileSource(path: string, meta: SourceMeta = {}): ByteSource {
	const found = statFile(path);
	if (!found.isFile()) throw userError(`${path} is not a file`, 'Give the path of a file.', 'NO_FILE');
	return {
		name: basename(path),
		...meta,
		size: found.size,
		open: () => createReadStream(path, { highWaterMark: READ_BYTES }),
		async read(offset, length) {
			const file = await open(path);
			return await readAt(file, offset, length).finally(async () => await file.close());
		},
	};
}

function statFile(path: string): Stats {
	try {
		return statSync(path);
	} catch (cause) {
		throw userError(`There is no readable file ${path}`, 'Check the path.', 'NO_FILE', cause);
	}
}

/** Bytes that come from elsewhere. `makeStream` is called each time the source is read from its start. */
export function streamSource(
	makeStream: () => AsyncIterable<Uint8Array> | Promise<AsyncIterable<Uint8Array>>,
	meta: SourceMeta & { readonly size?: number } = {},
): ByteSource {
	return {
		...meta,
		async *open() {
			yield* await makeStream();
		},
	};
}

/** The first bytes of a source, `length` of them or all there are. */
export async function readHead(source: ByteSource, length: number): Promise<Uint8Array> {
	if (source.read) return await source.read(0, length);
	const pieces: Uint8Array[] = [];
	let got = 0;
	for await (const piece of source.open()) {
		pieces.push(piece);
		got += piece.length;
		if (got >= length) break;
	}
	return Buffer.concat(pieces).subarray(0, length);
}

/** The same bytes, readable at any place: as they are, collected in memory, or spooled to a temporary file. */
export async function randomSource(source: ByteSource, memoryBytes = MEMORY_BYTES): Promise<RandomSource> {
	const { read, size } = source;
	if (read && size !== undefined) {
		return {
			...source,
			size,
			read: async (offset, length) => await read(offset, length),
			close: async () => {},
		};
	}
	const pieces: Uint8Array[] = [];
	let got = 0;
	const stream = source.open()[Symbol.asyncIterator]();
	for (let next = await stream.next(); !next.done; next = await stream.next()) {
		pieces.push(next.value);
		got += next.value.length;
		if (got > memoryBytes) return await spool(source, pieces, stream);
	}
	return inMemory(source, Buffer.concat(pieces));
}

function inMemory(source: ByteSource, bytes: Uint8Array): RandomSource {
	return {
		...source,
		size: bytes.length,
		read: async (offset, length) => bytes.subarray(offset, offset + length),
		close: async () => {},
	};
}

/** Writes what was read so far and the rest of the stream to a temporary file and reads from there. */
async function spool(
	source: ByteSource,
	pieces: Uint8Array[],
	rest: AsyncIterator<Uint8Array>,
): Promise<RandomSource> {
	const folder = await mkdtemp(join(tmpdir(), 'customer-import-'));
	const removeFolder = async () => await rm(folder, { recursive: true, force: true });
	const path = join(folder, 'file');
	let kept = false;
	try {
		await pipeline(Readable.from(continued(pieces, rest)), createWriteStream(path, { mode: 0o600 }));
		const file = await open(path);
		const { size } = await file.stat();
		// Where the system allows it, an open file can be removed at once: nothing is left behind by a crash.
		await removeFolder().catch(() => {});
		kept = true;
		return {
			...source,
			size,
			read: async (offset, length) => await readAt(file, offset, length),
			async close() {
				await file.close();
				await removeFolder();
			},
		};
	} finally {
		if (!kept) await removeFolder();
	}
}

async function* continued(pieces: Uint8Array[], rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
	yield* pieces.splice(0);
	for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

async function readAt(file: FileHandle, offset: number, length: number): Promise<Uint8Array> {
	const bytes = Buffer.allocUnsafe(length);
	let got = 0;
	while (got < length) {
		const { bytesRead } = await file.read(bytes, got, length - got, offset + got);
		if (bytesRead === 0) break;
		got += bytesRead;
	}
	return bytes.subarray(0, got);
}
