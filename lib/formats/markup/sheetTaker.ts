import type { Row } from '../../model';
import { CellValues, type ValueContext } from '../xls/cellValues';
import { MergedAreas } from '../xls/mergedCells';
import { RowCells } from '../xls/rowBuilder';
import type { RowTaker } from './scanRows';

/** What the readers of sheets in markup share: the cells of the row that is being read, and the rows that wait to be taken. */
export abstract class SheetTaker implements RowTaker {
	done = false;

	protected rows: Row[] = [];
	protected readonly cells = new RowCells();
	protected readonly areas = new MergedAreas();
	protected readonly values: CellValues;

	constructor(context: ValueContext) {
		this.values = new CellValues(context);
	}

	abstract open(name: string, attributes: string, empty: boolean): void;
	abstract close(name: string): void;
	abstract text(text: string, literal: boolean): void;

	take(): readonly Row[] {
		const { rows } = this;
		this.rows = [];
		this.values.notes.give();
		return rows;
	}

	/** Of a cut file, the row in which the cut is does not count. */
	end(): void {}
}
