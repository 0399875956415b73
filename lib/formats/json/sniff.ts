import { detectEncoding } from '../text/encoding';
import { decodeSample } from '../text/decode';

/**
 * A list or object as JSON starts one. A CSV file may start with a bracket too, as `[id],[name]` does,
 * but not with a bracket and what comes next in JSON,
 * or in what people take for it.
 */
const START =
	/^(?:\{\s*(?:"(?:[^"\\\n]|\\.)*"\s*:|\}\s*(?:$|[{[]))|\[\s*(?:\{\s*(?:["'}]|[\w$]+\s*:)|\[\s*(?:["[{\]\d-]|(?:null|true|false)\b)|"(?:[^"\\\n]|\\.)*"\s*(?:,\s*"|\]\s*(?:$|\n\s*\[))|\]\s*$))/;
const LINES = /^\s*([[{].*[\]}])[ \t]*(?:\r\n?|\n)\s*[[{]/;

/** Whether the first bytes of a file are JSON. */
export function looksLikeJson(head: Uint8Array): boolean {
	return START.test(startOf(head).trimStart());
}

/** Whether the first bytes of a file are JSON with a document a line. */
export function looksLikeJsonLines(head: Uint8Array): boolean {
	return isJsonLines(startOf(head));
}

/** Whether a text starts with a document that is one line. */
export function isJsonLines(text: string): boolean {
	const [, first] = LINES.exec(text) ?? [];
	return first !== undefined && START.test(text.trimStart()) && isDocument(first);
}

/** The text of the head, where its first character could be JSON's at all. */
function startOf(head: Uint8Array): string {
	const visible = head.find((byte) => byte > 0x20 && byte < 0x7f);
	if (visible !== 0x5b && visible !== 0x7b) return '';
	return decodeSample(head, detectEncoding(head).encoding);
}

function isDocument(line: string): boolean {
	try {
		const value: unknown = JSON.parse(line);
		return typeof value === 'object';
	} catch {
		return false;
	}
}
