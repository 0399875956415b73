import type { OpenFile, ParseOptions } from '../format';
import { limitsOf } from '../limits';
import type { RandomSource } from '../source';
import { openArchive, type Archive, type ArchiveEntry } from '../zip/archive';
import { openWithSheetJs } from './open';

/** What a workbook may expand to where all of it has to be in memory, whatever the limit of expanded bytes is. */
const MOST_EXPANDED = 512 * 1024 * 1024;
/** Pictures, macros and the like stay packed. */
const LEFT_PACKED = /\/(?:media|embeddings|printerSettings|activeX|ctrlProps|model)\/|vbaProject/i;

/**
 * Opens a binary workbook of Excel: unpacked by our own archive reader, which counts what comes out,
 * and read by SheetJS.
 */
export async function openXlsbArchive(source: RandomSource, options: ParseOptions): Promise<OpenFile> {
	const limits = limitsOf(options.limits);
	const expandedBytes = Math.min(limits.expandedBytes, MOST_EXPANDED);
	const archive = await openArchive(source, { ...limits, expandedBytes });
	const parts = archive.entries.filter(({ name }) => !LEFT_PACKED.test(name));
	return await openWithSheetJs(source, options, 'xlsb', async (sheetJs, reading) => {
		const files = await Promise.all(parts.map(async (part) => await readPart(archive, part)));
		return sheetJs.parse_zip({ FullPaths: parts.map(({ name }) => name), FileIndex: files }, reading);
	});
}

/** A part as SheetJS has the files of an archive. */
async function readPart(archive: Archive, part: ArchiveEntry) {
	const pieces: Uint8Array[] = [];
	for await (const piece of archive.read(part)) pieces.push(piece);
	return { name: part.name, type: 2, content: Buffer.concat(pieces) };
}
