import JSZip from 'jszip';
import { directory, dataDescriptor } from '../../../../lib/formats/zip/records';
import { writeArchive } from '../../../../lib/formats/zip/write';
import { fromBufferPromise } from 'yauzl';
import { collect } from '../reading';

const LARGE = 5 * 1024 ** 3;

describe('an archive that is written', () => {
	it('holds text and bytes, in pieces of any size', async () => {
		const large = Buffer.alloc(1_500_000, 'Zażółć ');
		const entries = [
			{ name: 'ż.txt', content: ['a', '', 'ż', new Uint8Array([0x62])] },
			{ name: 'large', content: [large.subarray(0, 10), large.subarray(10)] },
			{ name: 'empty', content: [] },
		];
		for (const level of [0, 3, 9]) {
			const zip = await JSZip.loadAsync(await collect(writeArchive(entries, level)), { checkCRC32: true });
			expect(await zip.file('ż.txt')?.async('string')).toBe('ażb');
			expect((await zip.file('large')?.async('nodebuffer'))?.equals(large)).toBe(true);
			expect(await zip.file('empty')?.async('string')).toBe('');
		}
	});

	it('is of ZIP64 with more files than the usual form can count', async () => {
		const entry = { name: Buffer.from('a'), offset: 0, size: 0, packedSize: 0, crc: 0 };
		const bytes = directory(
			Array.from({ length: 65_600 }, () => entry),
			31,
		);
		const zip = await fromBufferPromise(Buffer.concat([Buffer.alloc(31), bytes]), { lazyEntries: true });
		expect(zip.entryCount).toBe(65_600);
	});

	it('of more than 4 GB has its sizes and places in the records of ZIP64', () => {
		const entry = { name: Buffer.from('a'), offset: LARGE, size: 2 * LARGE, packedSize: 7, crc: 1 };
		const bytes = directory([entry], 3 * LARGE);
		expect(bytes.readUInt32LE(20)).toBe(7);
		expect(bytes.readUInt32LE(24)).toBe(0xffffffff);
		expect(bytes.readUInt32LE(42)).toBe(0xffffffff);
		const extra = bytes.subarray(47, 47 + bytes.readUInt16LE(30));
		expect([extra.readUInt16LE(0), extra.readUInt16LE(2)]).toEqual([1, 16]);
		expect([extra.readBigUInt64LE(4), extra.readBigUInt64LE(12)]).toEqual([BigInt(2 * LARGE), BigInt(LARGE)]);
		const end = bytes.subarray(47 + extra.length);
		expect(end.subarray(0, 4).toString('latin1')).toBe('PK\x06\x06');
		expect(end.readBigUInt64LE(48)).toBe(BigInt(3 * LARGE));
		expect(end.readBigUInt64LE(64)).toBe(BigInt(3 * LARGE + 47 + extra.length));
		expect(end.readUInt32LE(76 + 16)).toBe(0xffffffff);
		expect(dataDescriptor(entry).readBigUInt64LE(16)).toBe(BigInt(2 * LARGE));
	});
});
