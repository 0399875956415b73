import type { Row } from '../../model';
import type { ParseOptions } from '../format';
import type { IssueLog } from '../issueLog';
import { limitsOf, tooLarge } from '../limits';
import type { RecordReader } from '../table';
import { isEmpty, rowText } from './cells';
import { watchDecodedTwice, type DecodedTwiceWatch } from './decodedTwice';
import { makeFit } from './fit';
import { countFooterRows, FOOTER_ROWS } from './footer';
import type { Shape } from './shape';

/** How sure a footer is, of which only rows beyond doubt are left out. */
const FOOTER_CONFIDENCE = 0.9;

/**
 * The records of a file on their way to be rows of its table: titles, header, units, empty rows and
 * footer are left out, and the other rows fitted to the labels. It sees every row of every file: as
 * little as possible is done with each.
 */
export class TableBody {
	private readonly fit: (row: Row) => Row;
	private readonly watch: DecodedTwiceWatch;
	private readonly head: Head;
	private readonly keepsEmpty: boolean;
	private readonly maxRows: number;
	/** How many of the last rows are held back: they may be a footer. */
	private readonly hold: number;
	private readonly counts = { rows: 0, empty: 0, firstEmpty: 0 };
	private readonly belowBlank = new WeakSet<Row>();
	private held: Row[] = [];
	private blankAbove = false;

	/**
	 * @param emit is given each row, in order
	 * @param confidence gets an entry for the footer, once there is one
	 */
	constructor(
		private readonly reader: RecordReader,
		private readonly shape: Shape,
		private readonly options: ParseOptions,
		private readonly log: IssueLog,
		private readonly emit: (row: Row) => void,
		private readonly confidence: Record<string, number>,
	) {
		const limits = limitsOf(options.limits);
		this.maxRows = limits.rows;
		this.fit = makeFit(reader, shape, limits, log);
		this.watch = watchDecodedTwice(reader, log);
		this.head = makeHead(shape, options);
		this.keepsEmpty = options.skipEmptyLines === false;
		this.hold = heldRows(shape, options);
	}

	/** Takes records, and hands on those that are sure to be rows. */
	take(records: readonly Row[]): void {
		this.watch.look(records);
		const sure = records.length - this.hold;
		for (let at = 0; at < records.length; at++) {
			const row = records[at];
			if (row === undefined || (!this.head.isPast && this.head.has(row))) continue;
			if (!this.keepsEmpty && isEmpty(row.cells)) this.noteEmpty(row);
			else if (at < sure) this.handOn(row);
			else this.keep(row);
		}
		if (this.held.length > this.hold) this.release(this.held.length - this.hold);
	}

	/** Hands on what was held back, without the footer. Notes what was counted. */
	end(): void {
		const footer = this.options.footerRows ?? this.countFooter();
		this.release(Math.max(0, this.held.length - footer));
		if (this.options.footerRows === undefined && this.held.length > 0) {
			this.confidence.footerRows = FOOTER_CONFIDENCE;
			noteFooter(this.held, this.reader, this.log);
		}
		this.held = [];
		this.watch.finish();
		noteCounts(this.counts, this.reader, this.log);
	}

	private countFooter(): number {
		if (this.hold === 0) return 0;
		const followsBlank = (row: Row) => this.belowBlank.has(row);
		return countFooterRows(this.held, { usualFill: this.shape.usualFill, followsBlank });
	}

	private handOn(row: Row): void {
		if (this.held.length > 0) this.release(this.held.length);
		this.blankAbove = false;
		this.emitFitted(row);
	}

	/** Holds a row back that may be one of the last. */
	private keep(row: Row): void {
		if (this.blankAbove) this.belowBlank.add(row);
		this.blankAbove = false;
		this.held.push(row);
	}

	private release(count: number): void {
		for (const row of this.held.splice(0, count)) this.emitFitted(row);
	}

	private emitFitted(row: Row): void {
		if (++this.counts.rows > this.maxRows) throw tooManyRows(this.maxRows, this.reader.name);
		this.emit(this.fit(row));
	}

	private noteEmpty({ rowNumber }: Row): void {
		if (this.counts.empty++ === 0) this.counts.firstEmpty = rowNumber;
		this.blankAbove = true;
	}
}

/** How many rows are held back: none where the format or the user says that every record is a row. */
function heldRows({ header }: Shape, { footerRows }: ParseOptions): number {
	return footerRows ?? (header ? FOOTER_ROWS : 0);
}

/** The rows that are above the body, each known by its number and only until the last of them has come. */
interface Head {
	isPast: boolean;
	has(row: Row): boolean;
}

function makeHead({ titles, header, units }: Shape, { skipRows = 0 }: ParseOptions): Head {
	const numbers = new Set([...titles, header, units].flatMap((row) => (row ? [row.rowNumber] : [])));
	const head: Head = {
		isPast: numbers.size === 0 && skipRows === 0,
		has({ rowNumber }) {
			const isOne = rowNumber <= skipRows || numbers.delete(rowNumber);
			head.isPast = numbers.size === 0 && rowNumber >= skipRows;
			return isOne;
		},
	};
	return head;
}

function noteFooter(rows: readonly Row[], { rowWord, name }: RecordReader, log: IssueLog): void {
	for (const { rowNumber, cells } of rows) {
		const value = rowText(cells);
		const message = `${rowWord} ${rowNumber} of ${name} is a total or a remark and was left out: ${value}`;
		log.addForFile('FOOTER_ROWS', { rowNumber, value, message });
	}
}

function noteCounts(
	{ rows, empty, firstEmpty }: { rows: number; empty: number; firstEmpty: number },
	{ name, rowWord }: RecordReader,
	log: IssueLog,
): void {
	if (empty > 0) {
		const were = empty === 1 ? '1 empty row was' : `${empty} empty rows were`;
		const message = `${were} left out of ${name}; the first is ${rowWord.toLowerCase()} ${firstEmpty}.`;
		log.addForFile('EMPTY_ROWS', { rowNumber: firstEmpty, message });
	}
	if (rows === 0) log.addForFile('HEADER_ONLY', { message: `${name} has a header and no rows.` });
	log.finish();
}

function tooManyRows(rows: number, name: string): Error {
	return tooLarge(`${name} has more than ${rows} rows`, 'Split it into smaller files.');
}
