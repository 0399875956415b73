import { isNativeError } from 'node:util/types';
import { userError } from '../errors';

/** What Node calls a disk without room, and a user who has used up his share of it. */
const NO_ROOM: readonly unknown[] = ['ENOSPC', 'EDQUOT'];

/**
 * What work with temporary files in a folder gives.
 * @throws userError `DISK_FULL` where the disk has no room for it
 */
export async function withRoom<T>(folder: string, work: Promise<T>): Promise<T> {
	try {
		return await work;
	} catch (error) {
		throw isFull(error) ? diskFull(folder, error) : error;
	}
}

function isFull(error: unknown): error is Error {
	return isNativeError(error) && 'code' in error && NO_ROOM.includes(error.code);
}

const diskFull = (folder: string, cause: Error): Error =>
	userError(
		`The disk is full: there is no room in ${folder} for the copy of the rows among which duplicates are looked for`,
		'Make room there, or name another folder for temporary files in the environment variable TMPDIR of n8n. Nothing was imported.',
		'DISK_FULL',
		cause,
	);
