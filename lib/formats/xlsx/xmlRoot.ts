import { userError } from '../../errors';

const HEAD_BYTES = 4096;
const DOCTYPE = /^[^<]*(?:<\?(?:[^?]|\?(?!>))*\?>\s*|<!--(?:[^-]|-(?!->))*-->\s*)*<!DOCTYPE/i;
const ROOT = /<(?![?!])((?:[\w.-]+:)?)[\w.-]+[\s/>]/;

/**
 * The namespace prefix that the root element carries, with its colon; most files
 * have none. Nothing where the root element is not in these bytes.
 * @throws userError for a part with a document type: no workbook needs one, and it can hold entities that grow without bound
 */
export function tagPrefix(bytes: Buffer, fileName: string): string | undefined {
	const head = bytes.toString('latin1', 0, HEAD_BYTES);
	refuseDocumentType(head, fileName);
	return ROOT.exec(head)?.[1];
}

/** @throws userError for XML that begins with a document type */
export function refuseDocumentType(xml: string, fileName: string): void {
	if (!DOCTYPE.test(xml.slice(0, HEAD_BYTES))) return;
	throw userError(
		`${fileName} has a document type in its XML, which no spreadsheet program writes`,
		'Open it in a spreadsheet program and save it again.',
		'DAMAGED_FILE',
	);
}
