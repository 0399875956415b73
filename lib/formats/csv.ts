import type { Format } from './format';
import { singleTable } from './openFile';
import { parseCsv } from './csv/read';
import { writeCsv } from './csv/write';
import { looksLikeText } from './text/looksLikeText';

/** Text with one record a line and a delimiter between cells: `.csv`, `.txt`, `.tsv`. RFC 4180 and what is found in the wild. */
export const csv: Format = {
	name: 'csv',
	title: 'CSV or text',
	extensions: ['csv', 'txt', 'tsv', 'tab'],
	mimeType: 'text/csv',
	sniff: looksLikeText,
	open: async (input, options) => singleTable(async () => await parseCsv(input, options)),
	write: writeCsv,
};
