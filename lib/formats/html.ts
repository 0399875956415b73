import type { Format } from './format';
import { openHtml } from './html/read';
import { startOfText } from './signature';

/** What a page may start with; old programs write no more than the table. */
const START =
	/^(?:<\?xml[^>]*>\s*|<!--[\s\S]*?-->\s*)*<(?:!doctype html|html|head|body|table|meta|title|style|link|script|center|font|div|thead|tbody|tr)\b/i;

/** The tables of web pages, which many programs write and call an Excel file. */
export const html: Format = {
	name: 'html',
	title: 'web page with tables (HTML)',
	extensions: ['html', 'htm'],
	mimeType: 'text/html',
	sniff: (head) => START.test(startOfText(Buffer.from(head))),
	open: openHtml,
};
