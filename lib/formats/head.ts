import type { ByteSource } from '../model';
import { isOle } from './signature';
import { readHead } from './source';

const HEAD_BYTES = 4096;
const OLE_HEAD_BYTES = 64 * 1024;
/** Where the header of an OLE file says how large its sectors are and where its directory starts. */
const SECTOR_SHIFT_AT = 30;
const DIRECTORY_AT = 48;

/** The first bytes of a file; for an OLE container also its directory, which names what is inside. */
export async function readHeadOfFile(source: ByteSource): Promise<Uint8Array> {
	const head = await readHead(source, HEAD_BYTES);
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
