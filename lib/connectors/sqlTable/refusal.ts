import { type ImportError, isImportError, userError } from '../../errors';

/** What the database refuses because of some row, and not because of all that is sent. */
const OF_A_ROW: readonly string[] = ['SQL_DUPLICATE', 'SQL_CONSTRAINT', 'SQL_VALUE', 'BATCH_REFUSED'];

/** Whether one row may be why the database refused all that were sent with it. */
export function isOfARow(error: unknown): error is ImportError {
	return isImportError(error) && OF_A_ROW.includes(error.code);
}

/** Tells whoever sent the rows that none of them was accepted because of some. */
export const batchRefused = (error: ImportError): ImportError =>
	userError(error.message, error.hint, 'BATCH_REFUSED', error);
