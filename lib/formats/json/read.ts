import type { ByteSource, FileDialect, Table } from '../../model';
import type { OpenFile, ParseOptions } from '../format';
import { makeIssueLog } from '../issueLog';
import { limitsOf } from '../limits';
import { makeNestedTable } from '../nested/recordTable';
import { scanText } from '../nested/scanText';
import { singleTable } from '../openFile';
import { openText, type TextSource } from '../text/textSource';
import { findLayout, formatPath, type JsonLayout } from './layout';
import { JsonScanner } from './scanner';
import { isJsonLines } from './sniff';

/** Opens a file of JSON or JSON lines; it holds one table. */
export async function openJson(source: ByteSource, options: ParseOptions): Promise<OpenFile> {
	return singleTable(async () => await parseJson(source, options));
}

/**
 * Reads JSON by RFC 8259: a list of objects or of lists, an object with such a list in it, JSON lines,
 * or documents one after the other. Values inside each other become cells such as `address.city`.
 * @throws userError for a file without records
 */
async function parseJson(source: ByteSource, options: ParseOptions): Promise<Table> {
	const name = source.name ?? 'The file';
	const log = makeIssueLog();
	const text = await openText(source, options, log);
	const layout = await findLayout(text, name, options);
	const file = { name, layout, limits: limitsOf(options.limits) };
	return await makeNestedTable(
		{
			name,
			dialect: describe(text, layout, options),
			unnamed: layout.lists,
			read: (collector, issues) =>
				scanText(text.pieces(), new JsonScanner(file, collector, issues), collector),
		},
		options,
		log,
	);
}

function describe(text: TextSource, layout: JsonLayout, options: ParseOptions): FileDialect {
	return {
		format: isJsonLines(text.sample) ? 'jsonl' : 'json',
		encoding: text.encoding,
		...(layout.records === 'path' ? { recordPath: formatPath(layout.path) } : {}),
		confidence: {
			...(text.confidence === undefined ? {} : { encoding: text.confidence }),
			...(layout.records === 'path' && !options.recordPath ? { recordPath: 0.9 } : {}),
		},
	};
}
