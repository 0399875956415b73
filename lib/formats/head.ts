import type { ByteSource } from '../model';
import { DEFAULT_LIMITS } from './limits';
import { isOle, isZip } from './signature';
import { randomSource, readHead } from './source';
import { readDirectory as readArchiveDirectory } from './zip/directory';
import { decodeNames } from './zip/entryNames';

const HEAD_BYTES = 4096;
const OLE_HEAD_BYTES = 64 * 1024;
/** Where the header of an OLE file says how large its sectors are and where its directory starts. */
const SECTOR_SHIFT_AT = 30;
const DIRECTORY_AT = 48;

/**
 * The first bytes of a file; for an OLE container also its directory and for a ZIP archive the names in
 * it, which say what it is, where the source can be read at any place.
 */
export async function readHeadOfFile(source: ByteSource): Promise<Uint8Array> {
	const head = Uint8Array.from(await readHead(source, HEAD_BYTES));
	if (isZip(head)) return Buffer.concat([head, Buffer.from(await namesInArchive(source))]);
	if (!isOle(head) || head.length < 512) return head;
	const more = await readHead(source, OLE_HEAD_BYTES);
	return source.read ? Buffer.concat([more, await readDirectory(head, source.read.bind(source))]) : more;
}

async function readDirectory(
	head: Uint8Array,
	read: (offset: number, length: number) => Promise<Uint8Array>,
): Promise<Uint8Array> {
	const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
	const sectorBytes = 2 ** Math.min(16, view.getUint16(SECTOR_SHIFT_AT, true));
	return await read((view.getUint32(DIRECTORY_AT, true) + 1) * sectorBytes, HEAD_BYTES);
}

/** The names of the files in an archive, a line each; nothing where it cannot be listed as it is. */
async function namesInArchive(source: ByteSource): Promise<string> {
	if (!source.read || source.size === undefined) return '';
	const random = await randomSource(source);
	const listing = readArchiveDirectory(random, DEFAULT_LIMITS.entries, '').catch(() => ({ records: [] }));
	return decodeNames((await listing).records).join('\n');
}
