import type { Format } from './format';
import { singleTable } from './openFile';
import { parseXml } from './xml/read';
import { looksLikeXml } from './xml/sniff';

/** XML 1.0 with an element that repeats, which is the record. */
export const xml: Format = {
	name: 'xml',
	title: 'XML',
	extensions: ['xml'],
	mimeType: 'application/xml',
	sniff: looksLikeXml,
	open: async (input, options) => singleTable(async () => await parseXml(input, options)),
};
