import { isNativeError } from 'node:util/types';
import { isImportError, transientError, userError } from '../errors';

/** The primary result codes of SQLite that a person can do something about (https://sqlite.org/rescode.html). */
const BUSY = 5;
const LOCKED = 6;
const READ_ONLY = 8;
const IO_ERROR = 10;
const CORRUPT = 11;
const FULL = 13;
const NOT_A_DATABASE = 26;

/** Whether another connection is writing, which passes. */
export function isBusy(error: unknown): boolean {
	return isNativeError(error) && primaryCode(error) === BUSY;
}

/** Turns an error of SQLite into one that says what to do. Other errors come back as they are. */
export function explainSqliteError(error: unknown, path: string): unknown {
	if (isImportError(error) || !isNativeError(error)) return error;
	switch (primaryCode(error)) {
		case BUSY:
		case LOCKED:
			return transientError(
				`The database file ${path} is held by another process`,
				undefined,
				'Wait until the other import is done, or stop it.',
				'STATE_LOCKED',
				error,
			);
		case FULL:
			return userError(
				`The disk of the database file ${path} is full`,
				'Make room on the disk and run the import again.',
				'DISK_FULL',
				error,
			);
		case READ_ONLY:
		case IO_ERROR:
			return userError(
				`The database file ${path} cannot be written: ${error.message}`,
				'Check that n8n may write to the file and its folder, and that the disk is in order.',
				'STATE_UNAVAILABLE',
				error,
			);
		case CORRUPT:
		case NOT_A_DATABASE:
			return userError(
				`The file ${path} is not a readable database: ${error.message}`,
				'Choose another path, or put a backup of the file in its place.',
				'STATE_DAMAGED',
				error,
			);
		default:
			return error;
	}
}

function primaryCode(error: Error): number | undefined {
	return 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : undefined;
}
