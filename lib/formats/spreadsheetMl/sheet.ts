import type { Cell } from '../../model';
import { attributeOf, countOf, localName } from '../markup/attributes';
import { SheetTaker } from '../markup/sheetTaker';
import type { ValueContext } from '../xls/cellValues';
import type { CellStyle } from '../xlsx/styles';
import { decodeEntities } from '../xlsx/xmlTags';
import { dateTimeCell } from './dateTime';

/** What a sheet is read with. */
export interface SheetContext extends ValueContext {
	readonly styles: ReadonlyMap<string, CellStyle>;
	/** Whether all cells of a merged area have its value. */
	readonly all: boolean;
}

/** The cell that is being read. */
interface OpenCell {
	readonly style: CellStyle | undefined;
	readonly across: number;
	readonly down: number;
	readonly formula: boolean;
	type: string;
	/** Not there before the data began. */
	text: string | undefined;
}

/** Reads the rows of one sheet of a workbook in XML. */
export class SheetRows extends SheetTaker {
	private sheet = -1;
	private rowNumber = 0;
	private column = 0;
	private cell: OpenCell | undefined;
	private inData = false;
	/** A comment has data too. */
	private inComment = false;

	/** @param wanted the number of the sheet, from 0 */
	constructor(
		private readonly context: SheetContext,
		private readonly wanted: number,
	) {
		super(context);
	}

	open(tagName: string, attributes: string, empty: boolean): void {
		const name = localName(tagName);
		if (name === 'Worksheet') this.sheet++;
		if (this.sheet !== this.wanted) return;
		if (name === 'Row') this.beginRow(attributes, empty);
		else if (name === 'Cell') this.beginCell(attributes, empty);
		else if (name === 'Comment') this.inComment = !empty;
		else if (name === 'Data' && this.cell && !this.inComment) this.beginData(this.cell, attributes, empty);
	}

	close(tagName: string): void {
		if (this.sheet !== this.wanted) return;
		const name = localName(tagName);
		if (name === 'Data') this.inData = false;
		else if (name === 'Comment') this.inComment = false;
		else if (name === 'Cell') this.endCell();
		else if (name === 'Row') this.endRow();
		else if (name === 'Worksheet') this.done = true;
	}

	text(text: string, literal: boolean): void {
		if (!this.inData || !this.cell) return;
		this.cell.text += literal ? text : decodeEntities(text.replace(/\r\n?/g, '\n'));
	}

	private beginRow(attributes: string, empty: boolean): void {
		this.rowNumber = countOf(attributes, 'Index', this.rowNumber + 1, 1);
		this.column = 0;
		// An empty row may stand for several.
		if (empty) this.rowNumber += countOf(attributes, 'Span', 0);
	}

	private endRow(): void {
		const row = { rowNumber: this.rowNumber, cells: this.cells.end() };
		this.rows.push(this.context.all ? this.areas.fill(row) : row);
	}

	private beginCell(attributes: string, empty: boolean): void {
		this.column = countOf(attributes, 'Index', this.column + 1, 1);
		this.cell = {
			style: this.context.styles.get(attributeOf(attributes, 'StyleID') ?? ''),
			across: countOf(attributes, 'MergeAcross', 0),
			down: countOf(attributes, 'MergeDown', 0),
			formula: attributeOf(attributes, 'Formula') !== undefined,
			type: '',
			text: undefined,
		};
		if (empty) this.endCell();
	}

	private beginData(cell: OpenCell, attributes: string, empty: boolean): void {
		cell.type = attributeOf(attributes, 'Type') ?? 'String';
		cell.text = '';
		this.inData = !empty;
	}

	private endCell(): void {
		const { cell, column, rowNumber } = this;
		if (!cell) return;
		this.cell = undefined;
		this.inData = false;
		const value = this.valueOf(cell, rowNumber, column);
		if (column <= this.context.columns) this.cells.set(column, value);
		else if (value !== '') this.values.notes.beyondColumns(rowNumber, column);
		this.column = column + cell.across;
		if (!this.context.all || column > this.context.columns) return;
		const lastColumn = Math.min(this.column, this.context.columns);
		this.areas.add(
			{ firstRow: rowNumber, lastRow: rowNumber + cell.down, firstColumn: column, lastColumn },
			value,
		);
	}

	private valueOf({ type, text, style, formula }: OpenCell, row: number, column: number): Cell {
		if (text === undefined) {
			if (formula) this.values.notes.formulaWithoutValue(row, column);
			return '';
		}
		if (type === 'Number') return this.values.numberText(text, style, row, column);
		if (type === 'DateTime') return dateTimeCell(text, style, this.context);
		if (type === 'Boolean') return this.values.boolean(text.trim() === '1' || /^true$/i.test(text.trim()));
		return type === 'Error' ? this.values.error(text, row, column) : this.values.text(text, row, column);
	}
}
