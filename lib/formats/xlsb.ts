import type { Format } from './format';
import { openRandom } from './openFile';
import { openXlsbArchive } from './sheetJs/xlsbArchive';
import { isZip } from './signature';

/** Excel's binary workbooks, [MS-XLSB], through SheetJS. */
export const xlsb: Format = {
	name: 'xlsb',
	title: 'binary Excel workbook',
	extensions: ['xlsb'],
	mimeType: 'application/vnd.ms-excel.sheet.binary.macroEnabled.12',
	sniff: (head) => isZip(head) && Buffer.from(head).includes('xl/workbook.bin', 0, 'latin1'),
	open: async (input, options) =>
		await openRandom(input, async (random) => await openXlsbArchive(random, options)),
};
