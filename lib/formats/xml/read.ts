import type { ByteSource, Table } from '../../model';
import type { ParseOptions } from '../format';
import { makeIssueLog } from '../issueLog';
import { limitsOf } from '../limits';
import { makeNestedTable } from '../nested/recordTable';
import { scanText } from '../nested/scanText';
import { openText } from '../text/textSource';
import { findRecordPath } from './layout';
import { XmlScanner } from './scanner';

const DECLARED = /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]+)["']/;

/**
 * Reads XML 1.0: each element of one path is a record, its attributes and the elements inside it are cells
 * such as `address.city`. Prefixes of namespaces are left out of the labels. An attribute has the label
 * of its name, as an element has.
 * @throws userError for a file without elements, or with a document type that defines entities
 */
export async function parseXml(source: ByteSource, options: ParseOptions): Promise<Table> {
	const name = source.name ?? 'The file';
	const log = makeIssueLog();
	const text = await openText(source, options, log, (start) => DECLARED.exec(start)?.[1]);
	const path = await findRecordPath(text, name, options);
	const file = { name, path, limits: limitsOf(options.limits) };
	const { encoding, confidence } = text;
	const dialect = {
		format: 'xml',
		encoding,
		recordPath: path.join('/'),
		confidence: {
			...(confidence === undefined ? {} : { encoding: confidence }),
			...(options.recordPath ? {} : { recordPath: 0.9 }),
		},
	};
	return await makeNestedTable(
		{
			name,
			dialect,
			read: (collector, issues) =>
				scanText(text.pieces(), new XmlScanner(file, collector, issues), collector),
		},
		options,
		log,
	);
}
