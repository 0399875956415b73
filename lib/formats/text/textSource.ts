import type { ByteSource } from '../../model';
import type { ParseOptions } from '../format';
import type { IssueLog } from '../issueLog';
import { limitsOf } from '../limits';
import { emptyFile } from '../table';
import { decodeSample, makeDecoder } from './decode';
import { readEncodingSample } from './encoding';
import { readText, settleEncoding } from './textEncoding';

/** A file of text whose encoding is known. */
export interface TextSource {
	readonly encoding: string;
	/** How sure the detection of the encoding is; left out where it was set. */
	readonly confidence?: number;
	/** The start of the text, some 64 KB, or all of it. */
	readonly sample: string;
	/** The text from its start, in pieces of about 64 KB. May be called more than once. */
	pieces(): AsyncIterable<string>;
}

/**
 * Opens a file of text.
 * @param declared finds the encoding that a text names
 * @throws userError for an empty file, or an encoding that does not exist
 */
export async function openText(
	source: ByteSource,
	options: ParseOptions,
	log: IssueLog,
	declared?: (start: string) => string | undefined,
): Promise<TextSource> {
	const name = source.name ?? 'The file';
	const bytes = await readEncodingSample(source);
	if (bytes.length === 0) throw emptyFile(name);
	const set = options.encoding ? makeDecoder(options.encoding).encoding : undefined;
	const settled = settleEncoding(name, set, bytes, log, declared);
	const { encoding, confidence } = settled;
	return {
		encoding,
		...(confidence === undefined ? {} : { confidence }),
		sample: decodeSample(bytes, encoding),
		pieces: () => readText(source, settled, limitsOf(options.limits)),
	};
}
