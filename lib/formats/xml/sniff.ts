import { decodeSample } from '../text/decode';
import { detectEncoding } from '../text/encoding';

/** What may stand before the first element. */
const PROLOG = /^(?:\s+|<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!DOCTYPE[^[>]*(?:\[[^\]]*\]\s*)?>)+/i;
const DECLARATION = /^<\?xml\s/;
/** An element with elements in it: a header such as `<id>,<name>` is CSV. */
const ELEMENTS = /^<[\p{L}_][\p{L}\p{N}_:.-]*(?:\s[^<>]*)?>\s*<[\s\S]*(?:<\/|\/>)/u;
/** XML that is a format of its own: web pages, and the spreadsheets of Excel 2003 and OpenDocument. */
const OTHER =
	/<!doctype\s+html|<(?:html|head|body|table|meta|style)\b|urn:schemas-microsoft-com:office:spreadsheet|urn:oasis:names:tc:opendocument/i;

/** Whether the first bytes of a file are XML with records in it. */
export function looksLikeXml(head: Uint8Array): boolean {
	const visible = head.find((byte) => byte > 0x20 && byte < 0x7f);
	if (visible !== 0x3c) return false;
	const text = decodeSample(head, detectEncoding(head).encoding).trimStart();
	if (OTHER.test(text)) return false;
	return DECLARATION.test(text) || ELEMENTS.test(text.replace(PROLOG, ''));
}
