/** What only a document has at its root: ECMA-376 part 2 (Office), ODF 1.3 part 2 (OpenDocument), EPUB, Java. */
const DOCUMENT_PARTS =
	/^\/?(?:\[Content_Types\]\.xml|(?:xl|word|ppt)\/(?:workbook|document|presentation)\.(?:xml|bin)|META-INF\/manifest\.xml|META-INF\/container\.xml)$/i;
/** Apple's Numbers and Pages. */
const APPLE_PARTS = /^\/?Index\/(?:Document|Metadata)\.iwa$/i;

/**
 * Whether an archive is itself one document, such as a workbook, and nothing that files were packed in.
 * @param names of the files in it
 */
export function isDocument(names: readonly string[]): boolean {
	return names.some((name) => DOCUMENT_PARTS.test(name) || APPLE_PARTS.test(name));
}

/** What the first file of a document is called, by the programs that write them. */
const FIRST_PARTS =
	/^(?:\[Content_Types\]\.xml$|_rels\/|docProps\/|customXml\/|xl\/|word\/|ppt\/|mimetype$|META-INF\/|Index\/)/i;
const NAME_LENGTH_AT = 26;
const NAME_AT = 30;

/**
 * Whether an archive of which only the start is known is a document, by the name of its first file.
 * @param head its first bytes
 */
export function startsAsDocument(head: Uint8Array): boolean {
	const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
	if (bytes.length < NAME_AT) return false;
	const end = NAME_AT + bytes.readUInt16LE(NAME_LENGTH_AT);
	return FIRST_PARTS.test(bytes.toString('latin1', NAME_AT, end).replaceAll('\\', '/'));
}
