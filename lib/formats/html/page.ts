import type { Row } from '../../model';
import { tooLarge } from '../limits';
import { countOf } from '../markup/attributes';
import type { RowTaker } from '../markup/scanRows';
import { withoutControlCharacters } from '../text/controlCharacters';
import { CellText } from './cellText';
import { TableRows } from './tableRow';

/** What begins a new line of text. */
const BLOCKS = new Set([
	'p',
	'div',
	'li',
	'ul',
	'ol',
	'dt',
	'dd',
	'h1',
	'h2',
	'h3',
	'h4',
	'h5',
	'h6',
	'pre',
	'hr',
	'blockquote',
	'address',
]);
const ROW_GROUPS = new Set(['thead', 'tbody', 'tfoot']);

/** How the tables of a page are read. */
export interface PageContext {
	readonly columns: number;
	readonly depth: number;
	/** Whether all places a cell reaches have its value. */
	readonly all: boolean;
	/** Called with each cell that holds text. */
	note(table: number, text: string, rowNumber: number, column: number): void;
	/** Called with each such cell that is beyond the columns. */
	leaveOut(table: number, rowNumber: number, column: number): void;
}

interface OpenTable {
	/** Its number in the page, from 0. */
	readonly index: number;
	readonly rows: TableRows;
	rowNumber: number;
	inRow: boolean;
	column: number;
	cell: { readonly text: CellText; readonly columns: number; readonly rows: number } | undefined;
}

/**
 * Reads the tables of a web page, however badly it is written: a cell or row that is
 * not ended ends where the next one begins. A table inside a cell is a table of its own, and its
 * text is no text of that cell.
 */
export class Page implements RowTaker {
	done = false;
	/** The tables that have begun so far. */
	count = 0;

	private readonly stack: OpenTable[] = [];
	private rows: Row[] = [];

	/**
	 * @param wanted the number of the table whose rows are given, from 0
	 */
	constructor(
		private readonly context: PageContext,
		private readonly wanted = -1,
	) {}

	open(tagName: string, attributes: string): void {
		const name = tagName.toLowerCase();
		const table = this.stack.at(-1);
		if (name === 'table') return this.beginTable();
		if (!table) return;
		if (name === 'td' || name === 'th') this.beginCell(table, attributes);
		else if (name === 'tr') this.beginRow(table);
		else if (ROW_GROUPS.has(name)) this.endRow(table);
		else if (name === 'br') table.cell?.text.lineBreak();
		else if (BLOCKS.has(name)) table.cell?.text.blockBreak();
	}

	close(tagName: string): void {
		const name = tagName.toLowerCase();
		const table = this.stack.at(-1);
		if (!table) return;
		if (name === 'td' || name === 'th') this.endCell(table);
		else if (name === 'tr' || ROW_GROUPS.has(name)) this.endRow(table);
		else if (name === 'table') this.endTable(table);
		else if (BLOCKS.has(name)) table.cell?.text.blockBreak();
	}

	text(text: string, literal: boolean): void {
		this.stack.at(-1)?.cell?.text.add(text, literal);
	}

	take(): readonly Row[] {
		const { rows } = this;
		this.rows = [];
		return rows;
	}

	end(): void {
		for (let table = this.stack.at(-1); table; table = this.stack.at(-1)) this.endTable(table);
	}

	private beginTable(): void {
		if (this.stack.length >= this.context.depth) throw tooDeep();
		const rows = new TableRows(this.context.columns, this.context.all);
		this.stack.push({ index: this.count++, rows, rowNumber: 0, inRow: false, column: 0, cell: undefined });
	}

	private endTable(table: OpenTable): void {
		this.endRow(table);
		this.stack.pop();
		if (table.index === this.wanted) this.done = true;
	}

	private beginRow(table: OpenTable): void {
		this.endRow(table);
		table.inRow = true;
		table.rowNumber++;
		table.column = 0;
	}

	private endRow(table: OpenTable): void {
		if (!table.inRow) return;
		this.endCell(table);
		table.inRow = false;
		const cells = table.rows.end();
		if (table.index === this.wanted) this.rows.push({ rowNumber: table.rowNumber, cells });
	}

	private beginCell(table: OpenTable, attributes: string): void {
		if (!table.inRow) this.beginRow(table);
		this.endCell(table);
		const columns = countOf(attributes, 'colspan', 1);
		table.cell = { text: new CellText(), columns, rows: countOf(attributes, 'rowspan', 1) };
		table.column++;
	}

	private endCell(table: OpenTable): void {
		const { cell } = table;
		if (!cell) return;
		table.cell = undefined;
		const text = cell.text.toString();
		if (text !== '') this.context.note(table.index, text, table.rowNumber, table.column);
		const value = withoutControlCharacters(text);
		const placed = table.rows.add({ value, columns: cell.columns, rows: cell.rows });
		if (!placed && text !== '') this.context.leaveOut(table.index, table.rowNumber, table.column);
	}
}

function tooDeep(): Error {
	return tooLarge('The page has too many tables inside each other', 'Export the customers as CSV or XLSX.');
}
