import { userError } from '../../errors';
import type { Cell, Row } from '../../model';
import type { ColumnType, WritableTable } from '../format';
import { ByteWriter, constant, markCharacters, type Constant } from '../write/byteWriter';
import { exactNumber } from '../write/exactNumber';
import { escapeText } from './escapeText';
import { isoToSerial } from './serialDate';
import { columnName } from './columnName';
import { STYLE } from './styleSheet';

/** Characters that Excel keeps in a cell. */
const MAX_CHARACTERS = 32_767;
const SPACE = 0x20;
/** What does not stand in XML as it is; `_` may begin what reads like Excel's escape. */
const MARKED = markCharacters('&<>_', true);

const ROW = constant('<row r="');
const ROW_OPEN = constant('">');
const ROW_END = constant('</row>');
const TEXT_END = constant('</t></is></c>');
const VALUE_END = constant('</v></c>');
const BOOLEAN = constant('" t="b"><v>');

/** What stands between the address of a cell and its text, for one style. */
interface TextStyle {
	readonly open: Constant;
	/** Where blanks at the edges have to stay. */
	readonly preserved: Constant;
}

const TEXT = textStyle(STYLE.text);
const WRAPPED = textStyle(STYLE.wrapped);
const HEADER = textStyle(STYLE.header);
const NUMBER = valueStyle(STYLE.number);
const DATE = valueStyle(STYLE.date);
const DATE_TIME = valueStyle(STYLE.dateTime);

/** Writes the rows of a sheet as XML. */
export class SheetRows {
	private readonly out: ByteWriter;
	private readonly columns: Constant[] = [];
	private readonly types: readonly ColumnType[];
	private readonly text: TextStyle;
	private number = 0;
	private digits = constant('0');

	/** @param blockBytes the size of the blocks in which the XML is taken */
	constructor({ types = [] }: WritableTable, blockBytes: number, wrap = false) {
		this.out = new ByteWriter(blockBytes + blockBytes / 4);
		this.types = types;
		this.text = wrap ? WRAPPED : TEXT;
	}

	/** Rows written until now, the header among them. */
	get rows(): number {
		return this.number;
	}

	/** Bytes that wait to be taken. */
	get length(): number {
		return this.out.length;
	}

	take(): Buffer {
		return this.out.take();
	}

	header(labels: readonly string[]): void {
		this.startRow();
		for (let index = 0; index < labels.length; index++) {
			const label = labels[index] ?? '';
			if (label !== '') this.putText(label, index, HEADER);
		}
		this.out.put(ROW_END);
	}

	/** @throws userError for a text longer than a cell holds */
	row(cells: Row['cells']): void {
		this.startRow();
		for (let index = 0; index < cells.length; index++) {
			const cell = cells[index];
			if (cell !== undefined && cell !== null && cell !== '') this.putCell(cell, index);
		}
		this.out.put(ROW_END);
	}

	private startRow(): void {
		this.digits = constant(String(++this.number));
		this.out.put(ROW);
		this.out.put(this.digits);
		this.out.put(ROW_OPEN);
	}

	/** A value that is not of the type of its column stays text. */
	private putCell(cell: Cell, index: number): void {
		const type = this.types[index] ?? 'text';
		if (type === 'text' || type === 'phone' || !this.putTyped(cell, index, type))
			this.putText(String(cell), index, this.text);
	}

	private putTyped(cell: Cell, index: number, type: ColumnType): boolean {
		if (type === 'boolean') return this.putValue(booleanDigit(cell), index, BOOLEAN);
		if (type === 'number') return this.putValue(exactNumber(cell), index, NUMBER);
		const serial = isoToSerial(String(cell));
		return this.putValue(serial?.toString(), index, type === 'date' ? DATE : DATE_TIME);
	}

	private putValue(value: string | undefined, index: number, open: Constant): boolean {
		if (value === undefined) return false;
		const { out } = this;
		out.put(this.column(index));
		out.put(this.digits);
		out.put(open);
		out.putPlain(value, MARKED);
		out.put(VALUE_END);
		return true;
	}

	private putText(text: string, index: number, { open, preserved }: TextStyle): void {
		const { length } = text;
		if (length > MAX_CHARACTERS) throw tooLong(length, columnName(index + 1) + this.number);
		const { out } = this;
		out.put(this.column(index));
		out.put(this.digits);
		const start = out.length;
		out.put(open);
		const blankEdge = text.charCodeAt(0) <= SPACE || text.charCodeAt(length - 1) <= SPACE;
		if (blankEdge || !out.putPlain(text, MARKED)) {
			out.rewind(start);
			out.put(preserved);
			out.putText(escapeText(text));
		}
		out.put(TEXT_END);
	}

	private column(index: number): Constant {
		return (this.columns[index] ??= constant(`<c r="${columnName(index + 1)}`));
	}
}

function booleanDigit(cell: Cell): string | undefined {
	const text = String(cell).toLowerCase();
	return text === 'true' ? '1' : text === 'false' ? '0' : undefined;
}

function textStyle(style: number): TextStyle {
	const start = `" s="${style}" t="inlineStr"><is><t`;
	return { open: constant(`${start}>`), preserved: constant(`${start} xml:space="preserve">`) };
}

function valueStyle(style: number): Constant {
	return constant(`" s="${style}"><v>`);
}

function tooLong(length: number, at: string): Error {
	const what = `The text for cell ${at} has ${length} characters; an XLSX cell holds ${MAX_CHARACTERS}`;
	return userError(what, 'Write CSV, or leave the column out.', 'TOO_LONG');
}
