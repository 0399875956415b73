import { userError } from '../../errors';
import { tooLarge } from '../limits';
import type { RandomSource } from '../source';

/** A record of the directory at the end of a ZIP archive: APPNOTE.TXT 6.3.10, section 4.3.12. */
export interface DirectoryRecord {
	readonly rawName: Buffer;
	readonly extra: Buffer;
	readonly flags: number;
	readonly method: number;
	readonly crc: number;
	readonly compressedSize: number;
	readonly size: number;
	/** Where its local header stands, as is written. */
	readonly offset: number;
	/** The system it was made on, as a number: 3 is Unix. */
	readonly system: number;
	readonly attributes: number;
}

/** The records, and how many bytes stand before the archive that its offsets do not know of. */
export interface Directory {
	readonly records: readonly DirectoryRecord[];
	readonly shift: number;
}

/** What the end of an archive says about its directory. */
interface End {
	readonly entries: number;
	readonly size: number;
	readonly offset: number;
	/** Where the directory must end, because this begins. */
	readonly at: number;
	/** Other parts of the archive are other files. */
	readonly split?: boolean;
}

const END = Buffer.from('PK\x05\x06', 'latin1');
const END_BYTES = 22;
const LOCATOR = 0x07064b50;
const LOCATOR_BYTES = 20;
const END_64 = 0x06064b50;
const END_64_BYTES = 56;
const RECORD = 0x02014b50;
const RECORD_BYTES = 46;
const MAX_16 = 0xffff;
const MAX_32 = 0xffffffff;
const ZIP64_EXTRA = 1;
/** The comment of an archive has up to 64 KB; behind it there may be bytes that somebody appended. */
const TAIL_BYTES = 1024 * 1024;
/** A comment can hold the signature of an end too. */
const MAX_ENDS = 50;
/** Ten thousand long names take two megabytes. */
const MAX_DIRECTORY_BYTES = 128 * 1024 * 1024;

/**
 * Reads the directory of an archive, which may have bytes before and behind it and be ZIP64.
 * @param most how many entries are read
 * @throws userError for too many entries, or a part of a split archive; Error where there is no whole directory
 */
export async function readDirectory(source: RandomSource, most: number, name: string): Promise<Directory> {
	const tailAt = Math.max(0, source.size - TAIL_BYTES);
	const tail = Buffer.from(await source.read(tailAt, TAIL_BYTES));
	let at = tail.lastIndexOf(END);
	let split = false;
	for (let tries = 0; at !== -1 && tries < MAX_ENDS; tries++) {
		const end = await readEnd(source, tail.subarray(at, at + END_BYTES), tailAt + at);
		split ||= end?.split === true;
		const start = end && !end.split ? await findStart(source, end) : undefined;
		if (end && start !== undefined) return await readRecords(source, end, start, most, name);
		at = at === 0 ? -1 : tail.lastIndexOf(END, at - 1);
	}
	throw split ? splitArchive(name) : new Error('no end of a directory');
}

/** Whether a file ends as an archive does, whatever stands before it: a program that unpacks itself, for one. */
export async function endsAsArchive(source: RandomSource): Promise<boolean> {
	const bytes = Math.min(source.size, END_BYTES + MAX_16);
	const tail = Buffer.from(await source.read(source.size - bytes, bytes));
	const at = tail.lastIndexOf(END);
	return (
		at !== -1 && at + END_BYTES <= tail.length && at + END_BYTES + tail.readUInt16LE(at + 20) === tail.length
	);
}

async function readEnd(source: RandomSource, bytes: Buffer, at: number): Promise<End | undefined> {
	if (bytes.length < END_BYTES) return undefined;
	const disk = bytes.readUInt16LE(4);
	const end = {
		entries: bytes.readUInt16LE(10),
		size: bytes.readUInt32LE(12),
		offset: bytes.readUInt32LE(16),
		at,
		split: disk !== 0 && disk !== MAX_16,
	};
	const large = end.entries === MAX_16 || end.size === MAX_32 || end.offset === MAX_32 || disk === MAX_16;
	return (large ? await readEnd64(source, at) : undefined) ?? end;
}

