import { crc32, deflateRawSync } from 'node:zlib';
import { bytesSource, readFile, type ParseOptions } from '../../../../lib/formats';
import type { ByteSource, Cell, FileDialect, RowIssue } from '../../../../lib/model';

/** A part of a file, read to its end. */
export interface ReadPart {
	readonly source: string;
	readonly cells?: ReadonlyArray<ReadonlyArray<Cell | undefined>>;
	readonly dialect?: FileDialect;
	readonly issues?: readonly RowIssue[];
	readonly error?: { readonly code: string; readonly message: string };
}

/** Reads every table of a file. */
export async function readParts(
	content: Uint8Array | ByteSource,
	options: ParseOptions = {},
	name = 'customers.zip',
): Promise<ReadPart[]> {
	const source = content instanceof Uint8Array ? bytesSource(content, { name }) : content;
	const parts: ReadPart[] = [];
	for await (const { source: where, table, error } of readFile(source, options)) {
		if (error) parts.push({ source: where, error });
		if (!table) continue;
		const cells: Array<ReadonlyArray<Cell | undefined>> = [];
		for await (const batch of table.batches) for (const row of batch) cells.push(row.cells);
		parts.push({ source: where, cells, dialect: table.dialect, issues: table.issues });
	}
	return parts;
}

/** A file of an archive that is written byte by byte, so that it can be what no program writes. */
export interface ZipPart {
	readonly name: string | Uint8Array;
	readonly content?: string | Uint8Array;
	readonly method?: number;
	/** What stands in the archive, where it is not the packed content. */
	readonly packed?: Uint8Array;
	readonly flags?: number;
	readonly extra?: Uint8Array;
	/** Of the directory, where they lie. */
	readonly size?: number;
	readonly compressedSize?: number;
	readonly crc?: number;
	readonly offset?: number;
	/** Upper half: the mode of Unix. */
	readonly attributes?: number;
	readonly system?: number;
	/** Written into the directory only. */
	readonly directoryOnly?: boolean;
}

interface ZipShape {
	readonly comment?: string | Uint8Array;
	readonly before?: Uint8Array;
	readonly after?: Uint8Array;
	readonly zip64?: boolean;
	readonly disk?: number;
}

/** A ZIP archive of these parts. */
export function zipOf(parts: readonly ZipPart[], shape: ZipShape = {}): Buffer {
	const locals: Buffer[] = [];
	const records: Buffer[] = [];
	let offset = 0;
	for (const part of parts) {
		const whole = wholePart(part);
		const local = part.directoryOnly ? Buffer.alloc(0) : Buffer.concat([localHeader(whole), whole.packed]);
		locals.push(local);
		records.push(directoryRecord(whole, part.offset ?? offset));
		offset += local.length;
	}
	const directory = Buffer.concat(records);
	const ends = endRecords(parts.length, directory.length, offset, shape);
	const { before = Buffer.alloc(0), after = Buffer.alloc(0) } = shape;
	return Buffer.concat([before, ...locals, directory, ends, after]);
}

type WholePart = ReturnType<typeof wholePart>;

function wholePart(part: ZipPart) {
	const content = Buffer.from(part.content ?? '');
	const method = part.method ?? 8;
	const packed = Buffer.from(part.packed ?? (method === 8 ? deflateRawSync(content) : content));
	return {
		name: Buffer.from(part.name),
		extra: Buffer.from(part.extra ?? []),
		flags: part.flags ?? 0,
		method,
		packed,
		crc: part.crc ?? crc32(content),
		compressedSize: part.compressedSize ?? packed.length,
		size: part.size ?? content.length,
		attributes: part.attributes ?? 0,
		system: part.system ?? 3,
	};
}

function localHeader(part: WholePart): Buffer {
	const header = Buffer.alloc(30);
	header.writeUInt32LE(0x04034b50, 0);
	header.writeUInt16LE(20, 4);
	header.writeUInt16LE(part.flags, 6);
	header.writeUInt16LE(part.method, 8);
	header.writeUInt32LE(part.crc, 14);
	header.writeUInt32LE(part.compressedSize, 18);
	header.writeUInt32LE(part.size, 22);
	header.writeUInt16LE(part.name.length, 26);
	return Buffer.concat([header, part.name]);
}

