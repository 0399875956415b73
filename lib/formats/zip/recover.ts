import type { RandomSource } from '../source';
import type { ArchiveEntry } from './archive';

const LOCAL_HEADER = Buffer.from('PK\x03\x04', 'latin1');
const HEADER_BYTES = 30;
const SEARCH_BYTES = 1024 * 1024;
/** A general purpose flag: the sizes stand behind the data and not in the header. */
const SIZES_BEHIND = 8;
const ENCRYPTED = 1;

/** Finds the entries of an archive whose directory is missing, because the file was cut, by their local headers. */
export async function recoverEntries(source: RandomSource, most: number): Promise<ArchiveEntry[]> {
	const starts = await findHeaders(source, most);
	const entries: ArchiveEntry[] = [];
	for (const [index, at] of starts.entries()) {
		const entry = await readHeader(source, at, starts[index + 1] ?? source.size);
		if (entry) entries.push(entry);
	}
	return entries;
}

async function findHeaders(source: RandomSource, most: number): Promise<number[]> {
	const starts: number[] = [];
	const overlap = LOCAL_HEADER.length - 1;
	for (let at = 0; at < source.size && starts.length < most; at += SEARCH_BYTES - overlap) {
		const bytes = Buffer.from(await source.read(at, SEARCH_BYTES));
		for (let found = bytes.indexOf(LOCAL_HEADER); found !== -1;) {
			starts.push(at + found);
			found = bytes.indexOf(LOCAL_HEADER, found + 1);
		}
	}
	return starts.slice(0, most);
}

async function readHeader(source: RandomSource, at: number, next: number): Promise<ArchiveEntry | undefined> {
	const header = Buffer.from(await source.read(at, HEADER_BYTES));
	if (header.length < HEADER_BYTES) return undefined;
	const nameLength = header.readUInt16LE(26);
	const start = at + HEADER_BYTES + nameLength + header.readUInt16LE(28);
	if (start > source.size) return undefined;
	const name = Buffer.from(await source.read(at + HEADER_BYTES, nameLength)).toString('utf8');
	const flags = header.readUInt16LE(6);
	const behind = (flags & SIZES_BEHIND) !== 0;
	return {
		name: name.replaceAll('\\', '/'),
		encrypted: (flags & ENCRYPTED) !== 0,
		method: header.readUInt16LE(8),
		compressedSize: Math.max(
			0,
			behind ? next - start : Math.min(header.readUInt32LE(18), source.size - start),
		),
		...(behind ? {} : { size: header.readUInt32LE(22), crc: header.readUInt32LE(14) }),
		start: async () => start,
	};
}
