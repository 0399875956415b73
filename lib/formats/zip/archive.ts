import { crc32 } from 'node:zlib';
import { isImportError, userError, type ImportError } from '../../errors';
import { budgetOf, makeCounter, probe, type Count } from '../budget';
import { DamagedEntry } from '../damage';
import type { ParseLimits } from '../format';
import { isPackingError, PackedPieces } from '../inflate';
import { formatBytes, tooLarge } from '../limits';
import type { RandomSource } from '../source';
import { expandBy, knowsMethod, unknownMethod } from './compression';
import { readDirectory, type DirectoryRecord } from './directory';
import { decodeNames } from './entryNames';
import { overlappingRecords } from './overlap';
import { recoverEntries } from './recover';

export { DamagedEntry } from '../damage';

/** A file inside an archive. */
export interface ArchiveEntry {
	/** As it is written, decoded, with `/` between folders. Never used as a path on this machine. */
	readonly name: string;
	readonly encrypted: boolean;
	readonly method: number;
	readonly compressedSize: number;
	/** Not there for an entry of a damaged archive. */
	readonly size?: number;
	readonly crc?: number;
	/** Nothing tells where it ends but the end of the file, which was cut. */
	readonly cut?: boolean;
	/** It only points to another file. */
	readonly link?: boolean;
	/** Its bytes belong to another entry too, as only a bomb has it. */
	readonly overlapping?: boolean;
	/** Where its bytes start in the archive. */
	start(): Promise<number>;
}

/** A ZIP archive that is open for reading. */
export interface Archive {
	readonly entries: readonly ArchiveEntry[];
	/** The directory at the end was missing and the entries were found by searching. */
	readonly damaged: boolean;
	/**
	 * The content of an entry, in pieces of up to 1 MB, or of `pieceBytes`.
	 * @throws userError for an entry that `problemOf` names, or content beyond the limits
	 * @throws DamagedEntry, after the readable part
	 */
	read(entry: ArchiveEntry, pieceBytes?: number): AsyncIterable<Uint8Array>;
}

const PIECE_BYTES = 256 * 1024;
/** General purpose flags: the usual encryption, and the strong one, which also hides the directory. */
const ENCRYPTED = 0x0001 | 0x0040 | 0x2000;
const UNIX = 3;
const MACOS = 19;
const FILE_TYPE = 0o170000;
const LINK = 0o120000;
const LOCAL_HEADER = 0x04034b50;
const LOCAL_HEADER_BYTES = 30;

/**
 * Opens an archive. All entries together may expand to `expandedBytes`, counted as they are read and
 * not believed; an archive inside another file counts for that file.
 * @throws userError for what is no archive
 */
export async function openArchive(
	source: RandomSource,
	limits: ParseLimits,
	name = source.name ?? 'The archive',
): Promise<Archive> {
	if (source.size > limits.fileBytes) throw tooLargeArchive(name, limits.fileBytes);
	const budget = budgetOf(source, limits, name);
	const { entries, damaged } = await listEntries(source, limits.entries, name);
	const counters = new Map(entries.map((entry) => [entry, makeCounter(budget)]));
	const counterOf = (entry: ArchiveEntry) => counters.get(entry) ?? makeCounter(budget);
	return {
		entries,
		damaged,
		read: (entry, pieceBytes = entry.size) => readEntry(source, entry, pieceBytes, counterOf(entry), name),
	};
}

/**
 * Why an entry cannot be read, as far as the directory tells it.
 * @param name of the archive
 */
export function problemOf(entry: ArchiveEntry, name: string): ImportError | undefined {
	if (entry.encrypted) return encryptedEntry(entry.name, name);
	if (entry.overlapping) return overlappingEntry(entry.name, name);
	return knowsMethod(entry.method) ? undefined : unknownMethod(entry.name, entry.method);
}

async function listEntries(
	source: RandomSource,
	most: number,
	name: string,
): Promise<{ entries: ArchiveEntry[]; damaged: boolean }> {
	try {
		const { records, shift } = await readDirectory(source, most, name);
		return { entries: describeEntries(source, records, shift), damaged: false };
	} catch (error) {
		return { entries: await searchEntries(source, most, name, error), damaged: true };
	}
}

