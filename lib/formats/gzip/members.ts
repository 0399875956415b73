import { isUtf8 } from 'node:buffer';
import { crc32 } from 'node:zlib';
import type { ByteSource } from '../../model';
import { probe, type Count } from '../budget';
import { DamagedEntry } from '../damage';
import { inflate, isPackingError, PackedPieces } from '../inflate';

const MAGIC = Buffer.from([0x1f, 0x8b, 8]);
const HEADER_BYTES = 10;
const TRAILER_BYTES = 8;
/** Flags of RFC 1952, section 2.3.1. */
const HAS_CRC = 2;
const HAS_EXTRA = 4;
const HAS_NAME = 8;
const HAS_COMMENT = 16;
const MAX_TEXT_BYTES = 64 * 1024;

interface GzipHeader {
	readonly name: string | undefined;
}

/**
 * Expands a gzip file: all members that stand one after the other. Bytes behind the last one that are
 * none are left out, as every program does.
 * @param name of the file, for messages
 * @param pieceBytes the largest piece that is given
 * @param again reads the same once more
 * @throws DamagedEntry, after the readable part
 */
export async function* gunzip(
	pieces: AsyncIterable<Uint8Array>,
	name: string,
	count: Count,
	pieceBytes: number,
	again: () => AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
	const packed = new PackedPieces(pieces);
	let altered = false;
	let expected = pieceBytes;
	let members = 0;
	try {
		for (; await readHeader(packed); members++) {
			const { crc, size } = yield* readContent(packed, expected, name, count, again);
			const trailer = await packed.take(TRAILER_BYTES);
			if (trailer.length < TRAILER_BYTES) throw new DamagedEntry(name, 'cut');
			altered ||= trailer.readUInt32LE(0) !== crc || trailer.readUInt32LE(4) !== size % 2 ** 32;
			// Of thousands of small members none needs a large piece.
			expected = Math.min(pieceBytes, size);
		}
	} finally {
		await packed.close();
	}
	if (members === 0) throw new DamagedEntry(name, 'cut');
	if (altered) throw new DamagedEntry(name, 'altered');
}

/** The name the first member had before it was packed, where it is written; never used as a path. */
export async function readGzipName(source: ByteSource): Promise<string | undefined> {
	const packed = new PackedPieces(source.open());
	const header = await readHeader(packed).finally(async () => await packed.close());
	return header?.name === '' ? undefined : header?.name;
}

async function* readContent(
	packed: PackedPieces,
	pieceBytes: number,
	name: string,
	count: Count,
	again: () => AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, { crc: number; size: number }> {
	let crc = 0;
	let size = 0;
	try {
		for await (const piece of inflate(packed, pieceBytes)) {
			if (count(piece.length, packed.taken)) await probe(again());
			crc = crc32(piece, crc);
			size += piece.length;
			yield piece;
		}
	} catch (error) {
		throw isPackingError(error) ? new DamagedEntry(name, 'cut', error) : error;
	}
	return { crc, size };
}

/** Reads over the header of a member; nothing where no member begins. */
async function readHeader(packed: PackedPieces): Promise<GzipHeader | undefined> {
	const header = await packed.take(HEADER_BYTES);
	if (header.length < HEADER_BYTES || !header.subarray(0, MAGIC.length).equals(MAGIC)) return undefined;
	const flags = header[3] ?? 0;
	if (flags & HAS_EXTRA) {
		const length = await packed.take(2);
		await packed.take(length.length === 2 ? length.readUInt16LE(0) : 0);
	}
	const name = flags & HAS_NAME ? await takeText(packed) : undefined;
	if (flags & HAS_COMMENT) await takeText(packed);
	if (flags & HAS_CRC) await packed.take(2);
	return { name };
}

/** The bytes up to a zero. RFC 1952 says Latin-1; what is valid UTF-8 was meant as that. */
async function takeText(packed: PackedPieces): Promise<string> {
	const parts: Uint8Array[] = [];
	let length = 0;
	for (let piece = await packed.next(); piece && length < MAX_TEXT_BYTES; piece = await packed.next()) {
		const end = piece.indexOf(0);
		parts.push(end === -1 ? piece : piece.subarray(0, end));
		length += piece.length;
		if (end === -1) continue;
		packed.putBack(piece.subarray(end + 1));
		break;
	}
	const bytes = Buffer.concat(parts);
	return bytes.toString(isUtf8(bytes) ? 'utf8' : 'latin1');
}
