import type { Row } from '../../model';
import { CellScanner } from './cellScanner';
import { CellTag } from './cellTag';
import type { SheetContext } from './sheetContext';
import { endOfSection, endOfTag, isTagName, LT, SLASH } from './xmlBytes';
import { tagPrefix } from './xmlRoot';

export { columnName } from './columnName';

const BANG = 0x21;
/** The longest name that is looked for is `/sheetData`; a tag is looked at when so much of it is there. */
const LOOK_AHEAD = 12;
/** The rows that a sheet can have. */
const MOST_ROWS = 1_048_576;
const NO_CELLS: Row['cells'] = [];

/**
 * Cuts the XML of a worksheet into rows, from bytes that may come in pieces cut
 * anywhere. A row is read once all of it is there. What the file says about its
 * own size is not believed; cells and rows without a reference follow the last one.
 * Rows that are formatted and hold nothing are none, unless another row follows.
 */
export class SheetScanner {
	/** The end of the rows was seen; what follows in the file is about printing and the like. */
	done = false;

	/** Bytes of a row or a tag that has not ended. */
	private rest: Buffer[] = [];
	/** Whether `rest` is the start of a row. */
	private inRow = false;
	private bytes: Buffer = Buffer.alloc(0);
	private prefix: string | undefined;
	private endOfRow = '';
	private lastRow = 0;
	private rows: Row[] = [];
	/** The numbers of rows that hold nothing, until one follows that does. */
	private empty: number[] = [];
	private readonly tag = new CellTag();
	private readonly cells: CellScanner;

	constructor(private readonly context: SheetContext) {
		this.cells = new CellScanner(context, this.tag);
	}

	/** Bytes that wait for the rest of their row. */
	get waiting(): number {
		return this.rest.reduce((sum, { length }) => sum + length, 0);
	}

	/** The rows that end in this piece. */
	push(piece: Uint8Array): Row[] {
		if (this.done) return [];
		const more = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
		// The row that is cut is put together alone: the piece is not copied to stand behind its start.
		const cut = this.endOfCutRow(more);
		if (cut === -1 && this.inRow) this.rest.push(more);
		else {
			if (cut !== -1) this.readOn(more.subarray(0, cut));
			this.readOn(cut === -1 ? more : more.subarray(cut));
		}
		return this.take();
	}

	/** Where the row ends in this piece whose start is in `rest`; its end tag may be cut too. */
	private endOfCutRow(piece: Buffer): number {
		const before = this.endOfRow.length - 1;
		if (this.rest.length === 0 || before < 1) return -1;
		const last = this.rest.at(-1) ?? piece;
		const tail = (last.length < before ? Buffer.concat(this.rest.slice(-before)) : last).subarray(-before);
		const across = Buffer.concat([tail, piece.subarray(0, before)]).indexOf(this.endOfRow);
		if (across !== -1) return across + this.endOfRow.length - tail.length;
		const found = piece.indexOf(this.endOfRow);
		return found === -1 ? -1 : found + this.endOfRow.length;
	}

	/** The rows that were read before an error ended a `push`. */
	take(): Row[] {
		const { rows } = this;
		this.rows = [];
		return rows;
	}

	private readOn(piece: Buffer): void {
		this.bytes = this.rest.length === 0 ? piece : Buffer.concat([...this.rest, piece]);
		this.rest = [this.bytes];
		this.inRow = false;
		if (this.prefix === undefined && !this.start()) return;
		this.cells.use(this.bytes, this.prefix?.length ?? 0);
		const at = this.scan();
		this.rest = this.done || at === this.bytes.length ? [] : [this.bytes.subarray(at)];
	}

	/** Looks at the root element for the prefix of its tags. */
	private start(): boolean {
		this.prefix = tagPrefix(this.bytes, this.context.name);
		this.endOfRow = `</${this.prefix ?? ''}row>`;
		return this.prefix !== undefined;
	}

	/** Reads all complete rows and gives the place the rest starts at. */
	private scan(): number {
		const { bytes } = this;
		const prefix = this.prefix?.length ?? 0;
		// Up to here all rows are complete: one search for the whole piece instead of one for each row.
		const last = bytes.lastIndexOf(this.endOfRow);
		const end = last === -1 ? 0 : last + this.endOfRow.length;
		let at = 0;
		while (at < bytes.length && !this.done) {
			while (at < bytes.length && bytes[at] !== LT) at++;
			if (at + prefix + LOOK_AHEAD > bytes.length) return at;
			const isRow = isTagName(bytes, at + 1 + prefix, 'row');
			const next = isRow ? this.readRow(at, prefix, end) : this.skipTag(at, prefix);
			if (next === -1) return at;
			at = next;
		}
		return at;
	}

	/** Steps over a tag that is no row; notices the end of the rows. */
	private skipTag(open: number, prefix: number): number {
		const { bytes } = this;
		const isClosing = bytes[open + 1] === SLASH;
		const isRows = isTagName(bytes, open + 1 + prefix + (isClosing ? 1 : 0), 'sheetData');
		const isSection = bytes[open + 1] === BANG;
		const end = isSection ? endOfSection(bytes, open, bytes.length) : endOfTag(bytes, open, bytes.length);
		if (end > bytes.length) return -1;
		if (isRows && (isClosing || bytes[end - 2] === SLASH)) this.done = true;
		return end;
	}

	/** Reads a row whose tag opens here and gives where it ends; -1 where it does not end in these bytes. */
	private readRow(open: number, prefix: number, end: number): number {
		const { bytes, tag } = this;
		const content = tag.readRow(bytes, open + 1 + prefix + 'row'.length, bytes.length);
		if (content === -1) return -1;
		const row = tag.row > 0 ? tag.row : this.lastRow + 1;
		if (!tag.hasContent) {
			this.addEmpty(row);
			return content;
		}
		const next = content <= end ? this.cells.readRow(content, end, row) : -1;
		if (next === -1) this.inRow = true;
		else this.add(row);
		return next;
	}

	private add(rowNumber: number): void {
		const { cells } = this.cells;
		if (cells.length === 0) {
			this.addEmpty(rowNumber);
			return;
		}
		if (this.empty.length > 0) this.giveEmpty();
		this.lastRow = rowNumber;
		this.rows.push({ rowNumber, cells });
	}

	private addEmpty(rowNumber: number): void {
		if (this.empty.length < MOST_ROWS) this.empty.push(rowNumber);
		this.lastRow = rowNumber;
	}

	/** A row that holds something follows: the empty ones before it are rows of the table too. */
	private giveEmpty(): void {
		for (const rowNumber of this.empty) this.rows.push({ rowNumber, cells: NO_CELLS });
		this.empty = [];
	}
}
