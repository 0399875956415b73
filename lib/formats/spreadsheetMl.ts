import type { Format } from './format';
import { startOfText } from './signature';
import { openSpreadsheetMl } from './spreadsheetMl/read';

const NAMESPACE = /urn:schemas-microsoft-com:office:spreadsheet|<\?mso-application\s+progid="Excel\.Sheet"/i;

/** Workbooks in the XML of Excel 2002 and 2003. */
export const spreadsheetMl: Format = {
	name: 'spreadsheetml',
	title: 'Excel workbook saved as XML',
	extensions: ['xml'],
	mimeType: 'application/vnd.ms-excel',
	sniff(head) {
		const start = startOfText(Buffer.from(head));
		return start.startsWith('<') && !/<html\b/i.test(start) && NAMESPACE.test(start);
	},
	open: openSpreadsheetMl,
};
