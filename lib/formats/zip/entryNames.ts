import { isAscii, isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import { crc32 } from 'node:zlib';
import { makeDecoder } from '../text/decode';
import { detectEncoding } from '../text/encoding';
import { findExtra, type DirectoryRecord } from './directory';

/** A general purpose flag: the name is UTF-8. Many programs write UTF-8 without it. */
const UTF8_FLAG = 0x0800;
/** Info-ZIP's extra field with the name in UTF-8: version, CRC of the usual name, name. */
const UNICODE_PATH = 0x7075;
const UNICODE_PATH_AT = 5;
/** What APPNOTE.TXT says names without the flag are in. */
const APPNOTE_ENCODING = 'cp437';
const LEAST_CONFIDENCE = 0.2;

type NamedRecord = Pick<DirectoryRecord, 'rawName' | 'extra' | 'flags'>;

/**
 * The names of an archive as text. Those whose encoding is not said are looked at together: whoever
 * packed them had one code page.
 */
export function decodeNames(records: readonly NamedRecord[]): string[] {
	const unknown = records.map(({ rawName }) => rawName).filter((name) => !isUtf8(name));
	const encoding = unknown.length === 0 ? 'utf-8' : nameEncoding(Buffer.concat(joined(unknown)));
	return records.map((record) => decodeName(record, encoding));
}

/**
 * The encoding of names that are no UTF-8, by their letters.
 * @param sample all such names
 */
export function nameEncoding(sample: Uint8Array): string {
	const { encoding, confidence } = detectEncoding(sample);
	const sure = confidence >= LEAST_CONFIDENCE && !encoding.startsWith('utf-');
	return sure ? encoding : APPNOTE_ENCODING;
}

function joined(names: readonly Buffer[]): Buffer[] {
	return names.flatMap((name) => [name, Buffer.from('\n')]);
}

function decodeName(record: NamedRecord, encoding: string): string {
	const said = unicodePath(record);
	if (said !== undefined) return said;
	const { rawName, flags } = record;
	if (isAscii(rawName)) return rawName.toString('latin1');
	if (isUtf8(rawName) || (flags & UTF8_FLAG) !== 0) return rawName.toString('utf8');
	return makeDecoder(encoding).decode(rawName);
}

/** The name of the extra field, unless the usual one was changed after it. */
function unicodePath({ rawName, extra }: NamedRecord): string | undefined {
	const field = findExtra(extra, UNICODE_PATH);
	if (!field || field.length < UNICODE_PATH_AT || field[0] !== 1) return undefined;
	if (field.readUInt32LE(1) !== crc32(rawName)) return undefined;
	const name = field.subarray(UNICODE_PATH_AT);
	return isUtf8(name) ? new TextDecoder().decode(name) : undefined;
}
