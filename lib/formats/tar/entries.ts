import { tooManyEntries } from '../zip/directory';
import type { RandomSource } from '../source';
import { BLOCK_BYTES, readTarHeader } from './header';
import { readPax } from './pax';

/** A file in a tar archive. */
export interface TarEntry {
	readonly rawName: Buffer;
	readonly start: number;
	readonly size: number;
	/** What it is, where it is no usual file. */
	readonly kind: 'file' | 'link' | 'sparse';
}

/** The entries, and whether the archive ended before its end mark. */
export interface TarListing {
	readonly entries: readonly TarEntry[];
	readonly cut: boolean;
}

/** Headers that only say more about the entry that follows. */
const LONG_NAME = 'L';
const LONG_LINK = 'K';
const PAX = 'x';
const PAX_FOR_ALL = 'g';
const FILES = '07';
const LINKS = '12';
const SPARSE = 'S';
const SLASH = 0x2f;
/** A longer name or comment is not meant to be read. */
const MAX_EXTENSION_BYTES = 1024 * 1024;

/** What the headers before an entry said about it. */
interface Said {
	name?: Buffer;
	size?: number;
	sparse?: boolean;
}

/**
 * Lists the files of a tar archive, header by header.
 * @throws userError for more than `most`
 */
export async function listTar(source: RandomSource, most: number, name: string): Promise<TarListing> {
	const entries: TarEntry[] = [];
	let said: Said = {};
	let at = 0;
	let headers = 0;
	for (;;) {
		const block = Buffer.from(await source.read(at, BLOCK_BYTES));
		if (isEnd(block)) return { entries, cut: false };
		const header = readTarHeader(block);
		if (!header) return { entries, cut: true };
		// Headers that say more come with each entry; with nothing but these a file could keep us busy.
		if (++headers > most * 4) throw tooManyEntries(name, most);
		const start = at + BLOCK_BYTES;
		if (isExtension(header.type)) {
			said = { ...said, ...(await readExtension(source, header.type, start, header.size)) };
			at = start + padded(header.size);
			continue;
		}
		const size = said.size ?? header.size;
		const kind = kindOf(header.type, said);
		const rawName = said.name ?? header.rawName;
		if (kind && rawName.at(-1) !== SLASH) entries.push({ rawName, start, size, kind });
		if (entries.length > most) throw tooManyEntries(name, most);
		at = start + padded(size);
		said = {};
	}
}

/** Two blocks of zeros end an archive; one, or the end of the file at a block's end, is enough in practice. */
function isEnd(block: Buffer): boolean {
	return block.length === 0 || (block.length === BLOCK_BYTES && block.every((byte) => byte === 0));
}

function isExtension(type: string): boolean {
	return type === LONG_NAME || type === LONG_LINK || type === PAX || type === PAX_FOR_ALL;
}

async function readExtension(source: RandomSource, type: string, start: number, size: number): Promise<Said> {
	if (type === LONG_LINK || type === PAX_FOR_ALL || size > MAX_EXTENSION_BYTES) return {};
	const bytes = Buffer.from(await source.read(start, size));
	if (type === LONG_NAME) return { name: withoutZeros(bytes) };
	return readPax(bytes);
}

function withoutZeros(bytes: Buffer): Buffer {
	const end = bytes.indexOf(0);
	return end === -1 ? bytes : bytes.subarray(0, end);
}

/** Folders, devices and labels of volumes are nothing that can be read. */
function kindOf(type: string, said: Said): TarEntry['kind'] | undefined {
	if (type === SPARSE || said.sparse) return 'sparse';
	if (LINKS.includes(type)) return 'link';
	return FILES.includes(type) ? 'file' : undefined;
}

function padded(size: number): number {
	return Math.ceil(size / BLOCK_BYTES) * BLOCK_BYTES;
}
