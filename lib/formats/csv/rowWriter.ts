import type { Cell, Row } from '../../model';
import type { ColumnType, WritableTable } from '../format';
import { ByteWriter, constant, markCharacters, type Constant } from '../write/byteWriter';
import { exactNumber } from '../write/exactNumber';
import { guardFormula } from './formulaGuard';
import type { CsvWriteSettings } from './writeSettings';

/** What the first or the last character of a cell may be, as flags. */
const BLANK = 1;
const MAY_START_FORMULA = 2;
/** What readers may take for another kind of quote, or for the start of a remark. */
const MISTAKABLE = 4;
const ASCII_EDGES = asciiEdges();
const ASCII = 0x80;
const NO_BREAK_SPACE = 0xa0;
/** Before the first and between the other two there are no blanks, and nothing starts a formula. */
const RARE_BLANKS = 0x1680;
const AFTER_BLANKS = 0x3001;
const FULL_WIDTH = 0xfe00;
/**
 * At each of these some program cuts the file, whatever its delimiter is: readers guess it, Excel takes that of the
 * country, LibreOffice all of them. Then a cell would be two, and a formula behind a delimiter would run.
 */
const COMMON_DELIMITERS = ',;\t|';
const EMPTY_QUOTED = constant('""');

/** Writes the rows of a text file with delimiters. */
export class CsvRows {
	private readonly out: ByteWriter;
	private readonly delimiter: number;
	private readonly lineEnd: Constant;
	/** Characters that make a cell be looked at more closely. */
	private readonly marked: Uint8Array;
	/** What must be quoted: what structures the file, blanks at the edges, which readers trim, and what they mistake. */
	private readonly special: RegExp;
	/** The same for numbers: a decimal comma is no delimiter where there are others. */
	private readonly specialInNumber: RegExp;
	private readonly types: readonly ColumnType[];
	/** Cells a row has at least. */
	private readonly width: number;

	constructor(
		{ labels, types = [] }: WritableTable,
		private readonly settings: CsvWriteSettings,
		blockBytes: number,
	) {
		const { delimiter, lineEnd } = settings;
		const delimiters = COMMON_DELIMITERS + delimiter;
		this.types = types;
		this.width = labels.length;
		this.out = new ByteWriter(blockBytes + blockBytes / 4);
		this.delimiter = delimiter.charCodeAt(0);
		this.lineEnd = constant(lineEnd);
		this.marked = markCharacters(`"\r\n${delimiters}`);
		this.special = new RegExp(`["\\r\\n${escapeClass(delimiters)}]|^[\\s\\uFEFF#]|[\\s\\uFEFF]$|^'[^]*'$`);
		this.specialInNumber = this.width > 1 ? new RegExp(`[${escapeClass(delimiter)}]`) : this.special;
	}

	/** Bytes that wait to be taken. */
	get length(): number {
		return this.out.length;
	}

	take(): Buffer {
		return this.out.take();
	}

	/** Writes the line by which Excel knows the delimiter. */
	delimiterLine(): void {
		this.out.putText('sep=');
		this.out.putByte(this.delimiter);
		this.out.put(this.lineEnd);
	}

	header(labels: readonly string[]): void {
		const start = this.out.length;
		for (let index = 0; index < labels.length; index++) {
			if (index > 0) this.out.putByte(this.delimiter);
			this.text(labels[index] ?? '', undefined);
		}
		this.endRow(start);
	}

	row(cells: Row['cells']): void {
		const start = this.out.length;
		const count = Math.max(this.width, cells.length);
		for (let index = 0; index < count; index++) {
			if (index > 0) this.out.putByte(this.delimiter);
			this.cell(cells[index], this.types[index]);
		}
		this.endRow(start);
	}

	private endRow(start: number): void {
		// An empty line would not be a record.
		if (this.out.length === start) this.out.put(EMPTY_QUOTED);
		this.out.put(this.lineEnd);
	}

	private cell(cell: Cell | undefined, type: ColumnType | undefined): void {
		const { quote, nullText } = this.settings;
		if (typeof cell === 'string') this.text(cell, type);
		else if (typeof cell === 'number') this.number(String(cell));
		else this.put(cell === null ? nullText : String(cell ?? ''), quote === 'all');
	}

	private text(cell: string, type: ColumnType | undefined): void {
		if (type === 'number' && exactNumber(cell) !== undefined) {
			this.number(cell);
			return;
		}
		const { quote, guard, nullText } = this.settings;
		const typed = type !== undefined && type !== 'text' && type !== 'phone';
		const local = typed ? this.localDate(cell, type) : cell;
		const quoted = quote === 'all' || (quote === 'text' && !typed) || (nullText !== '' && local === nullText);
		const risky = guard && local !== '' && (edgeFlags(local.charCodeAt(0)) & MAY_START_FORMULA) !== 0;
		this.put(risky ? guardFormula(local, type) : local, quoted);
	}

	private number(text: string): void {
		const { decimalSeparator, nullText, quote } = this.settings;
		const local = decimalSeparator === '.' ? text : text.replace('.', decimalSeparator);
		this.put(local, quote === 'all' || local === nullText, this.specialInNumber);
	}

	private put(text: string, quoted: boolean, special = this.special): void {
		const { out } = this;
		if (text === '') {
			if (quoted) out.put(EMPTY_QUOTED);
			return;
		}
		const edges = edgeFlags(text.charCodeAt(0)) | edgeFlags(text.charCodeAt(text.length - 1));
		if (!quoted && (edges & (BLANK | MISTAKABLE)) === 0 && out.putPlain(text, this.marked)) return;
		out.putText(quoted || special.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
	}

	/** A date as the user wants it written; other text as it is. */
	private localDate(cell: string, type: ColumnType): string {
		const { date, dateTime } = this.settings;
		if (type === 'date') return date?.write(cell) ?? cell;
		return type === 'dateTime' ? (dateTime?.write(cell) ?? cell) : cell;
	}
}

function edgeFlags(code: number): number {
	if (code < ASCII) return ASCII_EDGES[code] ?? 0;
	if (code < RARE_BLANKS) return code === NO_BREAK_SPACE ? BLANK : 0;
	if (code >= AFTER_BLANKS && code < FULL_WIDTH) return 0;
	const character = String.fromCharCode(code);
	if (/[\s\uFEFF]/.test(character)) return BLANK;
	return /[＝＋－＠]/.test(character) ? MAY_START_FORMULA : 0;
}

/** Tabs and line ends are both blank and dangerous; an apostrophe may stand before what starts a formula. */
function asciiEdges(): Uint8Array {
	const flags = new Uint8Array(0x80);
	const mark = (characters: string, flag: number) => {
		for (const character of characters) {
			const code = character.charCodeAt(0);
			flags[code] = (flags[code] ?? 0) | flag;
		}
	};
	mark(' \t\v\f\r\n', BLANK);
	mark("=+-@'\t\r\n", MAY_START_FORMULA);
	mark("'#", MISTAKABLE);
	return flags;
}

function escapeClass(character: string): string {
	return character.replace(/[\\\]^-]/g, '\\$&');
}
