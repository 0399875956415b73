import { limitsOf } from '../../formats/limits';
import type { ParseOptions } from '../../formats';
import { isOle, isZip } from '../../formats/signature';
import { randomSource, readHead } from '../../formats/source';
import type { ByteSource } from '../../model';

const SIGNATURE_BYTES = 8;

/** A source, and how to give up what was made for it. */
export interface HeldSource {
	readonly source: ByteSource;
	close(): Promise<void>;
}

/**
 * Archives and workbooks are read at any place, and more than once: one that comes as a stream is
 * copied once for all of that. Every other file stays a stream, of which only the beginning is read.
 */
export async function readableAnywhere(source: ByteSource, { limits }: ParseOptions): Promise<HeldSource> {
	const asItIs = { source, close: async () => {} };
	// Nothing is copied that will be refused for its size.
	if (source.read || source.size === undefined || source.size > limitsOf(limits).fileBytes) return asItIs;
	const head = await readHead(source, SIGNATURE_BYTES);
	if (!isZip(head) && !isOle(head)) return asItIs;
	const copy = await randomSource(source);
	return { source: copy, close: async () => await copy.close() };
}
