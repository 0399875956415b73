import { bytesSource, parseFile, streamSource, type ParseOptions } from '../../../lib/formats';
import type { ByteSource, Cell, FileDialect, IssueCode, Row, RowIssue } from '../../../lib/model';
import { writeArchive } from '../../../lib/formats/zip/write';

/** A file read to its end. */
export interface ReadFile {
	readonly labels: readonly string[];
	readonly rows: Row[];
	readonly cells: ReadonlyArray<ReadonlyArray<Cell | undefined>>;
	readonly dialect: FileDialect;
	readonly issues: readonly RowIssue[];
	readonly codes: IssueCode[];
}

/** Reads a whole file; text is taken as UTF-8. */
export async function read(
	content: string | Uint8Array | ByteSource,
	options: ParseOptions = {},
	name = 'customers.csv',
): Promise<ReadFile> {
	const { labels, batches, dialect, issues } = await parseFile(sourceOf(content, name), options);
	const rows: Row[] = [];
	for await (const batch of batches) rows.push(...batch);
	return {
		labels,
		rows,
		cells: rows.map((row) => row.cells),
		dialect,
		issues,
		codes: issues.map(({ code }) => code),
	};
}

function sourceOf(content: string | Uint8Array | ByteSource, name: string): ByteSource {
	if (typeof content === 'string') return bytesSource(Buffer.from(content), { name });
	return content instanceof Uint8Array ? bytesSource(content, { name }) : content;
}

/** The same bytes as a stream of pieces of one size. */
export function inPieces(bytes: Uint8Array, size: number, name = 'customers.csv'): ByteSource {
	return streamSource(
		async function* () {
			for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
		},
		{ name },
	);
}

/** All bytes of a stream. */
export async function collect(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
	const all: Uint8Array[] = [];
	for await (const piece of pieces) all.push(piece);
	return Buffer.concat(all);
}

/** An archive of these parts. */
export async function archiveOf(parts: Readonly<Record<string, string>>): Promise<Buffer> {
	return await collect(
		writeArchive(Object.entries(parts).map(([name, content]) => ({ name, content: [content] }))),
	);
}

const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** What of a small workbook is told; the rest is usual. */
export interface WorkbookParts {
	/** The content of `sheetData`. */
	readonly rows?: string;
	/** The whole sheet part, instead of `rows`. */
	readonly sheet?: string;
	/** The content of `sst`. */
	readonly strings?: string;
	/** The content of `styleSheet`. */
	readonly styles?: string;
	/** The content of `workbook`, with one sheet when left out. */
	readonly workbook?: string;
	/** More parts by their path; empty text leaves one out. */
	readonly more?: Readonly<Record<string, string>>;
}

/** A workbook written by hand, so that it can hold what no program writes. */
export async function workbookOf(parts: WorkbookParts): Promise<Buffer> {
	const all: Record<string, string> = {
		'[Content_Types].xml': '<Types/>',
		'_rels/.rels': `<Relationships><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}">${parts.workbook ?? '<sheets><sheet name="People" sheetId="1" r:id="rId1"/></sheets>'}</workbook>`,
		'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${RELATIONS}/worksheet" Target="/xl/worksheets/sheet2.xml"/><Relationship Id="rId3" Type="${RELATIONS}/styles" Target="styles.xml"/><Relationship Id="rId4" Type="${RELATIONS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
		'xl/worksheets/sheet1.xml':
			parts.sheet ?? `<worksheet xmlns="${MAIN}"><sheetData>${parts.rows ?? ''}</sheetData></worksheet>`,
		...(parts.strings === undefined
			? {}
			: { 'xl/sharedStrings.xml': `<sst xmlns="${MAIN}">${parts.strings}</sst>` }),
		...(parts.styles === undefined
			? {}
			: { 'xl/styles.xml': `<styleSheet xmlns="${MAIN}">${parts.styles}</styleSheet>` }),
		...parts.more,
	};
	return await archiveOf(Object.fromEntries(Object.entries(all).filter(([, content]) => content !== '')));
}
