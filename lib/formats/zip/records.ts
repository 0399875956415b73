import { userError } from '../../errors';

/** What is known of a file in an archive once it is written. */
export interface WrittenEntry {
	readonly name: Buffer;
	/** Where its local header starts. */
	readonly offset: number;
	readonly size: number;
	readonly packedSize: number;
	readonly crc: number;
}

const DEFLATED = 8;
/** Bit 3: sizes stand behind the data; bit 11: names are UTF-8. */
const FLAGS = 0x0808;
const VERSION = 20;
const VERSION_ZIP64 = 45;
/** What stands in a field whose value is in the ZIP64 record instead. */
const MAX_32 = 0xffffffff;
const MAX_16 = 0xffff;
const ZIP64_EXTRA = 0x0001;
/** 1 January 1980, the first day of ZIP: the same content makes the same file. */
const DOS_DATE = 0x0021;

/** What stands before the data of a file (APPNOTE 4.3.7). */
export function localHeader(name: Buffer): Buffer {
	if (name.length > MAX_16) throw userError('The name of a file is too long for an archive');
	const header = Buffer.alloc(30);
	header.writeUInt32LE(0x04034b50, 0);
	header.writeUInt16LE(VERSION, 4);
	header.writeUInt16LE(FLAGS, 6);
	header.writeUInt16LE(DEFLATED, 8);
	header.writeUInt16LE(DOS_DATE, 12);
	header.writeUInt16LE(name.length, 26);
	return Buffer.concat([header, name]);
}

/** What stands behind the data of a file (4.3.9), with sizes of eight bytes where four do not hold them. */
export function dataDescriptor({ crc, packedSize, size }: Omit<WrittenEntry, 'name' | 'offset'>): Buffer {
	const large = packedSize >= MAX_32 || size >= MAX_32;
	const descriptor = Buffer.alloc(large ? 24 : 16);
	descriptor.writeUInt32LE(0x08074b50, 0);
	descriptor.writeUInt32LE(crc, 4);
	if (large) return writeLarge(descriptor, 8, [packedSize, size]);
	descriptor.writeUInt32LE(packedSize, 8);
	descriptor.writeUInt32LE(size, 12);
	return descriptor;
}

/** The list of all files at the end of an archive (4.3.12 to 4.3.16), in the form of ZIP64 where the usual one is too small. */
export function directory(written: readonly WrittenEntry[], offset: number): Buffer {
	const records = Buffer.concat(written.map(directoryRecord));
	const large = written.length >= MAX_16 || offset >= MAX_32 || records.length >= MAX_32;
	const end = Buffer.alloc(22);
	end.writeUInt32LE(0x06054b50, 0);
	end.writeUInt16LE(Math.min(written.length, MAX_16), 8);
	end.writeUInt16LE(Math.min(written.length, MAX_16), 10);
	end.writeUInt32LE(Math.min(records.length, MAX_32), 12);
	end.writeUInt32LE(Math.min(offset, MAX_32), 16);
	return Buffer.concat([records, ...(large ? [largeEnd(written.length, records.length, offset)] : []), end]);
}

function directoryRecord(entry: WrittenEntry): Buffer {
	const extra = largeExtra(entry);
	const version = extra.length > 0 ? VERSION_ZIP64 : VERSION;
	const record = Buffer.alloc(46);
	record.writeUInt32LE(0x02014b50, 0);
	record.writeUInt16LE(version, 4);
	record.writeUInt16LE(version, 6);
	record.writeUInt16LE(FLAGS, 8);
	record.writeUInt16LE(DEFLATED, 10);
	record.writeUInt16LE(DOS_DATE, 14);
	record.writeUInt32LE(entry.crc, 16);
	record.writeUInt32LE(Math.min(entry.packedSize, MAX_32), 20);
	record.writeUInt32LE(Math.min(entry.size, MAX_32), 24);
	record.writeUInt16LE(entry.name.length, 28);
	record.writeUInt16LE(extra.length, 30);
	record.writeUInt32LE(Math.min(entry.offset, MAX_32), 42);
	return Buffer.concat([record, entry.name, extra]);
}

/** The values that four bytes do not hold, in the order of 4.5.3. */
function largeExtra({ size, packedSize, offset }: WrittenEntry): Buffer {
	const values = [size, packedSize, offset].filter((value) => value >= MAX_32);
	if (values.length === 0) return Buffer.alloc(0);
	const extra = Buffer.alloc(4 + values.length * 8);
	extra.writeUInt16LE(ZIP64_EXTRA, 0);
	extra.writeUInt16LE(values.length * 8, 2);
	return writeLarge(extra, 4, values);
}

/** The end record of ZIP64 and what points to it. */
function largeEnd(count: number, length: number, offset: number): Buffer {
	const end = Buffer.alloc(76);
	end.writeUInt32LE(0x06064b50, 0);
	writeLarge(end, 4, [44]);
	end.writeUInt16LE(VERSION_ZIP64, 12);
	end.writeUInt16LE(VERSION_ZIP64, 14);
	writeLarge(end, 24, [count, count, length, offset]);
	end.writeUInt32LE(0x07064b50, 56);
	writeLarge(end, 64, [offset + length]);
	end.writeUInt32LE(1, 72);
	return end;
}

function writeLarge(bytes: Buffer, at: number, values: readonly number[]): Buffer {
	values.forEach((value, index) => bytes.writeBigUInt64LE(BigInt(value), at + index * 8));
	return bytes;
}
