import * as fc from 'fast-check';
import { makeDecoder } from '../../../../lib/formats/text/decode';

describe.each(['gb18030', 'gbk', 'euc-jp', 'iso-2022-jp', 'shift_jis', 'big5', 'euc-kr'])(
	'%s',
	(encoding) => {
		const decodeCut = (bytes: Uint8Array, cuts: readonly number[]): string => {
			const decoder = makeDecoder(encoding);
			const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
			const pieces = places.slice(1).map((end, index) => bytes.slice(places[index], end));
			return pieces.map((piece) => decoder.decode(piece, { stream: true })).join('') + decoder.decode();
		};
		/** Bytes that begin, continue and break characters. */
		const nasty = fc
			.uint8Array({ maxLength: 12 })
			.map((bytes) =>
				bytes.map(
					(byte) => [0x0a, 0x1b, 0x24, 0x30, 0x41, 0x81, 0x8e, 0x8f, 0xa4, 0xc8, 0xff][byte % 11] ?? byte,
				),
			);

		it('decodes malformed bytes cut anywhere, as it does in one piece', () => {
			fc.assert(
				fc.property(nasty, fc.array(fc.nat(12), { maxLength: 4 }), (bytes, cuts) => {
					// A character that spans lines is malformed, and where its state ends is nobody's rule.
					fc.pre(encoding !== 'iso-2022-jp' || !bytes.includes(0x0a));
					expect(decodeCut(bytes, cuts)).toBe(decodeCut(bytes, []));
				}),
				{ numRuns: 2000 },
			);
		});
	},
);

it('holds no more than a megabyte where there is no boundary', () => {
	const decoder = makeDecoder('gb18030');
	const piece = new Uint8Array(600 * 1024).fill(0xb0);
	expect(decoder.decode(piece, { stream: true })).toBe('');
	expect(decoder.decode(piece, { stream: true })).toHaveLength(600 * 1024);
});
