import type { Cell, Row } from '../../model';
import type { RowCount } from './inspection';
import type { RowSample } from './rowSampling';

/** What is known of the bytes of a table that was not read to its end. */
export interface ByteProgress {
	readonly read: number;
	readonly total: number;
}

const MB = 1024 * 1024;

/**
 * How many rows a table has: counted where it was read to its end, else worked out from its bytes.
 * @param progress the bytes of the file that were read for the rows; left out where they were not counted
 * @param size the bytes of a file inside an archive, unpacked
 */
export function rowCountOf(sample: RowSample, progress?: ByteProgress, size?: number): RowCount {
	if (sample.complete) {
		return { count: sample.read, certainty: 'exact', basis: 'The table was read to its end.' };
	}
	if (progress !== undefined && progress.read > 0) {
		const basis = `Estimated from the first ${inMb(progress.read)} of ${inMb(progress.total)}.`;
		return estimate((sample.read * progress.total) / progress.read, sample, basis);
	}
	if (size !== undefined) {
		const basis = `Estimated from the first ${sample.judged.length} rows and the size of the file in the archive, ${inMb(size)}.`;
		return estimate(size / averageBytes(sample.judged), sample, basis);
	}
	return {
		count: sample.read,
		certainty: 'atLeast',
		basis: `There are more than the first ${sample.read} rows, which were read.`,
	};
}

function estimate(rows: number, { read }: RowSample, basis: string): RowCount {
	return { count: Math.max(read, Math.round(rows)), certainty: 'estimated', basis };
}

/** Bytes of a row as text: its cells, and one character behind each. */
function averageBytes(rows: readonly Row[]): number {
	const bytes = rows.reduce((sum, { cells }) => sum + cells.reduce(addBytes, 0), 0);
	return Math.max(1, bytes / Math.max(1, rows.length));
}

function addBytes(sum: number, cell: Cell | undefined): number {
	return sum + 1 + Buffer.byteLength(String(cell ?? ''));
}

function inMb(bytes: number): string {
	return `${(bytes / MB).toFixed(1)} MB`;
}
