import type { ColumnMetadata } from 'tedious/lib/token/colmetadata-token-parser';

/**
 * The values that JavaScript has no exact type for, read from the bytes of the protocol and printed as the
 * server prints them ([MS-TDS] 2.2.5.5). The driver itself rounds decimals to 53 bits and loses the offset of
 * `datetimeoffset`.
 */
type Print = (bytes: Buffer, metadata: ColumnMetadata) => string;

/** `bytes` begin with their length, as they came; types without one cannot be NULL. */
const PRINTERS: Readonly<Record<string, Print>> = {
	NumericN: (bytes, { scale }) => decimal(bytes.subarray(1), scale ?? 0),
	DecimalN: (bytes, { scale }) => decimal(bytes.subarray(1), scale ?? 0),
	MoneyN: (bytes) => money(bytes.subarray(1)),
	Money: money,
	SmallMoney: money,
	Date: (bytes) => dateOf(days(bytes.subarray(1))),
	Time: (bytes, { scale }) => timeOf(littleEndian(bytes.subarray(1)), scale ?? 7),
	DateTime2: (bytes, { scale }) => dateTime(bytes.subarray(1), scale ?? 7),
	// The server keeps the moment in UTC, and compares by it; so it is printed in UTC, where texts sort alike.
	DateTimeOffset: (bytes, { scale }) => `${dateTime(bytes.subarray(1, -2), scale ?? 7)} +00:00`,
	DateTimeN: (bytes) => oldDateTime(bytes.subarray(1)),
	DateTime: oldDateTime,
	SmallDateTime: oldDateTime,
};

/** How values of this column are printed from their bytes; `undefined` where the driver's value is exact. */
export const printerOf = ({ type }: ColumnMetadata): Print | undefined => PRINTERS[type.name];

function littleEndian(bytes: Buffer): bigint {
	return bytes.reduceRight((number, byte) => (number << 8n) + BigInt(byte), 0n);
}

/** The first byte is the sign, 1 for positive. */
function decimal(bytes: Buffer, scale: number): string {
	const sign = bytes[0] === 1 ? '' : '-';
	return withPoint(`${littleEndian(bytes.subarray(1))}`, scale, sign);
}

/** Ten-thousandths; of eight bytes, the upper four come first. */
function money(bytes: Buffer): string {
	const units =
		bytes.length === 4
			? BigInt(bytes.readInt32LE(0))
			: (BigInt(bytes.readInt32LE(0)) << 32n) + BigInt(bytes.readUInt32LE(4));
	return withPoint(`${units < 0n ? -units : units}`, 4, units < 0n ? '-' : '');
}

function withPoint(digits: string, scale: number, sign: string): string {
	const padded = digits.padStart(scale + 1, '0');
	const whole = padded.slice(0, padded.length - scale);
	return scale === 0 ? `${sign}${whole}` : `${sign}${whole}.${padded.slice(-scale)}`;
}

/** Days since 1 January of the year 1. */
const days = (bytes: Buffer): number => bytes.readUIntLE(0, 3);

const DAY_MS = 86_400_000;
const YEAR_ONE = Date.parse('0001-01-01T00:00:00Z') / DAY_MS;
const YEAR_1900 = Date.parse('1900-01-01T00:00:00Z') / DAY_MS;

const dateOf = (day: number, epoch = YEAR_ONE): string =>
	new Date((epoch + day) * DAY_MS).toISOString().slice(0, 10);

/** `units` are seconds times ten to the power of `scale`. */
function timeOf(units: bigint, scale: number): string {
	const perSecond = 10n ** BigInt(scale);
	const seconds = Number(units / perSecond);
	const two = (number: number) => String(Math.trunc(number)).padStart(2, '0');
	const clock = `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`;
	return scale === 0 ? clock : `${clock}.${String(units % perSecond).padStart(scale, '0')}`;
}

const dateTime = (bytes: Buffer, scale: number): string =>
	`${dateOf(days(bytes.subarray(-3)))} ${timeOf(littleEndian(bytes.subarray(0, -3)), scale)}`;

/** `smalldatetime` counts days and minutes, `datetime` days and three-hundredths of a second, printed as milliseconds. */
function oldDateTime(bytes: Buffer): string {
	if (bytes.length === 4) {
		const seconds = BigInt(bytes.readUInt16LE(2) * 60);
		return `${dateOf(bytes.readUInt16LE(0), YEAR_1900)} ${timeOf(seconds, 0)}`;
	}
	const milliseconds = BigInt(Math.round((bytes.readUInt32LE(4) * 10) / 3));
	return `${dateOf(bytes.readInt32LE(0), YEAR_1900)} ${timeOf(milliseconds, 3)}`;
}
