import { userError } from '../errors';
import type { SqlSyntax } from './dialect';
import { tokenize } from './tokens';

/**
 * Refuses what a read-only transaction lets through and yet writes: files of the server, and code in comments that
 * other databases and our own checks take for remarks.
 * @throws userError (`SQL_READ_ONLY`, `SQL_STATEMENT`)
 */
export function refuseTricks(text: string, syntax: SqlSyntax): void {
	const words = tokenize(text, syntax);
	if (words.some(({ kind, text }) => kind === 'comment' && /^\/\*M?!/.test(text))) {
		throw userError(
			'The query holds code in a comment (/*! … */), which the server would run',
			'Write the code itself, or remove the comment.',
			'SQL_STATEMENT',
		);
	}
	const codes = words.filter(({ kind }) => kind !== 'comment' && kind !== 'space');
	const isFile = codes.some(
		({ text }, index) => /^into$/i.test(text) && /^(outfile|dumpfile)$/i.test(codes[index + 1]?.text ?? ''),
	);
	if (!isFile) return;
	throw userError(
		'The query wants to write a file on the server',
		'A pull only reads. Remove INTO OUTFILE.',
		'SQL_READ_ONLY',
	);
}
