import type { Cell } from '../../model';

/** Cells may reach down no further than any sheet does. */
const MOST_ROWS = 1_048_576;

/** A cell and how far it reaches. */
export interface SpannedCell {
	readonly value: string;
	readonly columns: number;
	readonly rows: number;
}

interface Reach {
	left: number;
	readonly value: Cell;
}

/** Puts the cells of a table's rows at their places, past those that reach down or over from others. */
export class TableRows {
	private readonly reaching: Array<Reach | undefined> = [];
	private cells: Cell[] = [];

	/**
	 * @param columns cells beyond are left out
	 * @param all whether every place a cell reaches has its value, and not only the first
	 */
	constructor(
		private readonly columns: number,
		private readonly all: boolean,
	) {}

	/** Adds the next cell of the row; says whether there was a place for it. */
	add({ value, columns, rows }: SpannedCell): boolean {
		this.passReaching();
		const width = Math.min(columns, this.columns - this.cells.length);
		for (let index = 0; index < width; index++) {
			const column = this.cells.length;
			this.cells.push(index === 0 || this.all ? value : '');
			if (rows > 1) this.reaching[column] = this.reach(value, rows);
		}
		return width > 0;
	}

	/** The cells of the row, which ends here. */
	end(): Cell[] {
		while (this.cells.length < this.reaching.length) {
			const before = this.cells.length;
			this.passReaching();
			if (this.cells.length === before) this.cells.push('');
		}
		const { cells } = this;
		this.cells = [];
		return cells;
	}

	private reach(value: string, rows: number): Reach {
		return { left: Math.min(rows, MOST_ROWS) - 1, value: this.all ? value : '' };
	}

	/** Fills the places that are taken by cells of rows above. */
	private passReaching(): void {
		for (;;) {
			const column = this.cells.length;
			const reach = this.reaching[column];
			if (!reach || reach.left === 0) return;
			reach.left--;
			this.cells.push(reach.value);
		}
	}
}
