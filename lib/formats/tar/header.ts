/** What a header of 512 bytes says: POSIX.1-2017 ustar, GNU tar, and the seventh edition of Unix before them. */
export interface TarHeader {
	readonly rawName: Buffer;
	readonly size: number;
	/** One character; `0` for a file. */
	readonly type: string;
}

export const BLOCK_BYTES = 512;
const NAME_BYTES = 100;
const SIZE_AT = 124;
const CHECKSUM_AT = 148;
const CHECKSUM_END = 156;
const TYPE_AT = 156;
const MAGIC_AT = 257;
const PREFIX_AT = 345;
const PREFIX_BYTES = 155;
const SPACE = 0x20;

/**
 * Reads a header.
 * @returns nothing for bytes that are none, or whose checksum is wrong
 */
export function readTarHeader(block: Buffer): TarHeader | undefined {
	if (block.length < BLOCK_BYTES || !checksumFits(block)) return undefined;
	const size = readNumber(block.subarray(SIZE_AT, SIZE_AT + 12));
	if (size === undefined) return undefined;
	const type = String.fromCharCode(block[TYPE_AT] || 0x30);
	return { rawName: readName(block), size, type };
}

/** POSIX splits long names in two; GNU tar, whose magic word has a space, uses the second place otherwise. */
function readName(block: Buffer): Buffer {
	const name = textAt(block, 0, NAME_BYTES);
	const isPosix = block.toString('latin1', MAGIC_AT, MAGIC_AT + 6) === 'ustar\0';
	const prefix = isPosix ? textAt(block, PREFIX_AT, PREFIX_BYTES) : Buffer.alloc(0);
	return prefix.length === 0 ? name : Buffer.concat([prefix, Buffer.from('/'), name]);
}

function textAt(block: Buffer, at: number, length: number): Buffer {
	const bytes = block.subarray(at, at + length);
	const end = bytes.indexOf(0);
	return end === -1 ? bytes : bytes.subarray(0, end);
}

/** An octal number as text, or with the first bit set the bytes of the number (GNU tar, beyond 8 GB). */
function readNumber(bytes: Buffer): number | undefined {
	if ((bytes[0] ?? 0) & 0x80) return bytes[0] === 0x80 ? bytes.readUIntBE(bytes.length - 6, 6) : undefined;
	const text = bytes.toString('latin1').replace(/\0.*$/s, '').trim();
	return /^[0-7]*$/.test(text) ? Number.parseInt(text || '0', 8) : undefined;
}

/** The sum of all bytes, its own place counted as spaces; some old programs took the bytes as signed. */
function checksumFits(block: Buffer): boolean {
	const written = readNumber(block.subarray(CHECKSUM_AT, CHECKSUM_END));
	if (written === undefined || block[0] === undefined) return false;
	let sum = 0;
	let signed = 0;
	for (let at = 0; at < BLOCK_BYTES; at++) {
		const byte = at >= CHECKSUM_AT && at < CHECKSUM_END ? SPACE : (block[at] ?? 0);
		sum += byte;
		signed += byte < 128 ? byte : byte - 256;
	}
	return written === sum || written === signed;
}