/** The entries of an archive whose directory cannot be read, because of `reason`. */
async function searchEntries(
	source: RandomSource,
	most: number,
	name: string,
	reason: unknown,
): Promise<ArchiveEntry[]> {
	if (isOurOrSystems(reason)) throw reason;
	const entries = await recoverEntries(source, most);
	if (entries.length > 0) return entries;
	const hint = 'Fetch or export the file again.';
	throw userError(`${name} is damaged and cannot be opened`, hint, 'DAMAGED_FILE', reason);
}

function describeEntries(
	source: RandomSource,
	records: readonly DirectoryRecord[],
	shift: number,
): ArchiveEntry[] {
	const names = decodeNames(records);
	const overlapping = overlappingRecords(records);
	return records.map((record, index) => {
		const name = (names[index] ?? '').replaceAll('\\', '/');
		const { method, compressedSize, size, crc } = record;
		return {
			name,
			encrypted: (record.flags & ENCRYPTED) !== 0,
			method,
			compressedSize,
			size,
			crc,
			link: isLink(record),
			overlapping: overlapping.has(record),
			start: async () => await startOf(source, record.offset, shift, name),
		};
	});
}

function isLink({ system, attributes }: DirectoryRecord): boolean {
	return (system === UNIX || system === MACOS) && ((attributes >>> 16) & FILE_TYPE) === LINK;
}

/** Behind the local header, whose fields may be longer than those of the directory. */
async function startOf(source: RandomSource, offset: number, shift: number, name: string): Promise<number> {
	for (const at of new Set([offset + shift, offset])) {
		if (at < 0 || at >= source.size) continue;
		const header = Buffer.from(await source.read(at, LOCAL_HEADER_BYTES));
		if (header.length < LOCAL_HEADER_BYTES || header.readUInt32LE(0) !== LOCAL_HEADER) continue;
		return at + LOCAL_HEADER_BYTES + header.readUInt16LE(26) + header.readUInt16LE(28);
	}
	throw new DamagedEntry(name, 'cut');
}

/** Whether an error is not about what the archive holds, but about reaching it. */
function isOurOrSystems(error: unknown): boolean {
	return (
		isImportError(error) ||
		(typeof error === 'object' && error !== null && ('syscall' in error || isAbort(error)))
	);
}

function isAbort(error: object): boolean {
	return 'name' in error && error.name === 'AbortError';
}

async function* readEntry(
	source: RandomSource,
	entry: ArchiveEntry,
	pieceBytes: number | undefined,
	beginCount: () => Count,
	name: string,
): AsyncGenerator<Uint8Array> {
	const problem = problemOf(entry, name);
	if (problem) throw problem;
	const count = beginCount();
	const packed = new PackedPieces(readPacked(source, entry));
	let size = 0;
	let crc = 0;
	try {
		for await (const piece of expandBy(entry.method, packed, pieceBytes)) {
			size += piece.length;
			const isSuspect = count(piece.length, packed.taken);
			if (isSuspect) await probe(readEntry(source, entry, pieceBytes, beginCount, name));
			crc = crc32(piece, crc);
			yield piece;
		}
	} catch (error) {
		throw isPackingError(error) ? new DamagedEntry(entry.name, 'cut', error) : error;
	} finally {
		await packed.close();
	}
	checkEnd(entry, size, crc);
}

function checkEnd(entry: ArchiveEntry, size: number, crc: number): void {
	if (entry.cut || (entry.size !== undefined && size < entry.size)) throw new DamagedEntry(entry.name, 'cut');
	const sizeIsWrong = entry.size !== undefined && entry.size !== size;
	if (sizeIsWrong || (entry.crc !== undefined && entry.crc !== crc))
		throw new DamagedEntry(entry.name, 'altered');
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

function encryptedEntry(entry: string, name: string): ImportError {
	const hint = 'Make the archive without a password.';
	return userError(`${entry} in ${name} is protected with a password`, hint, 'PASSWORD_PROTECTED');
}

function overlappingEntry(entry: string, name: string): ImportError {
	const hint = 'Check where this file comes from.';
	return tooLarge(`${entry} shares its bytes with another file of ${name}, as only a ZIP bomb has it`, hint);
}

function tooLargeArchive(name: string, limit: number): Error {
	return tooLarge(`${name} is larger than ${formatBytes(limit)}`, 'Split it into smaller files.');
}
