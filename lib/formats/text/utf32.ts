import type { StreamDecoder } from './decode';

/** What a byte order mark of UTF-32 is, as a code point. */
const MARK = 0xfeff;
const REPLACEMENT = 0xfffd;
const UNIT = 4;

/** A decoder for UTF-32, which the WHATWG encoding standard leaves out; used as a `TextDecoder` is. */
export function makeUtf32Decoder(encoding: 'utf-32le' | 'utf-32be'): StreamDecoder {
	const little = encoding === 'utf-32le';
	let rest: Uint8Array = new Uint8Array();
	return {
		encoding,
		decode(bytes = new Uint8Array(), { stream = false } = {}) {
			const all = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
			const whole = all.length - (all.length % UNIT);
			rest = stream ? all.slice(whole) : new Uint8Array();
			const cut = !stream && whole < all.length ? String.fromCodePoint(REPLACEMENT) : '';
			return textOf(all.subarray(0, whole), little) + cut;
		},
	};
}

function textOf(bytes: Uint8Array, little: boolean): string {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
	const units = new Uint16Array((bytes.length / UNIT) * 2);
	let length = 0;
	for (let at = 0; at < bytes.length; at += UNIT) {
		const point = view.getUint32(at, little);
		if (point === MARK) continue;
		const good = isCharacter(point) ? point : REPLACEMENT;
		if (good > 0xffff) units[length++] = 0xd800 + ((good - 0x10000) >> 10);
		units[length++] = good > 0xffff ? 0xdc00 + (good & 0x3ff) : good;
	}
	return Buffer.from(units.buffer, 0, length * 2).toString('utf16le');
}

/** Whether a number is a code point that text can hold: in Unicode, and no half of a pair. */
export function isCharacter(point: number): boolean {
	return point <= 0x10ffff && (point < 0xd800 || point > 0xdfff);
}
