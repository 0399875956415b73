import { asError, type ImportError, isImportError, transientError, userError } from '../../errors';
import type { Listed, WriteAnswer, WriteOrder } from './orders';

/** Which base a thread writes to. */
export interface ThreadBase {
	readonly path: string;
	/** How long to wait for another writer, in milliseconds. */
	readonly busyTimeoutMs: number;
}

/** An order on its way to a thread: one text for the many small lists, which are copied one by one otherwise. */
export interface ThreadOrder extends Omit<WriteOrder, 'identifiers'> {
	readonly identifiers: string;
}

/** An error on its way from a thread: what tells errors apart is lost when they are copied. */
export interface ThreadFailure {
	readonly message: string;
	readonly stack: string | undefined;
	/** Of an error of SQLite (https://sqlite.org/rescode.html). */
	readonly errcode?: number;
	/** Of an error that a person can do something about. */
	readonly forPerson?: Pick<ImportError, 'kind' | 'code' | 'hint'>;
}

/** What a thread says to an order. */
export type ThreadReply = { readonly answer: WriteAnswer } | { readonly failure: ThreadFailure };

export function packOrder(order: WriteOrder): ThreadOrder {
	return { ...order, identifiers: JSON.stringify(order.identifiers) };
}

export function unpackOrder(order: ThreadOrder): WriteOrder {
	const identifiers: Listed[][] = JSON.parse(order.identifiers);
	return { ...order, identifiers };
}

export function packError(thrown: unknown): ThreadFailure {
	const error = asError(thrown);
	const { message, stack } = error;
	if (isImportError(error)) {
		const { kind, code, hint } = error;
		return { message, stack, forPerson: { kind, code, hint } };
	}
	const isSqlite = 'errcode' in error && typeof error.errcode === 'number';
	return { message, stack, ...(isSqlite ? { errcode: Number(error.errcode) } : {}) };
}

export function unpackError({ message, stack, errcode, forPerson }: ThreadFailure): Error {
	if (forPerson) {
		const { kind, code, hint } = forPerson;
		return kind === 'user' ? userError(message, hint, code) : transientError(message, undefined, hint, code);
	}
	const error = new Error(message);
	return Object.assign(error, { stack: stack ?? error.stack }, errcode === undefined ? {} : { errcode });
}
