import type { Format } from './format';
import { openOds } from './ods/read';
import { isZip, startOfText } from './signature';

const MIME_TYPE = 'application/vnd.oasis.opendocument.spreadsheet';

const FLAT = /^<[\s\S]*<office:document\s/;

/** OpenDocument spreadsheets, OASIS OpenDocument 1.3: of LibreOffice, OpenOffice and Google, packed or flat. */
export const ods: Format = {
	name: 'ods',
	title: 'OpenDocument spreadsheet',
	extensions: ['ods', 'ots', 'fods'],
	mimeType: MIME_TYPE,
	sniff(head) {
		const bytes = Buffer.from(head);
		return isZip(head) ? isPacked(bytes) : FLAT.test(startOfText(bytes)) && bytes.includes(MIME_TYPE);
	},
	open: openOds,
};

/** The first part of an archive says what it is, not packed. Where a program has packed it, its name remains. */
function isPacked(head: Buffer): boolean {
	if (head.includes('application/vnd.oasis.opendocument.')) return head.includes(MIME_TYPE);
	return head.includes('mimetype') && head.includes('content.xml');
}
