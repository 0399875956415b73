import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import type { CorrectionFormat, CustomerRow } from '../../lib';
import { exportFileName, findFormat, isOurColumn, rowsToCorrect } from '../../lib';
import { storeFile } from '../shared/binary';
import type { Settled } from '../shared/execution';
import { settle } from '../shared/execution';

export type RejectedFileFormat = CorrectionFormat;

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
	let writing: Writing | undefined;
	let rows: CustomerRow[] = [];

	function flush(): Promise<void> | undefined {
		if (rows.length === 0) return undefined;
		writing ??= startWriting(context, format, labels);
		const full = rows;
		rows = [];
		return writing.put(full);
	}

	return {
		add(row) {
			rows.push(row);
			return rows.length < ROWS_AT_ONCE ? undefined : flush();
		},
		async finish() {
			await flush();
			return await writing?.end();
		},
	};
}

/** A file that is being written. */
interface Writing {
	/** Hands rows on; waits while the writer is behind. */
	put(rows: readonly CustomerRow[]): Promise<void>;
	end(): Promise<Settled<IBinaryData>>;
}

function startWriting(
	context: IExecuteFunctions,
	name: RejectedFileFormat,
	labels: readonly string[],
): Writing {
	const { mimeType } = findFormat(name);
	const rows = new PassThrough({ objectMode: true, highWaterMark: 2 });
	const content = rowsToCorrect(rows, name, { labels, isOurs: isOurColumn });
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
