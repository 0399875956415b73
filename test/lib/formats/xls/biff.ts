import * as XLSX from 'xlsx';

/** A record of a workbook: its number and its content. */
export function record(type: number, ...content: readonly Uint8Array[]): Buffer {
	const bytes = Buffer.concat(content);
	const head = Buffer.alloc(4);
	head.writeUInt16LE(type, 0);
	head.writeUInt16LE(bytes.length, 2);
	return Buffer.concat([head, bytes]);
}

/** Numbers of two bytes. */
export function words(...values: readonly number[]): Buffer {
	const bytes = Buffer.alloc(values.length * 2);
	values.forEach((value, index) => bytes.writeUInt16LE(value, index * 2));
	return bytes;
}

/** Numbers of four bytes. */
export function longs(...values: readonly number[]): Buffer {
	const bytes = Buffer.alloc(values.length * 4);
	values.forEach((value, index) => bytes.writeUInt32LE(value >>> 0, index * 4));
	return bytes;
}

export function double(value: number): Buffer {
	const bytes = Buffer.alloc(8);
	bytes.writeDoubleLE(value, 0);
	return bytes;
}

/** A text as Excel 97 writes it: a count, the width of its characters, the characters. */
export function text(value: string, wide = /[^\0-\xff]/.test(value)): Buffer {
	return Buffer.concat([
		words(value.length),
		Buffer.of(wide ? 1 : 0),
		Buffer.from(value, wide ? 'utf16le' : 'latin1'),
	]);
}

/** A cell with a text of its own. */
export function label(row: number, column: number, value: string): Buffer {
	return record(0x204, words(row, column, 0), text(value));
}

export function number(row: number, column: number, value: number, style = 0): Buffer {
	return record(0x203, words(row, column, style), double(value));
}

/** A cell with the text of this index. */
export function shared(row: number, column: number, index: number): Buffer {
	return record(0xfd, words(row, column, 0), longs(index));
}

export function formula(row: number, column: number, value: Uint8Array): Buffer {
	return record(0x06, words(row, column, 0), value, Buffer.alloc(8));
}

const bof = (kind: number, version: number) =>
	record(0x809, words(version, kind, 0, 0), Buffer.alloc(version === 0x600 ? 8 : 0));
const EOF = record(0x0a);

/** What of a small workbook is told; the rest is usual. */
export interface BiffParts {
	/** The records of each sheet. */
	readonly sheets: ReadonlyArray<readonly Buffer[]>;
	/** The records before those that name the sheets. */
	readonly globals?: readonly Buffer[];
	/** The kind and the visibility of each sheet. */
	readonly kinds?: ReadonlyArray<readonly [hidden: number, kind: number]>;
	readonly version?: number;
	/** Leaves out the end of the last sheet. */
	readonly endless?: boolean;
}

/** The records of a workbook written by hand, so that it can hold what no program writes. */
export function workbookStream(parts: BiffParts): Buffer {
	const version = parts.version ?? 0x600;
	const last = parts.sheets.length - 1;
	const sheets = parts.sheets.map((records, index) =>
		Buffer.concat([bof(0x10, version), ...records, ...(parts.endless && index === last ? [] : [EOF])]),
	);
	const start = globals(parts, version, sheets, 0).length;
	return Buffer.concat([globals(parts, version, sheets, start), ...sheets]);
}

function globals(parts: BiffParts, version: number, sheets: readonly Buffer[], start: number): Buffer {
	let at = start;
	const places = sheets.map((sheet, index) => {
		const place = at;
		at += sheet.length;
		const [hidden = 0, kind = 0] = parts.kinds?.[index] ?? [];
		const name = Buffer.from(`Sheet${index + 1}`, 'latin1');
		const count = version === 0x600 ? Buffer.of(name.length, 0) : Buffer.of(name.length);
		return record(0x85, longs(place), Buffer.of(hidden, kind), count, name);
	});
	return Buffer.concat([bof(0x05, version), ...(parts.globals ?? []), ...places, EOF]);
}

/** A container with these streams. */
export function container(streams: Readonly<Record<string, Uint8Array>>): Buffer {
	const file: unknown = XLSX.CFB.utils.cfb_new();
	for (const [name, bytes] of Object.entries(streams)) XLSX.CFB.utils.cfb_add(file, `/${name}`, bytes);
	return Buffer.from(XLSX.CFB.write(file, { type: 'buffer' }) as Uint8Array);
}

/** A workbook file of these parts. */
export function xlsOf(parts: BiffParts): Buffer {
	return container({ Workbook: workbookStream(parts) });
}
