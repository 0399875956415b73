import type { Transform } from 'node:stream';
import { constants, createInflateRaw, createZstdDecompress } from 'node:zlib';

/** Pieces that are fastest to scan and to cut; the thread pool fills one while the one before is being read. */
const PIECE_BYTES = 1024 * 1024;
const LEAST_PIECE_BYTES = 4096;

/** What is given to the runtime at once: small, so that a bomb is told by what has gone in before much came out. */
const FED_BYTES = 64 * 1024;
const FIRST_FED_BYTES = 4096;

/** A stream of the runtime that expands, and tells how many bytes it has consumed. */
type Engine = Transform & { readonly bytesWritten: number };

/** Packed bytes in pieces. What was taken and not needed is put back. */
export class PackedPieces {
	private readonly pieces: AsyncIterator<Uint8Array>;
	private readonly back: Uint8Array[] = [];
	/** Bytes that were taken and not put back. */
	taken = 0;

	constructor(pieces: AsyncIterable<Uint8Array>) {
		this.pieces = pieces[Symbol.asyncIterator]();
	}

	/** The next piece, if there is one. */
	async next(): Promise<Uint8Array | undefined> {
		const piece = this.back.pop() ?? (await this.nextPiece());
		this.taken += piece?.length ?? 0;
		return piece;
	}

	putBack(piece: Uint8Array): void {
		if (piece.length === 0) return;
		this.taken -= piece.length;
		this.back.push(piece);
	}

	/** So many bytes, or what is left of them. */
	async take(count: number): Promise<Buffer> {
		const parts: Uint8Array[] = [];
		let missing = count;
		while (missing > 0) {
			const piece = await this.next();
			if (piece === undefined) break;
			parts.push(piece.subarray(0, missing));
			this.putBack(piece.subarray(missing));
			missing -= Math.min(missing, piece.length);
		}
		return Buffer.concat(parts);
	}

	async close(): Promise<void> {
		await this.pieces.return?.();
	}

	private async nextPiece(): Promise<Uint8Array | undefined> {
		const { done, value } = await this.pieces.next();
		return done ? undefined : value;
	}
}

/**
 * Expands raw Deflate data; what stands behind it stays in `packed`. Of data that ends in the middle
 * comes out what there is.
 * @param pieceBytes the largest piece that is given, such as what is expected
 * @throws the error of zlib for data that is none
 */
export function inflate(packed: PackedPieces, pieceBytes?: number): AsyncGenerator<Uint8Array> {
	const finishFlush = constants.Z_SYNC_FLUSH;
	return expand(packed, createInflateRaw({ chunkSize: chunkSize(pieceBytes), finishFlush }));
}

/** Expands Zstandard data. Only where the runtime can: since Node 22.15. */
export function decompressZstd(packed: PackedPieces, pieceBytes?: number): AsyncGenerator<Uint8Array> {
	return expand(packed, createZstdDecompress({ chunkSize: chunkSize(pieceBytes) }));
}

/** Whether this runtime knows Zstandard. */
export const KNOWS_ZSTD = typeof createZstdDecompress === 'function';

/** Whether an error says that packed data is not right. */
export function isPackingError(error: unknown): boolean {
	return (
		typeof error === 'object' && error !== null && 'code' in error && /^(Z_|ZSTD_)/.test(String(error.code))
	);
}

function chunkSize(size = PIECE_BYTES): number {
	return Math.max(LEAST_PIECE_BYTES, Math.min(PIECE_BYTES, size));
}

async function* expand(packed: PackedPieces, engine: Engine): AsyncGenerator<Uint8Array> {
	let failed: { readonly error: unknown } | undefined;
	const feeding = feed(packed, engine).catch((error: unknown) => {
		failed = { error };
		engine.destroy();
	});
	try {
		for await (const piece of engine) yield piece;
	} catch (error) {
		throw failed ? failed.error : error;
	} finally {
		engine.destroy();
		await feeding;
	}
}

/** Gives pieces to the engine until it wants no more, and puts back what it has not consumed. */
async function feed(packed: PackedPieces, engine: Engine): Promise<void> {
	let open = true;
	const over = new Promise<void>((resolve) => {
		const close = () => {
			open = false;
			resolve();
		};
		engine.once('end', close).once('error', close).once('close', close);
	});
	while (open) {
		const next = await packed.next();
		if (next === undefined) {
			engine.end();
			return;
		}
		const before = engine.bytesWritten;
		const fed = before < FED_BYTES ? FIRST_FED_BYTES : FED_BYTES;
		const piece = next.subarray(0, fed);
		packed.putBack(next.subarray(fed));
		await Promise.race([over, new Promise<void>((resolve) => engine.write(piece, () => resolve()))]);
		const used = engine.bytesWritten - before;
		packed.putBack(piece.subarray(used));
		if (used < piece.length) return;
	}
}
