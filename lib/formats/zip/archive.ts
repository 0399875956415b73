import { Readable } from 'node:stream';
import { constants, crc32, createInflateRaw } from 'node:zlib';
import { fromRandomAccessReaderPromise, RandomAccessReader, type Entry, type ZipFile } from 'yauzl';
import { asError, isImportError, userError } from '../../errors';
import type { ParseLimits } from '../format';
import { formatBytes, tooLarge } from '../limits';
import type { RandomSource } from '../source';
import { recoverEntries } from './recover';

/** A file inside an archive. */
export interface ArchiveEntry {
	/** As it is written, decoded as UTF-8. Never used as a path on this machine. */
	readonly name: string;
	readonly encrypted: boolean;
	readonly method: number;
	readonly compressedSize: number;
	/** Not there for an entry of a damaged archive. */
	readonly size?: number;
	readonly crc?: number;
	/** Where its bytes start in the archive. */
	start(): Promise<number>;
}

/** A ZIP archive that is open for reading. */
export interface Archive {
	readonly entries: readonly ArchiveEntry[];
	/** The directory at the end was missing and the entries were found by searching. */
	readonly damaged: boolean;
	/**
	 * The content of an entry, in pieces of up to 1 MB.
	 * @throws userError for an encrypted entry, or content beyond the limits
	 * @throws DamagedEntry, after the readable part
	 */
	read(entry: ArchiveEntry): AsyncIterable<Uint8Array>;
}

/** What is thrown behind the last readable byte of an entry that is cut or altered. */
export class DamagedEntry extends Error {}

const PIECE_BYTES = 1024 * 1024;
const MAX_ENTRIES = 10_000;
const STORED = 0;
const DEFLATED = 8;
/** An honest file never shrinks this much; a bomb does. Looked at once there is much of it. */
const MAX_RATIO = 400;
const RATIO_FROM_BYTES = 256 * 1024 * 1024;

/**
 * Opens an archive. All entries together may expand to `expandedBytes`, counted
 * as they are read and not believed; so overlapping entries end there too.
 * @throws userError for what is no archive
 */
export async function openArchive(
	source: RandomSource,
	limits: ParseLimits,
	name = source.name ?? 'The archive',
): Promise<Archive> {
	if (source.size > limits.fileBytes) throw tooLargeArchive(name, limits.fileBytes);
	const budget = { left: limits.expandedBytes, limit: limits.expandedBytes, name };
	const { entries, damaged } = await listEntries(source, name);
	return { entries, damaged, read: (entry) => readEntry(source, entry, budget) };
}

async function listEntries(
	source: RandomSource,
	name: string,
): Promise<{ entries: ArchiveEntry[]; damaged: boolean }> {
	try {
		return { entries: await readDirectory(source, name), damaged: false };
	} catch (error) {
		return { entries: await searchEntries(source, name, error), damaged: true };
	}
}

/** The entries of an archive whose directory cannot be read, because of `reason`. */
async function searchEntries(source: RandomSource, name: string, reason: unknown): Promise<ArchiveEntry[]> {
	if (isOurOrSystems(reason)) throw reason;
	const entries = await recoverEntries(source, MAX_ENTRIES);
	if (entries.length > 0) return entries;
	const hint = 'Fetch or export the file again.';
	throw userError(`${name} is damaged and cannot be opened`, hint, 'DAMAGED_FILE', reason);
}

async function readDirectory(source: RandomSource, name: string): Promise<ArchiveEntry[]> {
	const zip = await fromRandomAccessReaderPromise(new SourceReader(source), source.size, {
		lazyEntries: true,
		autoClose: false,
		decodeStrings: false,
		validateEntrySizes: false,
	});
	const entries: ArchiveEntry[] = [];
	for await (const entry of zip.eachEntry()) {
		if (entries.length >= MAX_ENTRIES) throw tooManyEntries(name);
		entries.push(describeEntry(zip, entry));
	}
	return entries;
}

function describeEntry(zip: ZipFile, entry: Entry): ArchiveEntry {
	return {
		name: Buffer.from(entry.fileNameRaw).toString('utf8').replaceAll('\\', '/'),
		encrypted: entry.isEncrypted(),
		method: entry.compressionMethod,
		compressedSize: entry.compressedSize,
		size: entry.uncompressedSize,
		crc: entry.crc32,
		start: async () => await startOf(zip, entry),
	};
}

async function startOf(zip: ZipFile, entry: Entry): Promise<number> {
	try {
		return (await zip.readLocalFileHeaderPromise(entry, { minimal: true })).fileDataStart;
	} catch (error) {
		throw isOurOrSystems(error) ? error : damagedEntry(entry.fileNameRaw.toString(), error);
	}
}

