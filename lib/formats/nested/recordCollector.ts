import type { Cell, Row, RowIssue } from '../../model';
import type { ParseLimits } from '../format';
import type { IssueLog } from '../issueLog';
import { withoutControlCharacters } from '../text/controlCharacters';
import type { ColumnNode, ColumnTree } from './columnTree';

const TAB = 9;
const LF = 10;
const CR = 13;
const SPACE = 32;
const REPLACEMENT = '\uFFFD';

/** How the rows of a file are numbered: by the line where each starts, or in their order where several share a line. */
export type Numbering = 'Line' | 'Row';

/** What a collector needs to know about the file. */
export interface CollectorFile {
	readonly name: string;
	readonly limits: ParseLimits;
	/** Left out while it is not known yet: then only the names of values are looked at. */
	readonly numbering?: Numbering;
}

/** Puts the values of nested records into rows, and notes what is not right with them. */
export class RecordCollector {
	/** Records so far, damaged ones too. */
	records = 0;
	/** Two records start in one line. */
	sharesLines = false;

	private rows: Row[] = [];
	private cells: Array<Cell | undefined> = [];
	private blank: ReadonlyArray<Cell | undefined> | undefined;
	private line = 0;
	private rowNumber = 0;
	private lastLine = 0;
	private lastNumber = 0;
	private notedLate = 0;
	private notedEncoding = false;
	private controls = false;
	private long = false;
	private readonly doubled = new Set<number>();
	private readonly notes: Array<Partial<RowIssue>> = [];

	constructor(
		readonly columns: ColumnTree,
		private readonly file: CollectorFile,
		private readonly log: IssueLog,
	) {}

	/** Whether only the names of values matter, and where the records are. */
	get isSurvey(): boolean {
		return this.file.numbering === undefined;
	}

	/** A record starts in this line. What was put into one that did not end is forgotten. */
	begin(line: number): void {
		const { numbering } = this.file;
		this.blank ??= new Array<Cell | undefined>(this.columns.width).fill(undefined);
		this.cells = this.blank.slice();
		this.line = line;
		this.rowNumber = numbering === 'Line' ? Math.max(line, this.lastNumber + 1) : this.records + 1;
		this.controls = false;
		this.long = false;
		if (this.doubled.size > 0) this.doubled.clear();
		if (this.notes.length > 0) this.notes.length = 0;
	}

	/** A value of the record. Where a name is there twice, the last one stays. */
	put(node: ColumnNode, cell: Cell): void {
		const column = node.column >= 0 ? node.column : this.columns.columnOf(node, cell);
		if (column < 0) return;
		if (!node.valued && cell !== null && cell !== '') node.valued = true;
		const { cells } = this;
		while (cells.length < column) cells.push(undefined);
		if (cells[column] !== undefined) this.doubled.add(column);
		if (typeof cell === 'string' && cell.length > this.file.limits.cellLength) this.long = true;
		cells[column] = cell;
	}

	/** What the record has here so far. */
	valueOf(node: ColumnNode): Cell | undefined {
		return this.cells[node.column];
	}

	/** Puts a value instead of the one that is there. */
	replace(node: ColumnNode, cell: Cell): void {
		if (node.column >= 0) this.cells[node.column] = undefined;
		this.put(node, cell);
	}

	/** The next cell of a record that is a list of cells. */
	add(cell: Cell): void {
		if (typeof cell === 'string' && cell.length > this.file.limits.cellLength) this.long = true;
		this.cells.push(cell);
	}

	/** Text without the control characters it may hold. */
	clean(text: string): string {
		if (!mayHoldControls(text)) return text;
		const clean = withoutControlCharacters(text);
		if (clean.length !== text.length) this.controls = true;
		return clean;
	}

	/** The record is complete. */
	end(): void {
		const { rowNumber, cells } = this;
		this.count();
		if (this.controls) this.noteControls();
		if (this.long) this.noteLong();
		if (this.doubled.size > 0) this.noteDoubled();
		for (const note of this.notes) this.log.add('EXTRA_VALUES', note);
		if (this.columns.late.length > this.notedLate) this.noteLate();
		this.rows.push({ rowNumber, cells });
	}

	/** Leaves the record out, because it is damaged. Gives the number its row would have. */
	drop(): number {
		this.count();
		return this.rowNumber;
	}

	/** The rows since the last time. */
	take(): Row[] {
		const { rows } = this;
		this.rows = [];
		return rows;
	}

	/** Notes once which of the last rows holds bytes that are not valid in the encoding. */
	noteEncoding(): void {
		if (this.notedEncoding) return;
		const row = this.rows.find(({ cells }) => cells.some((cell) => String(cell).includes(REPLACEMENT)));
		if (row === undefined) return;
		this.notedEncoding = true;
		const { rowNumber } = row;
		const message = `${this.file.numbering ?? 'Row'} ${rowNumber} of ${this.file.name} holds bytes that are not valid in its encoding.`;
		this.log.addForFile('BAD_ENCODING', { rowNumber, message });
	}

	/** Notes values of the record that is being read which are left out. Said when the record ends. */
	noteLeftOut(label: string, message: string): void {
		this.notes.push({ rowNumber: this.rowNumber, label, message });
	}

	/** Where the record is, for messages. */
	place(): string {
		return `${(this.file.numbering ?? 'Row').toLowerCase()} ${this.rowNumber} of ${this.file.name}`;
	}

	private count(): void {
		this.records++;
		this.sharesLines ||= this.line === this.lastLine;
		this.lastLine = this.line;
		this.lastNumber = this.rowNumber;
	}

	private noteControls(): void {
		const message = `Control characters were removed from ${this.place()}.`;
		this.log.add('CONTROL_CHARACTER', { rowNumber: this.rowNumber, message });
	}

	private noteLong(): void {
		const { cellLength } = this.file.limits;
		const column = this.cells.findIndex((cell) => typeof cell === 'string' && cell.length > cellLength);
		const label = this.columns.labelOf(column) || `Cell ${column + 1}`;
		const message = `${label} in ${this.place()} has more than ${cellLength} characters.`;
		this.log.add('TOO_LONG', { rowNumber: this.rowNumber, label, message });
	}

	private noteDoubled(): void {
		for (const column of this.doubled) {
			const label = this.columns.labelOf(column);
			const message = `${label} is there more than once in ${this.place()}; the last value is kept.`;
			this.log.add('DUPLICATE_LABEL', { rowNumber: this.rowNumber, label, message });
		}
	}

	private noteLate(): void {
		for (const label of this.columns.late.slice(this.notedLate)) {
			const message = `${label} comes for the first time in ${this.place()}, too late to be a column; its values follow the last column.`;
			this.log.addForFile('LATE_LABEL', { rowNumber: this.rowNumber, label, message });
		}
		this.notedLate = this.columns.late.length;
	}
}

/** Looked at first, because it is much faster than taking them out. */
function mayHoldControls(text: string): boolean {
	for (let at = 0; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code < SPACE && code !== TAB && code !== LF && code !== CR) return true;
	}
	return false;
}
