import { detectMark, detectWide } from './wide';

/** Control bytes beyond this share are not in a text file, whatever its defects; noise has 8 %. */
const MAX_CONTROL_SHARE = 0.05;
/** In a tiny file, a few stray ones are already a large share. */
const FEW_CONTROLS = 8;

/** Whether bytes are text in some encoding, and not pictures, archives or programs. */
export function looksLikeText(head: Uint8Array): boolean {
	if (head.length === 0) return false;
	return isWide(head) || countControls(head) <= Math.max(FEW_CONTROLS, head.length * MAX_CONTROL_SHARE);
}

/** Whether the bytes are of UTF-16 or UTF-32, in which zeros belong to letters. */
function isWide(head: Uint8Array): boolean {
	const marked = detectMark(head);
	return marked ? marked.encoding !== 'utf-8' : detectWide(head) !== undefined;
}

function countControls(head: Uint8Array): number {
	let controls = 0;
	for (const byte of head) if (isControl(byte)) controls++;
	return controls;
}

/** Not counted: tab, line ends, form feed, end of file, escape, and the separators made for data. */
function isControl(byte: number): boolean {
	if (byte >= 0x20) return byte === 0x7f;
	return byte < 9 || (byte > 13 && byte < 0x1a);
}