/** The end record of ZIP64, which a locator before the usual one points to. */
async function readEnd64(source: RandomSource, endAt: number): Promise<End | undefined> {
	const locatorAt = endAt - LOCATOR_BYTES;
	if (locatorAt < END_64_BYTES) return undefined;
	const locator = Buffer.from(await source.read(locatorAt, LOCATOR_BYTES));
	if (locator.length < LOCATOR_BYTES || locator.readUInt32LE(0) !== LOCATOR) return undefined;
	for (const at of [locatorAt - END_64_BYTES, readLong(locator, 8)]) {
		const bytes = Buffer.from(await source.read(at, END_64_BYTES));
		if (bytes.length < END_64_BYTES || bytes.readUInt32LE(0) !== END_64) continue;
		return { entries: readLong(bytes, 32), size: readLong(bytes, 40), offset: readLong(bytes, 48), at };
	}
	return undefined;
}

/** Where the directory starts: before its end by its size, or where it is said to start. */
async function findStart(source: RandomSource, end: End): Promise<number | undefined> {
	if (end.entries === 0 && end.size === 0) return end.at;
	for (const start of [end.at - end.size, end.offset]) {
		if (start < 0 || start >= end.at) continue;
		const bytes = Buffer.from(await source.read(start, 4));
		if (bytes.length === 4 && bytes.readUInt32LE(0) === RECORD) return start;
	}
	return undefined;
}

async function readRecords(
	source: RandomSource,
	end: End,
	start: number,
	most: number,
	name: string,
): Promise<Directory> {
	if (end.entries > most || end.at - start > MAX_DIRECTORY_BYTES) throw tooManyEntries(name, most);
	const bytes = Buffer.from(await source.read(start, end.at - start));
	const records: DirectoryRecord[] = [];
	let at = 0;
	while (at + RECORD_BYTES <= bytes.length && bytes.readUInt32LE(at) === RECORD) {
		if (records.length >= most) throw tooManyEntries(name, most);
		records.push(readRecord(bytes, at));
		at += RECORD_BYTES + lengthsAt(bytes, at);
	}
	// The count has 16 bits, and some programs write more entries than it can say.
	if ((records.length & MAX_16) !== (end.entries & MAX_16)) throw new Error('the directory is broken');
	return { records, shift: start === end.offset ? 0 : start - end.offset };
}

function lengthsAt(bytes: Buffer, at: number): number {
	return bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
}

function readRecord(bytes: Buffer, at: number): DirectoryRecord {
	const nameEnd = at + RECORD_BYTES + bytes.readUInt16LE(at + 28);
	const record = {
		rawName: bytes.subarray(at + RECORD_BYTES, nameEnd),
		extra: bytes.subarray(nameEnd, nameEnd + bytes.readUInt16LE(at + 30)),
		system: bytes[at + 5] ?? 0,
		flags: bytes.readUInt16LE(at + 8),
		method: bytes.readUInt16LE(at + 10),
		crc: bytes.readUInt32LE(at + 16),
		compressedSize: bytes.readUInt32LE(at + 20),
		size: bytes.readUInt32LE(at + 24),
		attributes: bytes.readUInt32LE(at + 38),
		offset: bytes.readUInt32LE(at + 42),
	};
	return { ...record, ...longSizes(record) };
}

/** The sizes that do not fit into 32 bits stand in an extra field, only those, in this order. */
function longSizes(record: Pick<DirectoryRecord, 'extra' | 'size' | 'compressedSize' | 'offset'>) {
	const long = findExtra(record.extra, ZIP64_EXTRA);
	let at = 0;
	const longOr = (value: number) => {
		if (value !== MAX_32 || !long || at + 8 > long.length) return value;
		at += 8;
		return readLong(long, at - 8);
	};
	const size = longOr(record.size);
	const compressedSize = longOr(record.compressedSize);
	return { size, compressedSize, offset: longOr(record.offset) };
}

/** The content of an extra field of a record, by its number. */
export function findExtra(extra: Buffer, wanted: number): Buffer | undefined {
	for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
		const end = at + 4 + extra.readUInt16LE(at + 2);
		if (extra.readUInt16LE(at) === wanted && end <= extra.length) return extra.subarray(at + 4, end);
	}
	return undefined;
}

/** Beyond what a number holds exactly there is no file. */
function readLong(bytes: Buffer, at: number): number {
	return Math.min(Number.MAX_SAFE_INTEGER, Number(bytes.readBigUInt64LE(at)));
}

/** The error for an archive with more files than are read. */
export function tooManyEntries(name: string, most: number): Error {
	return tooLarge(`${name} holds more than ${most} files`, 'Put only the customer files into it.');
}

function splitArchive(name: string): Error {
	const hint = 'Put the parts together into one archive first.';
	return userError(`${name} is one part of a split ZIP archive`, hint, 'SPLIT_ARCHIVE');
}
