import { passwordProtected } from '../signature';
import { builtInKind, kindOfCode } from '../xlsx/numberFormat';
import type { CellStyle } from '../xlsx/styles';
import { codePageDecoder } from './codePage';
import { joinRecords, textAt, TextWalk } from './continuedText';
import { isBof, RECORD } from './records';
import { SharedStrings } from './sharedStrings';

/** A sheet as its workbook names it. */
export interface SheetPlace {
	readonly name: string;
	readonly hidden: boolean;
	/** Where its records begin in the stream. */
	readonly start: number;
}

/** The first version whose texts are Unicode: Excel 97. */
const UNICODE = 8;
/** Before Excel 5, a workbook was one sheet, and its formats were numbered by their order. */
const SEVERAL_SHEETS = 5;
const VERSION_8 = 0x0600;
/** What a part of a workbook is, in its first record. */
const LONE_SHEET = 0x0010;

const OLD_VERSIONS: ReadonlyMap<number, number> = new Map([
	[RECORD.bof2, 2],
	[RECORD.bof3, 3],
	[RECORD.bof4, 4],
]);

const WORKSHEET = 0;
const HIDDEN = 3;

/** Reads the first part of a workbook: its sheets, number formats and shared strings. */
export class WorkbookGlobals {
	/** Of the format, BIFF: 2 to 5, or 8 since Excel 97; 0 for what is no workbook. */
	version = 0;
	/** There is nothing but one sheet, and what is said of the workbook stands in it. */
	lone = false;
	date1904 = false;
	readonly sheets: SheetPlace[] = [];
	strings = new SharedStrings({ bytes: Buffer.alloc(0), boundaries: [] });

	private readonly codes = new Map<number, string>();
	private readonly styles: number[] = [];
	private stringParts: Buffer[] = [];
	private decoder = codePageDecoder(0);

	constructor(private readonly fileName: string) {}

	/** How the numbers in cells are meant and shown, by the index of the cell's style; in Excel 2 by that of its format. */
	cellStyles(): CellStyle[] {
		const kinds = new Map<number, CellStyle>();
		for (const [id, format] of this.codes) kinds.set(id, { kind: kindOfCode(format), format });
		if (this.version === 2) return [...kinds.values()];
		return this.styles.map((id) => kinds.get(id) ?? { kind: builtInKind(id), format: id });
	}

	/** Takes a record; says whether there may be more. */
	readonly visit = (type: number, at: number, length: number, bytes: Buffer): boolean => {
		if (type === RECORD.continued) {
			if (this.stringParts.length > 0) this.stringParts.push(bytes.subarray(at, at + length));
			return true;
		}
		this.endStrings();
		if (type === RECORD.eof) return false;
		this.take(type, bytes.subarray(at, at + length));
		return true;
	};

	/** Reads the strings collected so far, also where the file ends within them. */
	endStrings(): void {
		if (this.stringParts.length === 0) return;
		this.strings = new SharedStrings(joinRecords(this.stringParts));
		this.stringParts = [];
	}

	/** A text of a worksheet in the form of this version. */
	readText(contents: readonly Buffer[], at: number): string {
		if (this.version < UNICODE)
			return this.readNarrow(Buffer.concat(contents), at, this.version === 2 ? 1 : 2);
		const record = joinRecords(contents);
		const place = new TextWalk(record, at).next();
		return place ? textAt(record.bytes, place) : '';
	}

	private take(type: number, content: Buffer): void {
		if (content.length < 2) return;
		if (isBof(type)) this.takeStart(type, content);
		else if (type === RECORD.filePass) throw passwordProtected(this.fileName);
		else if (type === RECORD.date1904) this.date1904 = content[0] === 1;
		else if (type === RECORD.codePage) this.decoder = codePageDecoder(content.readUInt16LE(0));
		else if (type === RECORD.sharedStrings) this.stringParts = [content];
		else if (type === RECORD.xf && content.length >= 4) this.styles.push(content.readUInt16LE(2));
		else if (type === RECORD.xf3 || type === RECORD.xf4) this.styles.push(content[1] ?? 0);
		else if (type === RECORD.format2) this.codes.set(this.codes.size, this.readNarrow(content, 0, 1));
		else if (type === RECORD.format && content.length >= 4) this.takeFormat(content);
		else if (type === RECORD.boundSheet && content.length >= 8) this.takeSheet(content);
	}

	private takeStart(type: number, content: Buffer): void {
		if (this.version !== 0 || content.length < 4) return;
		const old = OLD_VERSIONS.get(type);
		// Many programs that write little more than cells leave the version out.
		this.version = old ?? (content.readUInt16LE(0) === VERSION_8 ? UNICODE : SEVERAL_SHEETS);
		this.lone = content.readUInt16LE(2) === LONE_SHEET;
		if (this.lone) this.sheets.push({ name: 'Sheet1', hidden: false, start: 0 });
	}

	private takeFormat(content: Buffer): void {
		const code = this.version < UNICODE ? this.readNarrow(content, 2, 1) : this.readText([content], 2);
		this.codes.set(this.version < SEVERAL_SHEETS ? this.codes.size : content.readUInt16LE(0), code);
	}

	private takeSheet(content: Buffer): void {
		// Charts and macros have tabs too, but no rows.
		if (content[5] !== WORKSHEET) return;
		const name = this.version < UNICODE ? this.readNarrow(content, 6, 1) : shortText(content, 6);
		const hidden = ((content[4] ?? 0) & HIDDEN) !== 0;
		this.sheets.push({ name, hidden, start: content.readUInt32LE(0) });
	}

	/** Before Excel 97: a count of one or two bytes, and bytes in the code page of the workbook. */
	private readNarrow(content: Buffer, at: number, countBytes: 1 | 2): string {
		if (at + countBytes > content.length) return '';
		const start = at + countBytes;
		return this.decoder.decode(content.subarray(start, start + content.readUIntLE(at, countBytes)));
	}
}

/** A text with a count of one byte, as only names of sheets are. */
function shortText(content: Buffer, at: number): string {
	const count = content[at] ?? 0;
	const wide = ((content[at + 1] ?? 0) & 1) !== 0;
	const start = at + 2;
	return textAt(content, { start, count, wide, text: undefined, end: 0 });
}
