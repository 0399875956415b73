import type { RandomSource } from '../source';
import type { ArchiveEntry } from './archive';
import { decodeNames } from './entryNames';

const LOCAL_HEADER = Buffer.from('PK\x03\x04', 'latin1');
const HEADER_BYTES = 30;
/** Headers of small files stand close to each other. */
const LEAST_SEARCH_BYTES = 4096;
const SEARCH_BYTES = 1024 * 1024;
/** A general purpose flag: the sizes stand behind the data and not in the header. */
const SIZES_BEHIND = 8;
const ENCRYPTED = 1;
/** What stands behind the data then: a signature, the checksum and both sizes. */
const DESCRIPTOR = 0x08074b50;
const DESCRIPTOR_BYTES = 16;
const MAX_32 = 0xffffffff;

/** An entry as its local header has it. */
interface FoundEntry {
	readonly rawName: Buffer;
	readonly extra: Buffer;
	readonly flags: number;
	readonly method: number;
	readonly start: number;
	readonly sizes:
		{ readonly crc: number; readonly compressedSize: number; readonly size: number } | undefined;
}

/**
 * Finds the entries of an archive whose directory is missing, because the file was cut, by their local
 * headers.
 * @param most how many are found at most
 */
export async function recoverEntries(source: RandomSource, most: number): Promise<ArchiveEntry[]> {
	const found: Array<FoundEntry & { readonly end: number }> = [];
	let at = await findHeader(source, 0);
	while (at !== undefined && found.length < most) {
		const entry = await readHeader(source, at);
		const next = await findNext(source, entry, at);
		if (entry) found.push({ ...entry, end: next ?? source.size });
		at = next;
	}
	const names = decodeNames(found);
	return await Promise.all(
		found.map(async (entry, index) => await describe(source, entry, names[index] ?? '')),
	);
}

/** The header behind an entry: where its size says, or else the next one there is. */
async function findNext(
	source: RandomSource,
	entry: FoundEntry | undefined,
	at: number,
): Promise<number | undefined> {
	if (entry === undefined) return await findHeader(source, at + LOCAL_HEADER.length);
	// What is stored inside an entry may be an archive again: its headers are not those of this one.
	const behind = entry.start + (entry.sizes?.compressedSize ?? 0);
	const there = entry.sizes ? await source.read(behind, LOCAL_HEADER.length) : undefined;
	return there && LOCAL_HEADER.equals(there) ? behind : await findHeader(source, entry.start);
}

/** The place of the next local header, from `from` on. */
async function findHeader(source: RandomSource, from: number): Promise<number | undefined> {
	const overlap = LOCAL_HEADER.length - 1;
	let length = LEAST_SEARCH_BYTES;
	for (let at = from; at < source.size;) {
		const found = Buffer.from(await source.read(at, length)).indexOf(LOCAL_HEADER);
		if (found !== -1) return at + found;
		at += length - overlap;
		length = Math.min(SEARCH_BYTES, length * 2);
	}
	return undefined;
}

async function readHeader(source: RandomSource, at: number): Promise<FoundEntry | undefined> {
	const header = Buffer.from(await source.read(at, HEADER_BYTES));
	if (header.length < HEADER_BYTES) return undefined;
	const nameLength = header.readUInt16LE(26);
	const extraLength = header.readUInt16LE(28);
	const fields = Buffer.from(await source.read(at + HEADER_BYTES, nameLength + extraLength));
	if (fields.length < nameLength + extraLength) return undefined;
	const flags = header.readUInt16LE(6);
	return {
		rawName: fields.subarray(0, nameLength),
		extra: fields.subarray(nameLength),
		flags,
		method: header.readUInt16LE(8),
		start: at + HEADER_BYTES + fields.length,
		sizes: (flags & SIZES_BEHIND) === 0 ? readSizes(header, 14) : undefined,
	};
}

/** Checksum and sizes; nothing where they are too large for this place. */
function readSizes(bytes: Buffer, at: number): FoundEntry['sizes'] {
	const sizes = {
		crc: bytes.readUInt32LE(at),
		compressedSize: bytes.readUInt32LE(at + 4),
		size: bytes.readUInt32LE(at + 8),
	};
	return sizes.compressedSize === MAX_32 || sizes.size === MAX_32 ? undefined : sizes;
}

async function describe(
	source: RandomSource,
	entry: FoundEntry & { readonly end: number },
	name: string,
): Promise<ArchiveEntry> {
	const sizes = entry.sizes ?? (await readDescriptor(source, entry));
	return {
		name: name.replaceAll('\\', '/'),
		encrypted: (entry.flags & ENCRYPTED) !== 0,
		method: entry.method,
		...(sizes ?? { compressedSize: entry.end - entry.start, cut: entry.end === source.size }),
		start: async () => entry.start,
	};
}

/** The sizes that stand behind the data, where the next entry follows them. */
async function readDescriptor(
	source: RandomSource,
	{ start, end }: { readonly start: number; readonly end: number },
): Promise<FoundEntry['sizes']> {
	if (end - start < DESCRIPTOR_BYTES) return undefined;
	const bytes = Buffer.from(await source.read(end - DESCRIPTOR_BYTES, DESCRIPTOR_BYTES));
	if (bytes.length < DESCRIPTOR_BYTES || bytes.readUInt32LE(0) !== DESCRIPTOR) return undefined;
	const sizes = readSizes(bytes, 4);
	return sizes?.compressedSize === end - start - DESCRIPTOR_BYTES ? sizes : undefined;
}
