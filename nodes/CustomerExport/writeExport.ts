import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import type { ExportPart, Format, RowIssue, WritableTable } from '../../lib';
import { countBytes, exportFileName, FORMATS, packParts, userError, writeFiles } from '../../lib';
import { sayingProgress } from './progress';
import { storeFile } from '../shared/binary';
import type { FileSettings } from './settings';

const ZIP = { extension: 'zip', mimeType: 'application/zip' };

/** A file in n8n's binary storage, and what was counted while it was written. */
export interface ExportedFile {
	readonly binary: IBinaryData;
	readonly fileName: string;
	readonly rows: number;
	readonly bytes: number;
}

/** What an export has made. */
export interface Exported {
	readonly files: readonly ExportedFile[];
	/** What a person should know about them. */
	readonly issues: readonly RowIssue[];
}

/**
 * Streams a table into n8n's binary storage as one file or several: only a batch of rows is in memory at a time.
 * @param count how many customers there are, where the name of the file says so
 */
export async function writeExport(
	context: IExecuteFunctions,
	table: WritableTable,
	settings: FileSettings,
	count: number | undefined,
): Promise<Exported> {
	const format = findWritable(settings.format);
	const issues: RowIssue[] = [];
	const options = { ...settings.write, onIssue: (issue: RowIssue) => void issues.push(issue) };
	const name = namer(context, settings, count);
	const isOne = settings.parts.rows === undefined && settings.parts.bytes === undefined;
	const partName = (part: number) => name(extensionOf(format), isOne ? undefined : part);
	const watched = { ...table, batches: sayingProgress(context, table.batches) };
	const parts = writeFiles(format.name, watched, options, settings.parts, partName);
	const files = settings.zip
		? [await storeArchive(context, parts, name(ZIP.extension), format.compressed === true)]
		: await storeAll(context, parts, format.mimeType);
	return { files, issues };
}

/** Names files after the pattern, all with the same time. */
export function namer(
	context: IExecuteFunctions,
	{ pattern, filterName }: Pick<FileSettings, 'pattern' | 'filterName'>,
	count?: number,
): (extension: string, part?: number) => string {
	const now = new Date();
	const values = { now, timeZone: context.getTimezone(), filter: filterName };
	return (extension, part) =>
		exportFileName(pattern, {
			...values,
			extension,
			...(count === undefined ? {} : { count }),
			...(part === undefined ? {} : { part }),
		});
}

async function storeAll(
	context: IExecuteFunctions,
	parts: AsyncIterable<ExportPart>,
	mimeType: string,
): Promise<ExportedFile[]> {
	const files: ExportedFile[] = [];
	for await (const { name, content, counts } of parts) {
		const binary = await storeFile(context, content, name, mimeType);
		files.push({ binary, fileName: name, ...counts });
	}
	return files;
}

async function storeArchive(
	context: IExecuteFunctions,
	parts: AsyncIterable<ExportPart>,
	fileName: string,
	compressed: boolean,
): Promise<ExportedFile> {
	const inside: Array<ExportPart['counts']> = [];
	const counts = { bytes: 0 };
	const content = countBytes(packParts(remember(parts, inside), compressed), counts);
	const binary = await storeFile(context, content, fileName, ZIP.mimeType);
	return { binary, fileName, rows: inside.reduce((sum, { rows }) => sum + rows, 0), bytes: counts.bytes };
}

async function* remember(
	parts: AsyncIterable<ExportPart>,
	inside: Array<ExportPart['counts']>,
): AsyncGenerator<ExportPart> {
	for await (const part of parts) {
		inside.push(part.counts);
		yield part;
	}
}

function extensionOf(format: Format): string {
	return format.extensions[0] ?? format.name;
}

function findWritable(name: string): Format {
	const format = FORMATS.find((one) => one.name === name && one.write !== undefined);
	if (format !== undefined) return format;
	throw userError(
		`Files of the format '${name}' cannot be written`,
		"Choose another 'File Format'.",
		'NOT_WRITABLE',
	);
}
