import type { Format } from './format';
import { openJson } from './json/read';
import { looksLikeJsonLines } from './json/sniff';
import { writeJsonLines } from './json/write';

/** A JSON document a line, also known as NDJSON. */
export const jsonLines: Format = {
	name: 'jsonl',
	title: 'JSON Lines',
	extensions: ['jsonl', 'ndjson'],
	mimeType: 'application/x-ndjson',
	sniff: looksLikeJsonLines,
	open: openJson,
	write: writeJsonLines,
};
