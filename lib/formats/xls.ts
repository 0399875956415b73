import type { Format } from './format';
import { isBareWorkbook, isOle } from './signature';
import { openXls } from './xls/read';

/** What the directory of a container names that holds no workbook of its own. */
const OTHER_STREAMS = ['EncryptedPackage', 'WordDocument'].map((name) => Buffer.from(name, 'utf16le'));

/** Excel workbooks before 2007, BIFF2 to BIFF8, [MS-XLS]. */
export const xls: Format = {
	name: 'xls',
	title: 'Excel workbook before 2007',
	extensions: ['xls', 'xlt'],
	mimeType: 'application/vnd.ms-excel',
	sniff(head) {
		if (isBareWorkbook(head)) return true;
		return isOle(head) && !OTHER_STREAMS.some((stream) => Buffer.from(head).includes(stream));
	},
	open: openXls,
};
