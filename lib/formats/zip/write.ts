import { crc32, createDeflateRaw } from 'node:zlib';
import { userError } from '../../errors';

/** A file to be put into an archive. */
export interface WritableEntry {
	readonly name: string;
	/** The content, in pieces of any size. */
	readonly content: AsyncIterable<string> | Iterable<string>;
}

interface WrittenEntry {
	readonly name: Buffer;
	readonly offset: number;
	readonly size: number;
	readonly packedSize: number;
	readonly crc: number;
}

/** Blocks of this size keep the thread pool busy with one while the next is being built. */
const BLOCK_BYTES = 512 * 1024;
const LEVEL = 6;
const DEFLATED = 8;
/** Bit 3: sizes stand behind the data; bit 11: names are UTF-8. */
const FLAGS = 0x0808;
const VERSION = 20;
const MAX_32 = 0xffffffff;
const MAX_ENTRIES = 0xffff;
/** 1 January 1980, the first day of ZIP: the same content makes the same file. */
const DOS_DATE = 0x0021;

/**
 * Writes a ZIP archive as a stream. Compression runs in the thread pool while the
 * next block is being built. Archives beyond 4 GB would need ZIP64 and are refused.
 */
export async function* writeArchive(
	entries: AsyncIterable<WritableEntry> | Iterable<WritableEntry>,
): AsyncGenerator<Uint8Array> {
	const written: WrittenEntry[] = [];
	let offset = 0;
	for await (const { name, content } of entries) {
		const start = offset;
		const nameBytes = Buffer.from(name);
		const header = localHeader(nameBytes);
		yield header;
		const totals = { crc: 0, size: 0, packedSize: 0 };
		for await (const piece of pack(content, totals)) {
			checkSize(start + totals.packedSize, totals.size);
			yield piece;
		}
		const entry = { name: nameBytes, offset: start, ...totals };
		const descriptor = dataDescriptor(entry);
		yield descriptor;
		offset = start + header.length + entry.packedSize + descriptor.length;
		written.push(entry);
	}
	yield directory(written, offset);
}

interface Totals {
	crc: number;
	size: number;
	packedSize: number;
}

async function* pack(content: WritableEntry['content'], totals: Totals): AsyncGenerator<Buffer> {
	const deflate = createDeflateRaw({ level: LEVEL, chunkSize: 128 * 1024 });
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

/** Text as blocks of bytes. */
async function* blocks(content: WritableEntry['content']): AsyncGenerator<Buffer> {
	let text = '';
	for await (const piece of content) {
		text += piece;
		if (text.length < BLOCK_BYTES) continue;
		yield Buffer.from(text);
		text = '';
	}
	if (text !== '') yield Buffer.from(text);
}

function localHeader(name: Buffer): Buffer {
	const header = Buffer.alloc(30);
	header.writeUInt32LE(0x04034b50, 0);
	header.writeUInt16LE(VERSION, 4);
	header.writeUInt16LE(FLAGS, 6);
	header.writeUInt16LE(DEFLATED, 8);
	header.writeUInt16LE(DOS_DATE, 12);
	header.writeUInt16LE(name.length, 26);
	return Buffer.concat([header, name]);
}

function dataDescriptor({ crc, packedSize, size }: Totals): Buffer {
	const descriptor = Buffer.alloc(16);
	descriptor.writeUInt32LE(0x08074b50, 0);
	descriptor.writeUInt32LE(crc, 4);
	descriptor.writeUInt32LE(packedSize, 8);
	descriptor.writeUInt32LE(size, 12);
	return descriptor;
}

function directory(entries: readonly WrittenEntry[], offset: number): Buffer {
	const records = Buffer.concat(entries.map(directoryRecord));
	checkSize(offset + records.length, 0);
	if (entries.length > MAX_ENTRIES) throw tooLargeArchive();
	const end = Buffer.alloc(22);
	end.writeUInt32LE(0x06054b50, 0);
	end.writeUInt16LE(entries.length, 8);
	end.writeUInt16LE(entries.length, 10);
	end.writeUInt32LE(records.length, 12);
	end.writeUInt32LE(offset, 16);
	return Buffer.concat([records, end]);
}

function directoryRecord(entry: WrittenEntry): Buffer {
	const record = Buffer.alloc(46);
	record.writeUInt32LE(0x02014b50, 0);
	record.writeUInt16LE(VERSION, 4);
	record.writeUInt16LE(VERSION, 6);
	record.writeUInt16LE(FLAGS, 8);
	record.writeUInt16LE(DEFLATED, 10);
	record.writeUInt16LE(DOS_DATE, 14);
	record.writeUInt32LE(entry.crc, 16);
	record.writeUInt32LE(entry.packedSize, 20);
	record.writeUInt32LE(entry.size, 24);
	record.writeUInt16LE(entry.name.length, 28);
	record.writeUInt32LE(entry.offset, 42);
	return Buffer.concat([record, entry.name]);
}

function checkSize(...sizes: number[]): void {
	if (sizes.some((size) => size > MAX_32)) throw tooLargeArchive();
}

function tooLargeArchive(): Error {
	return userError('The file would be larger than 4 GB', 'Write CSV, or fewer rows.', 'TOO_LARGE');
}
