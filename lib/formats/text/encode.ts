import { userError } from '../../errors';
import { makeDecoder } from './decode';
import { encodeTable, hasEncodeTable, type EncodeTable } from './encodeTable';

/** Turns text into the bytes of an encoding, piece after piece. */
export interface TextEncoderStream {
	/** The one name of the encoding, whatever label it was asked for by. */
	readonly encoding: string;
	/** The bytes of a piece of text. A piece may end in the middle of a pair of surrogates. */
	encode(text: string): Uint8Array;
	/** The bytes of what was left: half a pair, which is no character. Empty for whole text. */
	end(): Uint8Array;
	/** The characters that the encoding has not got, and how often each was replaced by `?`. */
	readonly missing: ReadonlyMap<string, number>;
}

/** What turns a piece of text, in which no pair is cut, into bytes. */
type EncodePiece = (text: string, missing: Map<string, number>) => Uint8Array;

const QUESTION_MARK = 0x3f;
const MARK = '\uFEFF';

/**
 * An encoder for an encoding by any of its names: UTF-8, UTF-16, the single-byte
 * ones, GB18030, GBK, Big5, Shift_JIS, EUC-JP, EUC-KR and the code pages of DOS.
 * @param bom writes a byte order mark first; left out, UTF-16 has one and UTF-8 has none
 * @throws userError for a name that is none, or an encoding that cannot be written
 */
export function makeEncoder(encoding: string, bom?: boolean): TextEncoderStream {
	const { encoding: name } = makeDecoder(encoding);
	// Decoders take GBK for what it is a part of; a file that is to be GBK must not hold more.
	const encodePiece = pieceEncoder(/^(gbk|gb2312|cp936)$/i.test(encoding.trim()) ? 'gbk' : name);
	const missing = new Map<string, number>();
	let held = name.startsWith('utf-') && (bom ?? name !== 'utf-8') ? MARK : '';
	return {
		encoding: name,
		missing,
		encode(text) {
			const all = held === '' ? text : held + text;
			held = endsInPair(all) ? all.slice(-1) : '';
			return encodePiece(held === '' ? all : all.slice(0, -1), missing);
		},
		end() {
			const rest = held;
			held = '';
			return encodePiece(rest, missing);
		},
	};
}

function endsInPair(text: string): boolean {
	const last = text.charCodeAt(text.length - 1);
	return last >= 0xd800 && last <= 0xdbff;
}

function pieceEncoder(encoding: string): EncodePiece {
	if (encoding === 'utf-8') return (text) => Buffer.from(text, 'utf8');
	if (encoding === 'utf-16le') return (text) => Buffer.from(text, 'utf16le');
	if (encoding === 'utf-16be') return (text) => Buffer.from(text, 'utf16le').swap16();
	if (!hasEncodeTable(encoding)) {
		const hint = 'Use utf-8, utf-16le, windows-1252 or gb18030, for example.';
		throw userError(`Files cannot be written in ${encoding}`, hint, 'UNKNOWN_ENCODING');
	}
	const table = encodeTable(encoding);
	return (text, missing) => encodeByTable(text, table, missing);
}

function encodeByTable(
	text: string,
	{ basic, beyond }: EncodeTable,
	missing: Map<string, number>,
): Uint8Array {
	const bytes = new Uint8Array(text.length * 4);
	let length = 0;
	for (let at = 0; at < text.length; at++) {
		const unit = text.charCodeAt(at);
		let code = basic[unit] ?? 0;
		if (code === 0 && unit !== 0) {
			const point = text.codePointAt(at) ?? unit;
			if (point > 0xffff) code = beyond(point);
			if (code === 0) code = replaced(String.fromCodePoint(point), missing);
			if (point > 0xffff) at++;
		}
		if (code > 0xffff) {
			bytes[length++] = code >>> 24;
			bytes[length++] = code >>> 16;
		}
		if (code > 0xff) bytes[length++] = code >>> 8;
		bytes[length++] = code;
	}
	return bytes.subarray(0, length);
}

function replaced(character: string, missing: Map<string, number>): number {
	missing.set(character, (missing.get(character) ?? 0) + 1);
	return QUESTION_MARK;
}
