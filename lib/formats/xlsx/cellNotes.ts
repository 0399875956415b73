import type { IssueCode, RowIssue } from '../../model';
import { columnName } from './columnName';
import type { SheetContext } from './sheetContext';

/** What of the reading of a sheet is needed to say where something is. */
export type NotesContext = Pick<SheetContext, 'log' | 'name' | 'columns' | 'cellLength'>;

type Details = Partial<Omit<RowIssue, 'code'>>;

/** Says what is not right in the cells of a row, by the place that a person finds them at, once the row is read. */
export class CellNotes {
	private pending: Array<readonly [IssueCode, Details]> = [];

	constructor(private readonly context: NotesContext) {}

	/** The cell holds an error such as `#N/A`, or nothing that can be read. */
	cellError(value: string, row: number, column: number): void {
		const message = `Cell ${this.place(row, column)} holds ${value}.`;
		this.add('CELL_ERROR', { rowNumber: row, value, message });
	}

	formulaWithoutValue(row: number, column: number): void {
		const message = `The formula in cell ${this.place(row, column)} has no stored value.`;
		this.add('FORMULA_WITHOUT_VALUE', { rowNumber: row, message });
	}

	precisionLost(value: string, row: number, column: number): void {
		const message = `The number in cell ${this.place(row, column)} has more digits than a spreadsheet keeps: the last ones are lost.`;
		this.add('PRECISION_LOST', { severity: 'warning', rowNumber: row, value, message });
	}

	tooLong(row: number, column: number): void {
		const message = `Cell ${this.place(row, column)} has more than ${this.context.cellLength} characters.`;
		this.add('TOO_LONG', { rowNumber: row, message });
	}

	beyondColumns(row: number, column: number): void {
		const message = `Cell ${this.place(row, column)} was left out: at most ${this.context.columns} columns are read.`;
		this.add('LONG_ROW', { rowNumber: row, message });
	}

	controlCharacters(row: number): void {
		const message = `Control characters were removed from row ${row} of ${this.context.name}.`;
		this.add('CONTROL_CHARACTER', { rowNumber: row, message });
	}

	/** The row is read. */
	give(): void {
		for (const [code, details] of this.pending) this.context.log.add(code, details);
		this.forget();
	}

	/** The row will be read again, when more of it is there. */
	forget(): void {
		if (this.pending.length > 0) this.pending = [];
	}

	private add(code: IssueCode, details: Details): void {
		this.pending.push([code, details]);
	}

	private place(row: number, column: number): string {
		return `${columnName(column)}${row} of ${this.context.name}`;
	}
}
