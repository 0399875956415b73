import { crc32, createDeflateRaw } from 'node:zlib';
import { dataDescriptor, directory, localHeader, type WrittenEntry } from './records';

/** A piece of a file: text, or bytes that are not changed afterwards. */
type Piece = string | Uint8Array;

/** A file to be put into an archive. */
export interface WritableEntry {
	readonly name: string;
	/** The content, in pieces of any size. */
	readonly content: AsyncIterable<Piece> | Iterable<Piece>;
}

/** Blocks of this size keep the thread pool busy with one while the next is being built. */
const BLOCK_BYTES = 512 * 1024;
const PACKED_BYTES = 128 * 1024;
/** The usual one of zlib. */
const LEVEL = 6;

/**
 * Writes a ZIP archive as a stream, in the form of ZIP64 where it has more than 4 GB or 65,534 files.
 * Compression runs in the thread pool while the next block is being built.
 * @param level of zlib, from 0 (for what is compressed already) to 9
 */
export async function* writeArchive(
	entries: AsyncIterable<WritableEntry> | Iterable<WritableEntry>,
	level = LEVEL,
): AsyncGenerator<Uint8Array> {
	const written: WrittenEntry[] = [];
	let offset = 0;
	for await (const { name, content } of entries) {
		const start = offset;
		const nameBytes = Buffer.from(name);
		const header = localHeader(nameBytes);
		yield header;
		const totals = { crc: 0, size: 0, packedSize: 0 };
		yield* pack(content, totals, level);
		const descriptor = dataDescriptor(totals);
		yield descriptor;
		offset = start + header.length + totals.packedSize + descriptor.length;
		written.push({ name: nameBytes, offset: start, ...totals });
	}
	yield directory(written, offset);
}

interface Totals {
	crc: number;
	size: number;
	packedSize: number;
}

async function* pack(
	content: WritableEntry['content'],
	totals: Totals,
	level: number,
): AsyncGenerator<Buffer> {
	const deflate = createDeflateRaw({ level, chunkSize: PACKED_BYTES });
	const packed: Buffer[] = [];
	deflate.on('data', (piece: Buffer) => packed.push(piece));
	// Errors reach us through the callbacks of `write` and `end`.
	deflate.on('error', () => {});
	let pending: Promise<void> = Promise.resolve();
	try {
		for await (const block of blocks(content)) {
			totals.crc = crc32(block, totals.crc);
			totals.size += block.length;
			// Not awaited before the next block is built: that is what makes the two overlap.
			await pending;
			pending = settled((done) => deflate.write(block, done));
			pending.catch(() => {});
			yield* taken(packed, totals);
		}
		await pending;
		await settled((done) => deflate.end(done));
		await finished(deflate);
		yield* taken(packed, totals);
	} finally {
		deflate.destroy();
	}
}

async function finished(deflate: ReturnType<typeof createDeflateRaw>): Promise<void> {
	if (deflate.readableEnded) return;
	await new Promise<void>((resolve, reject) => {
		deflate.once('end', resolve);
		deflate.once('error', reject);
	});
}

async function settled(start: (done: (error?: Error | null) => void) => void): Promise<void> {
	await new Promise<void>((resolve, reject) => {
		start((error) => (error ? reject(error) : resolve()));
	});
}

function* taken(packed: Buffer[], totals: Totals): Generator<Buffer> {
	for (const piece of packed.splice(0)) {
		totals.packedSize += piece.length;
		yield piece;
	}
}

/** The content as blocks: small pieces are put together, large ones go through. */
async function* blocks(content: WritableEntry['content']): AsyncGenerator<Uint8Array> {
	let waiting: Uint8Array[] = [];
	let length = 0;
	for await (const piece of content) {
		const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
		if (bytes.length === 0) continue;
		waiting.push(bytes);
		length += bytes.length;
		if (length < BLOCK_BYTES) continue;
		yield together(waiting);
		waiting = [];
		length = 0;
	}
	if (length > 0) yield together(waiting);
}

function together(pieces: readonly Uint8Array[]): Uint8Array {
	const [first] = pieces;
	return pieces.length === 1 && first ? first : Buffer.concat(pieces);
}
