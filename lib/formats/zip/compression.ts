import { userError, type ImportError } from '../../errors';
import { decompressZstd, inflate, KNOWS_ZSTD, type PackedPieces } from '../inflate';

const STORED = 0;

/** The methods that are read, by their number in APPNOTE.TXT, section 4.4.5. */
const EXPANDERS: ReadonlyMap<
	number,
	(packed: PackedPieces, pieceBytes?: number) => AsyncIterable<Uint8Array>
> = new Map([
	[STORED, (packed: PackedPieces) => asStored(packed)],
	[8, inflate],
	...(KNOWS_ZSTD ? [[93, decompressZstd] as const] : []),
]);

/** The other methods that have a name. */
const NAMES: Readonly<Record<number, string>> = {
	1: 'Shrink',
	6: 'Implode',
	9: 'Deflate64',
	12: 'bzip2',
	14: 'LZMA',
	93: 'Zstandard',
	95: 'XZ',
	96: 'JPEG',
	97: 'WavPack',
	98: 'PPMd',
	99: 'AES encryption',
};

/** Whether content of this method can be read. */
export function knowsMethod(method: number): boolean {
	return EXPANDERS.has(method);
}

/**
 * Expands what was packed by a method that is known.
 * @param pieceBytes the largest piece that is given
 */
export function expandBy(
	method: number,
	packed: PackedPieces,
	pieceBytes?: number,
): AsyncIterable<Uint8Array> {
	return EXPANDERS.get(method)?.(packed, pieceBytes) ?? asStored(packed);
}

/** The error for a method that is not known. */
export function unknownMethod(entry: string, method: number): ImportError {
	const by = NAMES[method] ?? `method ${method}`;
	const hint = 'Make the archive again with the usual compression (Deflate).';
	return userError(`${entry} is compressed by ${by}, which cannot be read`, hint, 'UNKNOWN_COMPRESSION');
}

async function* asStored(packed: PackedPieces): AsyncGenerator<Uint8Array> {
	for (let piece = await packed.next(); piece; piece = await packed.next()) yield piece;
}
