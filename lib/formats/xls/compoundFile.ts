import { userError } from '../../errors';
import type { RandomSource } from '../source';
import { readDirectory, type DirectoryEntry } from './compoundDirectory';
import { chainRuns, readTable, type SectorRun } from './sectorChain';

const HEADER_BYTES = 512;
const READ_BYTES = 1024 * 1024;
/** Where things stand in the header of the file. */
const AT = {
	sectorShift: 30,
	miniShift: 32,
	directory: 48,
	miniCutoff: 56,
	miniTable: 60,
	moreTables: 68,
	tables: 76,
} as const;

/** A stream inside a compound file. */
export interface CompoundStream {
	readonly name: string;
	/** Bytes, as the file says; a cut file gives fewer. */
	readonly size: number;
	/** The bytes from this place on, in pieces of up to a megabyte. */
	read(from: number): AsyncIterable<Uint8Array>;
}

interface Header {
	readonly sectorBytes: number;
	readonly miniBytes: number;
	readonly view: DataView;
}

/**
 * Opens a compound file, the container of Office files before 2007: a small file system
 * with sectors and allocation tables, [MS-CFB]. In memory are only the tables.
 * @returns the streams of its root folder
 * @throws userError `DAMAGED_FILE` when its directory cannot be read
 */
export async function openCompoundFile(source: RandomSource): Promise<CompoundStream[]> {
	const name = source.name ?? 'The file';
	const header = await readHeader(source, name);
	const table = await readTable(source, header.sectorBytes, tableStarts(header.view));
	const runsOf = (start: number) => chainRuns(table, start);
	const directory = runsOf(header.view.getUint32(AT.directory, true));
	const entries = readDirectory(await readAll(source, header.sectorBytes, directory));
	const root = entries.root;
	if (!root) throw damagedContainer(name);
	const mini = lazy(async () => await readMini(source, header, runsOf, root));
	const cutoff = header.view.getUint32(AT.miniCutoff, true);
	return entries.streams.map((entry) => ({
		name: entry.name,
		size: Math.min(entry.size, source.size),
		read: (from) =>
			entry.size < cutoff
				? readSmall(mini, entry, from)
				: readRuns(source, header.sectorBytes, runsOf(entry.start), from, entry.size),
	}));
}

async function readHeader(source: RandomSource, name: string): Promise<Header> {
	const bytes = await source.read(0, HEADER_BYTES);
	if (bytes.length < HEADER_BYTES) throw damagedContainer(name);
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
	const shift = view.getUint16(AT.sectorShift, true);
	const miniShift = view.getUint16(AT.miniShift, true);
	if (shift < 7 || shift > 16 || miniShift >= shift) throw damagedContainer(name);
	return { sectorBytes: 2 ** shift, miniBytes: 2 ** miniShift, view };
}

/** The first sectors of the allocation table, which stand in the header, and where their list goes on. */
function tableStarts(view: DataView): { sectors: number[]; more: number } {
	const sectors: number[] = [];
	for (let at = AT.tables; at < HEADER_BYTES; at += 4) sectors.push(view.getUint32(at, true));
	return { sectors, more: view.getUint32(AT.moreTables, true) };
}

/** Streams of less than 4 KB share the sectors of one stream, in smaller sectors with a table of their own. */
async function readMini(
	source: RandomSource,
	{ sectorBytes, miniBytes, view }: Header,
	runsOf: (start: number) => SectorRun[],
	root: DirectoryEntry,
): Promise<(start: number) => Buffer> {
	const bytes = await readAll(source, sectorBytes, runsOf(root.start));
	const tableBytes = await readAll(source, sectorBytes, runsOf(view.getUint32(AT.miniTable, true)));
	const table = new Uint32Array(tableBytes.length >> 2);
	for (let at = 0; at < table.length; at++) table[at] = tableBytes.readUInt32LE(at * 4);
	return (start) =>
		Buffer.concat(
			chainRuns(table, start).map(({ first, count }) =>
				bytes.subarray(first * miniBytes, (first + count) * miniBytes),
			),
		);
}

async function* readSmall(
	mini: () => Promise<(start: number) => Buffer>,
	{ start, size }: DirectoryEntry,
	from: number,
): AsyncGenerator<Uint8Array> {
	const bytes = (await mini())(start).subarray(from, size);
	if (bytes.length > 0) yield bytes;
}

/** Reads sectors that follow each other at once; ends early where the file does. */
async function* readRuns(
	source: RandomSource,
	sectorBytes: number,
	runs: readonly SectorRun[],
	from: number,
	size: number,
): AsyncGenerator<Uint8Array> {
	let skip = from;
	let left = size - from;
	for (const { first, count } of runs) {
		const runBytes = count * sectorBytes;
		for (let at = Math.min(skip, runBytes); at < runBytes && left > 0;) {
			const wanted = Math.min(READ_BYTES, runBytes - at, left);
			const bytes = await source.read((first + 1) * sectorBytes + at, wanted);
			if (bytes.length > 0) yield bytes;
			if (bytes.length < wanted) return;
			at += wanted;
			left -= wanted;
		}
		skip -= Math.min(skip, runBytes);
	}
}

async function readAll(
	source: RandomSource,
	sectorBytes: number,
	runs: readonly SectorRun[],
): Promise<Buffer> {
	const pieces: Uint8Array[] = [];
	for await (const piece of readRuns(source, sectorBytes, runs, 0, source.size)) pieces.push(piece);
	return Buffer.concat(pieces);
}

function lazy<T>(make: () => Promise<T>): () => Promise<T> {
	let made: Promise<T> | undefined;
	return async () => await (made ??= make());
}

function damagedContainer(name: string): Error {
	const hint = 'Fetch or export the file again.';
	return userError(`${name} is damaged and cannot be opened`, hint, 'DAMAGED_FILE');
}
