import { userError } from '../../errors';
import type { Row } from '../../model';
import type { WritableTable, WriteOptions } from '../format';
import { writeArchive } from '../zip/write';
import { RowFeed } from './rowFeed';

/** Rows that are weighed and given to a writer at once. */
const WEIGHED_ROWS = 100;
const PIECE_ROWS = 500;
/** Of a number or a boolean, more or less. */
const NUMBER_BYTES = 8;
/** Text shrinks by different amounts: room for the next rows to shrink less than the last. */
const MARGIN = 1.3;
/** What stands around the rows in a file of any format, such as the styles of a workbook. */
const FRAME_BYTES = 8 * 1024;
/** When the first block comes out, at most so many have been built. */
const FIRST_BLOCKS = 2;
/** What comes out before the first rows, at most. */
const OPENING_BYTES = 2 * 1024;
/** Files that are compressed already only take longer when they are compressed again. */
const STORED = 0;

/** How large the files of an export may become. Without any limit there is one file. */
export interface PartLimits {
	readonly rows?: number;
	/** Kept by the size of the rows until then; a file can be larger only where its last rows suddenly are. */
	readonly bytes?: number;
}

/** A file of an export. Its content is read to its end before the next file is asked for. */
export interface ExportPart {
	readonly name: string;
	readonly content: AsyncIterable<Uint8Array>;
	/** Rows and bytes, counted while the content is read. */
	readonly counts: { rows: number; bytes: number };
}

/** Writes a table in a format, as `writeTable` does once it is told the format. */
type Write = (table: WritableTable, options: WriteOptions) => AsyncIterable<Uint8Array>;

/**
 * Writes a table as one file, or as several of limited size, each with its header. There is always
 * a first file, also where there is no row.
 * @param nameOf the name of a file by its number from 1
 * @throws userError `BAD_SETTING` for a limit below one row or ten kilobytes
 */
export async function* writeParts(
	write: Write,
	table: WritableTable,
	options: WriteOptions,
	limits: PartLimits,
	nameOf: (part: number) => string,
): AsyncGenerator<ExportPart> {
	checkLimits(limits);
	const feed = new RowFeed(table.batches, options.signal);
	try {
		let part = 1;
		do {
			const counts = { rows: 0, bytes: 0 };
			const batches = limited(feed, limits, counts);
			const content = countBytes(write({ ...table, batches }, options), counts);
			yield { name: nameOf(part++), content, counts };
		} while (await feed.hasMore());
	} finally {
		await feed.close();
	}
}

/** Puts the files of an export into one archive, as they are written. */
export function packParts(parts: AsyncIterable<ExportPart>, compressed: boolean): AsyncGenerator<Uint8Array> {
	return writeArchive(parts, compressed ? STORED : undefined);
}

function checkLimits({ rows, bytes }: PartLimits): void {
	const badRows = rows !== undefined && !(rows >= 1);
	const badBytes = bytes !== undefined && !(bytes > FRAME_BYTES);
	if (!badRows && !badBytes) return;
	const what = badRows ? 'A file must have room for one row' : 'A file must have room for ten kilobytes';
	throw userError(what, 'Raise the limit, or leave it out for one file.', 'BAD_SETTING');
}

/** The rows of one file: as many as are allowed, and no more than fit. */
async function* limited(
	feed: RowFeed,
	{ rows = Number.POSITIVE_INFINITY, bytes = Number.POSITIVE_INFINITY }: PartLimits,
	counts: { rows: number; readonly bytes: number },
): AsyncGenerator<readonly Row[]> {
	const scale = bytes === Number.POSITIVE_INFINITY ? undefined : makeScale(counts);
	while (counts.rows < rows && (await feed.hasMore())) {
		const piece = feed.peek(Math.min(rows - counts.rows, scale ? WEIGHED_ROWS : PIECE_ROWS));
		if (scale && scale.add(piece) > bytes && counts.rows > 0) return;
		feed.skip(piece.length);
		counts.rows += piece.length;
		yield piece;
	}
}

/**
 * Foresees how large a file will be. Writers hold rows back in blocks, one being built and one being compressed:
 * when a block comes out, the rows in it are those that had been given when the block before came out.
 */
function makeScale(counts: { readonly bytes: number }) {
	let given = 0;
	let last = { bytes: 0, given: 0 };
	let covered = 0;
	let shrinking = 1;
	return {
		/** Bytes of the file with these rows. */
		add(rows: readonly Row[]): number {
			const block = counts.bytes - last.bytes;
			if (block > OPENING_BYTES && given > last.given) {
				const least = block / (given - last.given);
				shrinking = last.given > 0 ? least : Math.max(least, Math.min(1, least * FIRST_BLOCKS));
				covered = last.given;
				last = { bytes: counts.bytes, given };
			}
			given += weightOf(rows);
			return last.bytes + FRAME_BYTES + (given - covered) * shrinking * MARGIN;
		},
	};
}

/** The bytes of the cells as text. */
function weightOf(rows: readonly Row[]): number {
	let bytes = 0;
	for (const { cells } of rows) {
		for (const cell of cells)
			bytes += 1 + (typeof cell === 'string' ? Buffer.byteLength(cell) : NUMBER_BYTES);
	}
	return bytes;
}

/** Passes the pieces of a file on, and adds up their bytes in `counts`. */
export async function* countBytes(
	content: AsyncIterable<Uint8Array>,
	counts: { bytes: number },
): AsyncGenerator<Uint8Array> {
	for await (const piece of content) {
		counts.bytes += piece.length;
		yield piece;
	}
}
