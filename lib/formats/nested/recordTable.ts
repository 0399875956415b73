import { userError } from '../../errors';
import type { FileDialect, Row, Table } from '../../model';
import type { ParseOptions } from '../format';
import { makeIssueLog, type IssueLog } from '../issueLog';
import { limitsOf } from '../limits';
import { makeTable } from '../table';
import { ColumnTree } from './columnTree';
import { RecordCollector, type Numbering } from './recordCollector';

/** So much text is looked through for labels before the first row; the labels of most files are all in the first record. */
const SURVEY_CHARACTERS = 64 * 1024 * 1024;

/** What a format of nested records (JSON, XML) gives. */
export interface NestedReader {
	/** The name of the file, for messages. */
	readonly name: string;
	readonly dialect: FileDialect;
	/** The records are lists of cells without names: the first one may hold the labels. */
	readonly unnamed?: boolean;
	/**
	 * Reads all records from the first one on into the collector and gives, after each
	 * piece of text, how many characters that was. May be called more than once.
	 */
	read(collector: RecordCollector, log: IssueLog): AsyncIterable<number>;
}

interface Survey {
	readonly columns: ColumnTree;
	readonly records: number;
	readonly numbering: Numbering;
	/** What was noticed on the way. */
	readonly log: IssueLog;
}

/**
 * Makes a table of nested records: each value is a cell under the names that lead to it, such as
 * `address.city`. The file is read twice, so that a name that comes late is a column too; of a very
 * large file, only the start is read for that, and what comes later is reported and kept behind the last column.
 *
 * Rows are numbered by the line where they start. Where records share a line, as in a file without
 * line breaks, they are numbered in their order, because a row is told from another by its number.
 * @param surveyCharacters how much text is looked through for labels
 * @throws userError for a file without records
 */
export async function makeNestedTable(
	reader: NestedReader,
	options: ParseOptions,
	log: IssueLog,
	surveyCharacters = SURVEY_CHARACTERS,
): Promise<Table> {
	const limits = limitsOf(options.limits);
	const { columns, records, numbering, log: noticed } = await survey(reader, options, surveyCharacters);
	if (records === 0 || (columns.width === 0 && !reader.unnamed)) throw withoutRecords(reader.name, noticed);
	const { name, dialect } = reader;
	const file = { name, limits, numbering };
	const labels = columns.fix();
	return await makeTable(
		{
			name,
			rowWord: numbering,
			grid: false,
			dialect,
			...(reader.unnamed ? {} : { labels }),
			records: (issues) => readRows(reader, new RecordCollector(columns, file, issues), issues),
		},
		options,
		log,
	);
}

/** Reads records for their names and lines only. */
async function survey(reader: NestedReader, options: ParseOptions, most: number): Promise<Survey> {
	const { name } = reader;
	const limits = limitsOf(options.limits);
	const log = makeIssueLog();
	const columns = new ColumnTree(name, limits);
	const collector = new RecordCollector(columns, { name, limits }, log);
	let characters = 0;
	let records = 0;
	for await (const read of reader.read(collector, log)) {
		options.signal?.throwIfAborted();
		records += collector.take().length;
		characters += read;
		if (characters >= most) break;
	}
	records += collector.take().length;
	return { columns, records, numbering: collector.sharesLines ? 'Row' : 'Line', log };
}

/** The rows of each piece of text. */
export async function* readRows(
	reader: NestedReader,
	collector: RecordCollector,
	log: IssueLog,
): AsyncGenerator<readonly Row[]> {
	const pieces = reader.read(collector, log)[Symbol.asyncIterator]();
	try {
		while (!(await pieces.next()).done) yield collector.take();
		yield collector.take();
	} finally {
		await pieces.return?.();
	}
}

/** The error for a file in which no record could be read: what is wrong with the first one, if that is why. */
export function withoutRecords(name: string, { issues }: IssueLog): Error {
	const [first] = issues.filter(({ severity }) => severity === 'error');
	if (first) return userError(first.message, first.hint, first.code);
	return userError(
		`${name} holds no records`,
		'Check that the export finished, or say where the records are.',
		'NO_RECORDS',
	);
}
