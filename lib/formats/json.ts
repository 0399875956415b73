import type { Format } from './format';
import { looksLikeJson } from './json/sniff';
import { openJson } from './json/read';
import { writeJson } from './json/write';

/** JSON by RFC 8259: a list of records, wherever in the document it is. */
export const json: Format = {
	name: 'json',
	title: 'JSON',
	extensions: ['json'],
	mimeType: 'application/json',
	sniff: looksLikeJson,
	open: openJson,
	write: writeJson,
};
