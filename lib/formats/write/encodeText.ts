import { makeIssue } from '../../errors';
import type { WriteOptions } from '../format';
import { makeEncoder } from '../text/encode';

const BYTE_ORDER_MARK = '\uFEFF';
/** How many of the characters that are missing are named. */
const NAMED = 10;

/**
 * Text as the user wants it encoded. Characters that the encoding does not have are told by `onIssue`.
 * @param blocks UTF-8, cut only between characters
 * @throws userError for an encoding that cannot be written
 */
export async function* encodeText(
	blocks: AsyncIterable<Buffer>,
	{ encoding = 'utf-8', bom, onIssue }: WriteOptions,
): AsyncGenerator<Uint8Array> {
	const encoder = makeEncoder(encoding, bom);
	const isUtf8 = encoder.encoding === 'utf-8';
	if (isUtf8 && bom) yield Buffer.from(BYTE_ORDER_MARK);
	for await (const block of blocks) yield isUtf8 ? block : encoder.encode(block.toString('utf8'));
	if (encoder.missing.size > 0) onIssue?.(missingCharacters(encoder.encoding, encoder.missing));
}

function missingCharacters(encoding: string, missing: ReadonlyMap<string, number>) {
	const count = [...missing.values()].reduce((sum, times) => sum + times, 0);
	const most = [...missing].sort((a, b) => b[1] - a[1]).slice(0, NAMED);
	const names = most.map(([character]) => character).join(' ');
	const message = `${count} characters of the customers are not in ${encoding} and were written as a question mark: ${names}${missing.size > NAMED ? ' …' : ''}`;
	return makeIssue('NOT_IN_ENCODING', { message });
}