/** Whether an error is not about what the archive holds, but about reaching it. */
function isOurOrSystems(error: unknown): boolean {
	return isImportError(error) || (typeof error === 'object' && error !== null && 'syscall' in error);
}

interface Budget {
	left: number;
	readonly limit: number;
	readonly name: string;
}

async function* readEntry(
	source: RandomSource,
	entry: ArchiveEntry,
	budget: Budget,
): AsyncGenerator<Uint8Array> {
	if (entry.encrypted) throw encryptedEntry(entry.name, budget.name);
	let size = 0;
	let crc = 0;
	for await (const piece of expand(source, entry)) {
		size += piece.length;
		budget.left -= piece.length;
		if (budget.left < 0) throw tooLargeContent(budget);
		if (size > RATIO_FROM_BYTES && size > entry.compressedSize * MAX_RATIO) throw bomb(budget.name);
		crc = crc32(piece, crc);
		yield piece;
	}
	const whole = entry.size === undefined || entry.size === size;
	if (!whole || (entry.crc !== undefined && entry.crc !== crc)) throw damagedEntry(entry.name);
}

async function* expand(source: RandomSource, entry: ArchiveEntry): AsyncGenerator<Uint8Array> {
	const packed = readPacked(source, entry);
	if (entry.method === STORED) return yield* packed;
	if (entry.method !== DEFLATED) throw unknownMethod(entry);
	// With a sync flush at the end, what a cut entry still holds comes out, and the size check tells the rest.
	const inflate = createInflateRaw({ chunkSize: PIECE_BYTES, finishFlush: constants.Z_SYNC_FLUSH });
	const input = Readable.from(packed);
	input.on('error', (error) => inflate.destroy(error));
	input.pipe(inflate);
	try {
		for await (const piece of inflate) yield piece;
	} catch (error) {
		throw isZlibError(error) ? damagedEntry(entry.name, error) : error;
	} finally {
		input.destroy();
		inflate.destroy();
	}
}

async function* readPacked(source: RandomSource, entry: ArchiveEntry): AsyncGenerator<Uint8Array> {
	let at = await entry.start();
	const end = at + entry.compressedSize;
	while (at < end) {
		const piece = await source.read(at, Math.min(PIECE_BYTES, end - at));
		if (piece.length === 0) return;
		at += piece.length;
		yield piece;
	}
}

/** Lets yauzl read through a source. */
class SourceReader extends RandomAccessReader {
	constructor(private readonly source: RandomSource) {
		super();
	}

	override _readStreamForRange(start: number, end: number): Readable {
		const { source } = this;
		return Readable.from(
			(async function* () {
				yield await source.read(start, end - start);
			})(),
		);
	}

	override read(
		buffer: Buffer,
		offset: number,
		length: number,
		position: number,
		callback: (error: Error | null) => void,
	): void {
		this.source.read(position, length).then(
			(bytes) => {
				buffer.set(bytes, offset);
				callback(bytes.length < length ? new Error('unexpected end of file') : null);
			},
			(error: unknown) => callback(asError(error)),
		);
	}

	override close(callback: (error: Error | null) => void): void {
		callback(null);
	}
}

function isZlibError(error: unknown): boolean {
	return (
		typeof error === 'object' && error !== null && 'code' in error && String(error.code).startsWith('Z_')
	);
}

function damagedEntry(name: string, cause?: unknown): DamagedEntry {
	return new DamagedEntry(`${name} is cut or altered`, { cause });
}

function encryptedEntry(entry: string, name: string): Error {
	const hint = 'Make the archive without a password.';
	return userError(`${entry} in ${name} is protected with a password`, hint, 'PASSWORD_PROTECTED');
}

function unknownMethod({ name, method }: ArchiveEntry): Error {
	const hint = 'Make the archive again with the usual compression (Deflate).';
	return userError(
		`${name} is compressed by method ${method}, which cannot be read`,
		hint,
		'UNSUPPORTED_FORMAT',
	);
}

function tooManyEntries(name: string): Error {
	return tooLarge(`${name} holds more than ${MAX_ENTRIES} files`, 'Put only the customer files into it.');
}

function tooLargeArchive(name: string, limit: number): Error {
	return tooLarge(`${name} is larger than ${formatBytes(limit)}`, 'Split it into smaller files.');
}

function tooLargeContent({ name, limit }: Budget): Error {
	return tooLarge(
		`The content of ${name} is larger than ${formatBytes(limit)}`,
		'Split it into smaller files.',
	);
}

function bomb(name: string): Error {
	return tooLarge(`${name} expands far beyond any honest file`, 'Check where this file comes from.');
}
