import { userError, type ImportError } from '../errors';

/** What a file is by its first bytes, where it is nothing we read. */
interface Signature {
	readonly what: string;
	readonly hint: string;
	matches(head: Buffer): boolean;
}

const EXPORT_HINT = 'Export the customers as CSV or XLSX and choose that file.';
const SAVE_HINT = 'Open it in a spreadsheet program and save it as XLSX or CSV.';
const UNPACK_HINT = 'Unpack it first and choose the file inside.';

const SIGNATURES: readonly Signature[] = [
	bytes('a PDF document', '%PDF-', EXPORT_HINT),
	bytes('a PNG picture', '\x89PNG', EXPORT_HINT),
	bytes('a JPEG picture', '\xff\xd8\xff', EXPORT_HINT),
	bytes('a GIF picture', 'GIF8', EXPORT_HINT),
	bytes('a TIFF picture', 'II*\0', EXPORT_HINT),
	bytes('a TIFF picture', 'MM\0*', EXPORT_HINT),
	{ what: 'a WebP picture', hint: EXPORT_HINT, matches: (head) => isRiff(head, 'WEBP') },
	bytes('a gzip archive', '\x1f\x8b', UNPACK_HINT),
	bytes('a 7z archive', "7z\xbc\xaf'\x1c", UNPACK_HINT),
	bytes('a RAR archive', 'Rar!\x1a\x07', UNPACK_HINT),
	bytes('a bzip2 archive', 'BZh', UNPACK_HINT),
	bytes('an xz archive', '\xfd7zXZ\0', UNPACK_HINT),
	bytes('a zstd archive', '\x28\xb5\x2f\xfd', UNPACK_HINT),
	bytes('an SQLite database', 'SQLite format 3\0', EXPORT_HINT),
	bytes('a Parquet file', 'PAR1', EXPORT_HINT),
	bytes('an RTF document', '{\\rtf', EXPORT_HINT),
	bytes('a program', '\x7fELF', EXPORT_HINT),
	bytes('a program', 'MZ\x90\0', EXPORT_HINT),
	zipWith('a Word document', 'word/', EXPORT_HINT),
	zipWith('a PowerPoint presentation', 'ppt/', EXPORT_HINT),
	zipWith('an OpenDocument file', 'vnd.oasis.opendocument', EXPORT_HINT),
	bytes('a ZIP archive', 'PK\x03\x04', UNPACK_HINT),
	bytes('an empty ZIP archive', 'PK\x05\x06', EXPORT_HINT),
	bytes('a part of a split ZIP archive', 'PK\x07\x08', UNPACK_HINT),
	markup('an XML file', '<?xml', EXPORT_HINT),
];

const OLE = Buffer.from('d0cf11e0a1b11ae1', 'hex');

/** What an unreadable file is, as an error that says so; nothing for a file of an unknown kind. */
export function unsupportedFile(bytes: Uint8Array, name: string): ImportError | undefined {
	const head = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	if (head.subarray(0, 8).equals(OLE)) return oleFile(head, name);
	const found = SIGNATURES.find((signature) => signature.matches(head));
	return found && unsupported(name, found.what, found.hint);
}

/** Whether bytes start like a ZIP archive, which XLSX is. */
export function isZip(head: Uint8Array): boolean {
	return head[0] === 0x50 && head[1] === 0x4b && head[2] === 3 && head[3] === 4;
}

/** Whether bytes start like the container of old Office files, and of new ones that are encrypted. */
export function isOle(head: Uint8Array): boolean {
	return Buffer.compare(head.subarray(0, 8), OLE) === 0;
}

/** The error for a file we know and do not read. */
export function unsupported(name: string, what: string, hint: string = EXPORT_HINT): ImportError {
	return userError(`${name} is ${what}, which cannot be read`, hint, 'UNSUPPORTED_FORMAT');
}

/** The error for a file that needs a password. */
export function passwordProtected(name: string): ImportError {
	const hint = 'Remove the password in the program that made the file, and choose it again.';
	return userError(`${name} is protected with a password`, hint, 'PASSWORD_PROTECTED');
}

function oleFile(head: Buffer, name: string): ImportError {
	if (head.includes(Buffer.from('EncryptedPackage', 'utf16le'))) return passwordProtected(name);
	if (head.includes(Buffer.from('WordDocument', 'utf16le'))) return unsupported(name, 'an old Word document');
	return unsupported(name, 'an old Excel file (.xls)', SAVE_HINT);
}

function bytes(what: string, start: string, hint: string): Signature {
	const wanted = Buffer.from(start, 'latin1');
	return { what, hint, matches: (head) => head.subarray(0, wanted.length).equals(wanted) };
}

function zipWith(what: string, part: string, hint: string): Signature {
	return { what, hint, matches: (head) => isZip(head) && head.includes(part, 0, 'latin1') };
}

function markup(what: string, part: string, hint: string): Signature {
	return {
		what,
		hint,
		matches: (head) => startOfText(head).startsWith('<') && startOfText(head).includes(part),
	};
}

/** Whether bytes are records of an old workbook without a container; the first one's number tells the version. */
export function isBareWorkbook(head: Uint8Array): boolean {
	return head[0] === 9 && [0, 2, 4, 8].includes(head[1] ?? -1) && (head[2] ?? 99) <= 16 && head[3] === 0;
}

function isRiff(head: Buffer, kind: string): boolean {
	return head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8, 12) === kind;
}

/** The first characters of a text, without a mark and blanks. */
export function startOfText(head: Buffer): string {
	const encoding = head[0] === 0xff && head[1] === 0xfe ? 'utf16le' : 'utf8';
	return head
		.toString(encoding, 0, 4096)
		.replace(/^\uFEFF/, '')
		.trimStart();
}
