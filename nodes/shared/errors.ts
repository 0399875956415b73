import type { INode } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { asError, isImportError } from '../../lib';

/**
 * Turns an error of the library into one that n8n shows well: the message on top, the hint below it.
 * Errors that are not the library's are our bugs and come back untouched, with their stack.
 * @param itemIndex the input item that caused it, where there is one
 */
export function toNodeError(node: INode, error: unknown, itemIndex?: number): Error {
	if (error instanceof NodeOperationError) return error;
	if (!isImportError(error)) return asError(error);
	return new NodeOperationError(node, error, {
		message: error.message,
		description: descriptionOf(error.hint, error.retryAfterMs),
		...(itemIndex === undefined ? {} : { itemIndex }),
	});
}

function descriptionOf(hint: string | undefined, retryAfterMs: number | undefined): string {
	const wait = retryAfterMs === undefined ? '' : `Try again in ${Math.ceil(retryAfterMs / 1000)} seconds.`;
	return [hint, wait].filter(Boolean).join(' ');
}

/** The sentence a person reads about an error, whatever was thrown. */
export function messageOf(error: unknown): string {
	return asError(error).message;
}
