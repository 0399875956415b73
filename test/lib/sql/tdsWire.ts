/** Pieces of the protocol of SQL Server, written by hand from [MS-TDS]: what a server says, token by token. */

const u8 = (value: number): Buffer => Buffer.from([value]);

export function u16(value: number): Buffer {
	const bytes = Buffer.alloc(2);
	bytes.writeUInt16LE(value);
	return bytes;
}

export function i32(value: number): Buffer {
	const bytes = Buffer.alloc(4);
	bytes.writeInt32LE(value);
	return bytes;
}

/** A number in `size` bytes, the lowest first. */
export function number(value: bigint, size: number): Buffer {
	const bytes = Buffer.alloc(size);
	for (let index = 0; index < size; index++) bytes[index] = Number((value >> BigInt(8 * index)) & 255n);
	return bytes;
}

const ucs2 = (text: string): Buffer => Buffer.from(text, 'utf16le');
const shortText = (text: string): Buffer => Buffer.concat([u8(text.length), ucs2(text)]);
const text = (value: string): Buffer => Buffer.concat([u16(value.length), ucs2(value)]);
const sized = (body: Buffer): Buffer => Buffer.concat([u16(body.length), body]);

/** Latin1_General_CI_AS. */
const COLLATION = Buffer.from([0x09, 0x04, 0xd0, 0x00, 0x34]);

/** The description of a column's type (2.2.5.6), and the length that a value of it begins with. */
export interface WireType {
	readonly info: Buffer;
	/** The bytes of a value, with its length before it. */
	write(value: Buffer): Buffer;
	readonly userType?: number;
}

const withByte = (value: Buffer): Buffer => Buffer.concat([u8(value.length), value]);
const withShort = (value: Buffer): Buffer => sized(value);
const bytes = (...info: number[]): WireType => ({ info: Buffer.from(info), write: withByte });

export const TYPES = {
	int: bytes(0x26, 4),
	bigint: bytes(0x26, 8),
	bit: bytes(0x68, 1),
	real: bytes(0x6d, 4),
	float: bytes(0x6d, 8),
	money: bytes(0x6e, 8),
	smallmoney: bytes(0x6e, 4),
	datetime: bytes(0x6f, 8),
	smalldatetime: bytes(0x6f, 4),
	uniqueidentifier: bytes(0x24, 16),
	date: bytes(0x28),
	time: (scale: number) => bytes(0x29, scale),
	datetime2: (scale: number) => bytes(0x2a, scale),
	datetimeoffset: (scale: number) => bytes(0x2b, scale),
	decimal: (precision: number, scale: number) => bytes(0x6a, 17, precision, scale),
	numeric: (precision: number, scale: number) => bytes(0x6c, 17, precision, scale),
	nvarchar: { info: Buffer.concat([u8(0xe7), u16(8000), COLLATION]), write: withShort },
	varchar: { info: Buffer.concat([u8(0xa7), u16(8000), COLLATION]), write: withShort },
	varbinary: { info: Buffer.concat([u8(0xa5), u16(8000)]), write: withShort },
	rowversion: { info: Buffer.concat([u8(0xad), u16(8)]), write: withShort, userType: 80 },
} as const;

export interface WireColumn {
	readonly name: string;
	readonly type: WireType;
}

export function columnsToken(columns: readonly WireColumn[]): Buffer {
	const described = columns.map(({ name, type }) =>
		// Nullable, writable.
		Buffer.concat([i32(type.userType ?? 0), u16(0x09), type.info, shortText(name)]),
	);
	return Buffer.concat([u8(0x81), u16(columns.length), ...described]);
}

/** `null` where the value is NULL. */
export function rowToken(columns: readonly WireColumn[], values: ReadonlyArray<Buffer | null>): Buffer {
	const written = columns.map(({ type }, index) => {
		const value = values[index] ?? null;
		if (value !== null) return type.write(value);
		return type.write === withShort ? u16(0xffff) : u8(0);
	});
	return Buffer.concat([u8(0xd1), ...written]);
}

export const loginToken = (): Buffer =>
	Buffer.concat([
		u8(0xad),
		sized(
			Buffer.concat([
				u8(1),
				Buffer.from([0x74, 0, 0, 4]),
				shortText('Fake SQL Server'),
				Buffer.from([16, 0, 0, 0]),
			]),
		),
	]);

export function errorToken(code: number, severity: number, message: string): Buffer {
	const body = [i32(code), u8(1), u8(severity), text(message), shortText('fake'), shortText(''), i32(1)];
	return Buffer.concat([u8(0xaa), sized(Buffer.concat(body))]);
}

/** The end of a statement; `rows` are those it gave or changed. */
export function doneToken(rows?: number, isError = false): Buffer {
	const status = (isError ? 2 : 0) | (rows === undefined ? 0 : 0x10);
	return Buffer.concat([u8(0xfd), u16(status), u16(0), number(BigInt(rows ?? 0), 8)]);
}

/** A transaction has begun (8), was committed (9) or was taken back (10). */
export function transactionToken(kind: 8 | 9 | 10): Buffer {
	const [now, before] = kind === 8 ? [number(7n, 8), Buffer.alloc(0)] : [Buffer.alloc(0), number(7n, 8)];
	return Buffer.concat([u8(0xe3), sized(Buffer.concat([u8(kind), withByte(now), withByte(before)]))]);
}

/** The answer to the first message: version, and that there is no encryption (2.2.6.5). */
export function preloginAnswer(): Buffer {
	const head = Buffer.from([0, 0, 11, 0, 6, 1, 0, 17, 0, 1, 0xff]);
	return Buffer.concat([head, Buffer.from([16, 0, 0, 0, 0, 0]), u8(2)]);
}

/** One message in one or several packets. */
export function packets(body: Buffer, size = 4096): Buffer {
	const parts: Buffer[] = [];
	for (let start = 0; start === 0 || start < body.length; start += size - 8) {
		const part = body.subarray(start, start + size - 8);
		const isLast = start + size - 8 >= body.length;
		const head = Buffer.from([4, isLast ? 1 : 0, 0, 0, 0, 0, (parts.length + 1) & 255, 0]);
		head.writeUInt16BE(part.length + 8, 2);
		parts.push(head, part);
	}
	return Buffer.concat(parts);
}
