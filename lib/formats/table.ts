import { setImmediate } from 'node:timers/promises';
import type { FileDialect, Row, RowBatch, Table } from '../model';
import type { ParseOptions } from './format';
import { makeIssueLog, type IssueLog } from './issueLog';
import { TableBody } from './table/body';
import { isEmpty } from './table/cells';
import { emptyFile, findShape, knownShape, type Shape } from './table/shape';

export { emptyFile } from './table/shape';

const DEFAULT_BATCH = 1000;
/** Very wide rows make a batch end early, so that its memory stays bounded. */
const BATCH_CELLS = 500_000;
/** Rows the shape of a table is judged by. */
const SAMPLE_ROWS = 200;

/** What a format gives: its records as they are, from which a table is made. */
export interface RecordReader {
	/** The name of the file, for messages. */
	readonly name: string;
	/** What a row is called in this format: `Line` or `Row`. */
	readonly rowWord: 'Line' | 'Row';
	/** A grid has no missing cells: what is not written there is empty. */
	readonly grid: boolean;
	readonly dialect: FileDialect;
	/**
	 * The labels, where the format itself says what each value is (JSON, XML). No header is looked for then,
	 * every record is a row, and cells beyond the labels are kept as they are.
	 */
	readonly labels?: readonly string[];
	/** Reads all records from the first one on. May be called more than once. */
	records(log: IssueLog): AsyncIterable<readonly Row[]>;
}

/**
 * Makes a table of the records of a file: finds titles, header and units, names the columns,
 * leaves out empty rows and the footer, notes ragged rows and puts the rest into batches.
 * @throws userError for a file without any record
 */
export async function makeTable(
	reader: RecordReader,
	options: ParseOptions,
	log: IssueLog = makeIssueLog(),
): Promise<Table> {
	const shape = reader.labels ? knownShape(reader.labels, log) : await sampledShape(reader, options, log);
	// Grows by what is found at the end of the file, as the issues do.
	const confidence: Record<string, number> = { ...reader.dialect.confidence, ...shape.confidence };
	const batches = makeBatches(options.batchSize ?? DEFAULT_BATCH);
	const body = new TableBody(reader, shape, options, log, batches.add, confidence);
	return {
		labels: shape.labels,
		batches: readBatches(reader.records(log), body, batches, options),
		dialect: { ...reader.dialect, ...describe(shape), confidence },
		issues: log.issues,
	};
}

async function sampledShape(reader: RecordReader, options: ParseOptions, log: IssueLog): Promise<Shape> {
	const sample = await readSample(reader, options);
	if (sample.length === 0) throw emptyFile(reader.name);
	return findShape(sample, options, reader, log);
}

/** The first records that hold something. Read on their own, so that nothing stays open until the rows are wanted. */
async function readSample(reader: RecordReader, options: ParseOptions): Promise<Row[]> {
	const { skipEmptyLines, skipRows = 0, signal } = options;
	const sample: Row[] = [];
	for await (const rows of reader.records(makeIssueLog())) {
		for (const row of rows) {
			const wanted = row.rowNumber > skipRows && (skipEmptyLines === false || !isEmpty(row.cells));
			if (wanted) sample.push(row);
		}
		if (sample.length >= SAMPLE_ROWS) break;
		signal?.throwIfAborted();
	}
	return sample;
}

function describe({ header, titles, units }: Shape): Partial<FileDialect> {
	return {
		header: header?.rowNumber ?? false,
		...(titles.length === 0 ? {} : { titleRows: titles.map(({ rowNumber }) => rowNumber) }),
		...(units ? { unitsRow: units.rowNumber } : {}),
	};
}

/** Rows on their way into batches. */
interface Batches {
	add(row: Row): void;
	/** The batches that are full; with the last one, if it is the end. */
	take(isEnd: boolean): Row[][];
}

function makeBatches(wanted: number): Batches {
	const size = Math.max(1, wanted);
	let full: Row[][] = [];
	let batch: Row[] = [];
	let cells = 0;
	const finish = () => {
		full.push(batch);
		batch = [];
		cells = 0;
	};
	return {
		add(row) {
			batch.push(row);
			cells += row.cells.length;
			if (batch.length >= size || cells >= BATCH_CELLS) finish();
		},
		take(isEnd) {
			if (isEnd && batch.length > 0) finish();
			const taken = full;
			full = [];
			return taken;
		},
	};
}

async function* readBatches(
	records: AsyncIterable<readonly Row[]>,
	body: TableBody,
	batches: Batches,
	{ signal }: ParseOptions,
): AsyncGenerator<RowBatch> {
	for await (const group of records) {
		body.take(group);
		yield* batches.take(false);
		signal?.throwIfAborted();
		await setImmediate();
	}
	body.end();
	yield* batches.take(true);
}