function directoryRecord(part: WholePart, offset: number): Buffer {
	const record = Buffer.alloc(46);
	record.writeUInt32LE(0x02014b50, 0);
	record.writeUInt16LE(20 + part.system * 256, 4);
	record.writeUInt16LE(20, 6);
	record.writeUInt16LE(part.flags, 8);
	record.writeUInt16LE(part.method, 10);
	record.writeUInt32LE(part.crc, 16);
	record.writeUInt32LE(part.compressedSize, 20);
	record.writeUInt32LE(part.size, 24);
	record.writeUInt16LE(part.name.length, 28);
	record.writeUInt16LE(part.extra.length, 30);
	record.writeUInt32LE(part.attributes >>> 0, 38);
	record.writeUInt32LE(offset, 42);
	return Buffer.concat([record, part.name, part.extra]);
}

function endRecords(count: number, size: number, offset: number, shape: ZipShape): Buffer {
	const comment = Buffer.from(shape.comment ?? '');
	const end = Buffer.alloc(22);
	end.writeUInt32LE(0x06054b50, 0);
	end.writeUInt16LE(shape.disk ?? 0, 4);
	end.writeUInt16LE(shape.zip64 ? 0xffff : count & 0xffff, 8);
	end.writeUInt16LE(shape.zip64 ? 0xffff : count & 0xffff, 10);
	end.writeUInt32LE(shape.zip64 ? 0xffffffff : size, 12);
	end.writeUInt32LE(shape.zip64 ? 0xffffffff : offset, 16);
	end.writeUInt16LE(comment.length, 20);
	const more = shape.zip64 ? zip64Ends(count, size, offset) : Buffer.alloc(0);
	return Buffer.concat([more, end, comment]);
}

function zip64Ends(count: number, size: number, offset: number): Buffer {
	const end = Buffer.alloc(56 + 20);
	end.writeUInt32LE(0x06064b50, 0);
	end.writeBigUInt64LE(44n, 4);
	end.writeBigUInt64LE(BigInt(count), 24);
	end.writeBigUInt64LE(BigInt(count), 32);
	end.writeBigUInt64LE(BigInt(size), 40);
	end.writeBigUInt64LE(BigInt(offset), 48);
	end.writeUInt32LE(0x07064b50, 56);
	end.writeBigUInt64LE(BigInt(offset + size), 64);
	end.writeUInt32LE(1, 72);
	return end;
}

/** An extra field of a record. */
export function extraField(id: number, data: Uint8Array): Buffer {
	const head = Buffer.alloc(4);
	head.writeUInt16LE(id, 0);
	head.writeUInt16LE(data.length, 2);
	return Buffer.concat([head, data]);
}

/** A file of a tar archive. */
export interface TarPart {
	readonly name: string | Uint8Array;
	readonly content?: string | Uint8Array;
	readonly type?: string;
	readonly prefix?: string;
	/** `ustar` of POSIX, with a space of GNU, or nothing at all as before them. */
	readonly magic?: 'posix' | 'gnu' | 'none';
	/** As it is written, where it lies. */
	readonly size?: number;
}

/** A tar archive of these parts. */
export function tarOf(parts: readonly TarPart[]): Buffer {
	return Buffer.concat([...parts.map(tarPart), Buffer.alloc(1024)]);
}

function tarPart(part: TarPart): Buffer {
	const content = Buffer.from(part.content ?? '');
	const header = Buffer.alloc(512);
	Buffer.from(part.name).copy(header, 0, 0, 100);
	header.write('0000644\0', 100);
	header.write(`${(part.size ?? content.length).toString(8).padStart(11, '0')} `, 124);
	header.write(part.type ?? '0', 156);
	const magic = { posix: 'ustar\x0000', gnu: 'ustar  \0', none: '' }[part.magic ?? 'posix'];
	header.write(magic, 257, 'latin1');
	header.write(part.prefix ?? '', 345);
	header.fill(' ', 148, 156);
	const sum = header.reduce((total, byte) => total + byte, 0);
	header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
	return Buffer.concat([header, content, Buffer.alloc((512 - (content.length % 512)) % 512)]);
}

/** A pax header for the part that follows it. */
export function paxPart(facts: Readonly<Record<string, string>>): TarPart {
	const records = Object.entries(facts).map(([key, value]) => {
		const body = ` ${key}=${value}\n`;
		let length = Buffer.byteLength(body);
		length += String(length + String(length).length).length;
		return `${length}${body}`;
	});
	return { name: 'PaxHeader', type: 'x', content: records.join('') };
}
