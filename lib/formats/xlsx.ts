import type { Format } from './format';
import { isZip } from './signature';
import { openXlsx } from './xlsx/read';
import { writeXlsx } from './xlsx/write';

/** The first names in an archive that is a workbook. Word files share some of them and are told apart when read. */
const WORKBOOK_PARTS = /xl\/|\[Content_Types\]\.xml|_rels\/\.rels|docProps\/|customXml\//;
const OTHER_PARTS = /word\/|ppt\/|xl\/workbook\.bin|vnd\.oasis\.opendocument/;

/** Excel workbooks since 2007, ECMA-376, transitional and strict. */
export const xlsx: Format = {
	name: 'xlsx',
	title: 'Excel workbook',
	extensions: ['xlsx', 'xlsm', 'xltx', 'xltm'],
	mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
	compressed: true,
	sniff(head) {
		const start = Buffer.from(head).toString('latin1');
		return isZip(head) && WORKBOOK_PARTS.test(start) && !OTHER_PARTS.test(start);
	},
	open: openXlsx,
	write: writeXlsx,
};
