import type { StreamDecoder } from './decode';

/** The bytes behind which a text may be cut, by encoding: those that are never inside a character, or end every state. */
const BOUNDARIES: Readonly<Record<string, (byte: number) => boolean>> = {
	gb18030: isBelowDigits,
	gbk: isBelowDigits,
	'euc-jp': isBelowDigits,
	// Its lines end in ASCII (RFC 1468), whatever was switched on within them.
	'iso-2022-jp': (byte) => byte === 0x0a,
};
/** So much text without a boundary is cut anywhere. */
const MOST_HELD_BYTES = 1024 * 1024;
const NOTHING = new Uint8Array(0);

/**
 * A decoder that cuts a stream only where no character and no state is open. Node's own throws, although it was not
 * made fatal, where a malformed character of some encodings stands across a cut (seen with Node 24 and ICU 78).
 * @param decoder decodes what is given to it as a whole
 * @returns `decoder` itself for an encoding that Node does right
 */
export function atBoundaries(decoder: StreamDecoder): StreamDecoder {
	const isBoundary = BOUNDARIES[decoder.encoding];
	if (isBoundary === undefined) return decoder;
	let held: Uint8Array = NOTHING;
	return {
		encoding: decoder.encoding,
		decode(bytes = NOTHING, { stream = false } = {}) {
			const all = held.length === 0 ? bytes : Buffer.concat([held, bytes]);
			const end = stream ? lastBoundary(all, isBoundary) : all.length;
			// A copy: the bytes that were given may be used again by whoever gave them.
			held = Uint8Array.from(all.subarray(end));
			return decoder.decode(all.subarray(0, end));
		},
	};
}

function lastBoundary(bytes: Uint8Array, isBoundary: (byte: number) => boolean): number {
	for (let at = bytes.length; at > 0; at--) if (isBoundary(bytes[at - 1] ?? 0)) return at;
	return bytes.length > MOST_HELD_BYTES ? bytes.length : 0;
}

function isBelowDigits(byte: number): boolean {
	return byte < 0x30;
}
