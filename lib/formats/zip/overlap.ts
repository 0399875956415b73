import type { DirectoryRecord } from './directory';

const LOCAL_HEADER_BYTES = 30;

/**
 * The records whose bytes reach into those of another one. Honest archives have none; a bomb lets many
 * entries share one kernel, whole or by quoting each other's headers (David Fifield, "A better zip bomb").
 */
export function overlappingRecords(records: readonly DirectoryRecord[]): ReadonlySet<DirectoryRecord> {
	const found = new Set<DirectoryRecord>();
	let furthest: { readonly record: DirectoryRecord; readonly end: number } | undefined;
	for (const record of [...records].sort((one, other) => one.offset - other.offset)) {
		const end = endOf(record);
		if (furthest && record.offset < furthest.end) found.add(record).add(furthest.record);
		if (!furthest || end > furthest.end) furthest = { record, end };
	}
	return found;
}

/** The least place where the data of an entry can end: its local header may have longer fields. */
function endOf({ offset, rawName, compressedSize }: DirectoryRecord): number {
	return offset + LOCAL_HEADER_BYTES + rawName.length + compressedSize;
}
