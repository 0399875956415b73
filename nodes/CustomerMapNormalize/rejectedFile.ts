import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import type { Cell, CustomerRow, Row } from '../../lib';
import { exportFileName, findFormat, isOurColumn, writeTable } from '../../lib';
import { storeFile } from '../shared/binary';
import { rejectedBecause } from '../shared/customers';
import type { Settled } from '../shared/execution';
import { settle } from '../shared/execution';
import {
	FURTHER_CELLS,
	HOW_TO_CORRECT,
	itemKeys,
	REJECTED_BECAUSE,
	ROW_NUMBER,
	SOURCE_FILE,
} from '../shared/itemKeys';

export type RejectedFileFormat = 'csv' | 'xlsx';

/** The columns that say why a row is in the file. Map & Normalize passes them over when it comes in again. */
const DETAILS = [REJECTED_BECAUSE, HOW_TO_CORRECT, FURTHER_CELLS, ROW_NUMBER, SOURCE_FILE];

/** Rows that are written at once. */
const ROWS_AT_ONCE = 500;

/** A file of rejected rows under construction: as they were, with the reasons behind. */
export interface RejectedFile {
	/** Takes a row; gives a promise when there is something to wait for. */
	add(row: CustomerRow): Promise<void> | undefined;
	/** Ends the file. `undefined` where no row was rejected; the reason where it could not be written. */
	finish(): Promise<Settled<IBinaryData> | undefined>;
}

/**
 * Writes rejected rows into n8n's binary storage as they come, so that few are in memory.
 * @param labels of all tables that rows come from
 */
export function rejectedFile(
	context: IExecuteFunctions,
	format: RejectedFileFormat,
	labels: readonly string[],
): RejectedFile {
	const own = labels.filter((label) => !isOurColumn(label));
	const toRow = rowWriter(own);
	let writing: Writing | undefined;
	let rows: Row[] = [];

	function flush(): Promise<void> | undefined {
		if (rows.length === 0) return undefined;
		writing ??= startWriting(context, format, [...own, ...itemKeys(DETAILS, own)]);
		const full = rows;
		rows = [];
		return writing.put(full);
	}

	return {
		add(row) {
			rows.push(toRow(row));
			return rows.length < ROWS_AT_ONCE ? undefined : flush();
		},
		async finish() {
			await flush();
			return await writing?.end();
		},
	};
}

/** Makes the row of the file: what the row held, why it was rejected and what to do, and where it stood. */
function rowWriter(labels: readonly string[]): (row: CustomerRow) => Row {
	const places = new Set(labels);
	// The header is the first row a person sees.
	let rowNumber = 1;
	return (row) => {
		const raw = row.raw ?? {};
		const hints = row.issues.filter(({ severity, hint }) => severity === 'error' && hint !== undefined);
		const further = Object.keys(raw).filter((label) => !places.has(label) && !isOurColumn(label));
		const details: readonly Cell[] = [
			rejectedBecause(row),
			[...new Set(hints.map(({ hint }) => hint))].join(' '),
			further.map((label) => String(raw[label] ?? '')).join(' | '),
			row.rowNumber,
			row.source ?? '',
		];
		return { rowNumber: ++rowNumber, cells: [...labels.map((label) => raw[label]), ...details] };
	};
}

/** A file that is being written. */
interface Writing {
	/** Hands rows on; waits while the writer is behind. */
	put(rows: readonly Row[]): Promise<void>;
	end(): Promise<Settled<IBinaryData>>;
}

function startWriting(
	context: IExecuteFunctions,
	name: RejectedFileFormat,
	labels: readonly string[],
): Writing {
	const { mimeType } = findFormat(name);
	const rows = new PassThrough({ objectMode: true, highWaterMark: 2 });
	const content = writeTable(name, { labels, batches: rows }, { bom: true });
	const stored = settle(async () => await storeFile(context, content, fileName(name), mimeType));
	let stopped = false;
	void stored.then(() => (stopped = true));
	return {
		async put(batch) {
			// A file that cannot be written must not hold up the rows: its reason is told at the end.
			if (stopped || rows.write(batch)) return;
			await Promise.race([settle(async () => await once(rows, 'drain')), stored]);
		},
		async end() {
			rows.end();
			return await stored;
		},
	};
}

function fileName(extension: RejectedFileFormat): string {
	return exportFileName('rejected_rows {date}_{time}', { extension, now: new Date(), timeZone: 'UTC' });
}
