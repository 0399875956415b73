import { passwordProtected, unsupported, isOle } from '../signature';
import type { RandomSource } from '../source';
import { damagedWorkbook } from '../xlsx/openWorkbook';
import { openCompoundFile, type CompoundStream } from './compoundFile';
import { WorkbookGlobals } from './globals';
import { visitRecords } from './records';

const READ_BYTES = 256 * 1024;

/** A workbook whose sheets, formats and texts are known. */
export interface Workbook {
	readonly stream: CompoundStream;
	readonly globals: WorkbookGlobals;
}

/**
 * Opens the stream of a workbook and reads its first part.
 * @throws userError for a container of something else, a protected workbook, or a damaged one
 */
export async function readWorkbook(source: RandomSource, signal?: AbortSignal): Promise<Workbook> {
	const name = source.name ?? 'The file';
	const stream = isOle(await source.read(0, 8)) ? await workbookStream(source, name) : bareStream(source);
	const globals = new WorkbookGlobals(name);
	const complete = await visitRecords(stream.read(0), globals.visit, signal);
	globals.endStrings();
	// The rows of a lone sheet are what was read; a cut in them is said when they are.
	if (globals.version === 0 || (!complete && !globals.lone)) throw damagedWorkbook(name);
	return { stream, globals };
}

/** `Workbook` since Excel 97, `Book` before; a file for both has both. */
async function workbookStream(source: RandomSource, name: string): Promise<CompoundStream> {
	const streams = await openCompoundFile(source);
	const find = (wanted: string) => streams.find((stream) => stream.name.toLowerCase() === wanted);
	const found = find('workbook') ?? find('book');
	if (found) return found;
	if (find('encryptedpackage')) throw passwordProtected(name);
	if (find('worddocument')) throw unsupported(name, 'an old Word document');
	throw unsupported(name, 'an Office file without a workbook');
}

/** Some programs write the records of a workbook without a container around them. */
function bareStream(source: RandomSource): CompoundStream {
	return {
		name: 'workbook',
		size: source.size,
		async *read(from) {
			for (let at = from; at < source.size; at += READ_BYTES) yield await source.read(at, READ_BYTES);
		},
	};
}
