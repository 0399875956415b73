import { userError } from '../../errors';
import type { Cell, Row } from '../../model';
import type { WritableTable } from '../format';
import { escapeText } from './escapeText';
import { STYLE } from './parts';
import { isoToSerial } from './serialDate';
import { columnName } from './sheetScanner';

/** Characters that Excel keeps in a cell. */
const MAX_CHARACTERS = 32_767;
/** What becomes a number: no leading zero, no plus, and no more digits than a number keeps. */
const NUMBER = /^-?(0|[1-9]\d{0,14})(\.\d{1,10})?$/;
const EXACT_DIGITS = 15;

type ColumnType = NonNullable<WritableTable['types']>[number];

interface RowWriter {
	header(): string;
	row(cells: Row['cells'], number: number): string;
}

/** Makes the functions that write the header and the rows of a sheet as XML. */
export function makeRowWriter({ labels, types = [] }: WritableTable): RowWriter {
	const columns = labels.map((_, index) => columnName(index + 1));
	const nameOf = (index: number) => (columns[index] ??= columnName(index + 1));
	return {
		header: () => writeRow(labels, 1, (cell, at) => textCell(String(cell), at, STYLE.header)),
		row: (cells, number) => writeRow(cells, number, (cell, at, index) => writeCell(cell, at, types[index])),
	};

	function writeRow(
		cells: Row['cells'],
		number: number,
		write: (cell: Cell, at: string, index: number) => string,
	): string {
		let xml = `<row r="${number}">`;
		for (let index = 0; index < cells.length; index++) {
			const cell = cells[index];
			if (cell !== undefined && cell !== null && cell !== '')
				xml += write(cell, nameOf(index) + number, index);
		}
		return `${xml}</row>`;
	}
}

function writeCell(cell: Cell, at: string, type: ColumnType | undefined): string {
	const text = String(cell);
	const typed = type === undefined || type === 'text' ? undefined : typedCell(cell, text, at, type);
	return typed ?? textCell(text, at, STYLE.text);
}

/** A cell of a typed column; nothing for a value that is not of the type and stays text. */
function typedCell(cell: Cell, text: string, at: string, type: ColumnType): string | undefined {
	if (type === 'boolean') return booleanCell(text.toLowerCase(), at);
	if (type === 'number') {
		const value = typeof cell === 'number' ? finite(cell) : exactNumber(text);
		return value === undefined ? undefined : valueCell(value, at, STYLE.plain);
	}
	const serial = isoToSerial(text);
	return serial === undefined
		? undefined
		: valueCell(String(serial), at, STYLE[type === 'date' ? 'date' : 'dateTime']);
}

function booleanCell(text: string, at: string): string | undefined {
	if (text !== 'true' && text !== 'false') return undefined;
	return `<c r="${at}" t="b"><v>${text === 'true' ? 1 : 0}</v></c>`;
}

function finite(value: number): string | undefined {
	return Number.isFinite(value) ? String(value) : undefined;
}

function exactNumber(text: string): string | undefined {
	const digits = text.replace(/\D/g, '').length;
	return NUMBER.test(text) && digits <= EXACT_DIGITS ? text : undefined;
}

function valueCell(value: string, at: string, style: number): string {
	return `<c r="${at}" s="${style}"><v>${value}</v></c>`;
}

function textCell(text: string, at: string, style: number): string {
	if (text.length > MAX_CHARACTERS) throw tooLong(text.length, at);
	const space = /^\s|\s$|[\n\t]/.test(text) ? ' xml:space="preserve"' : '';
	return `<c r="${at}" s="${style}" t="inlineStr"><is><t${space}>${escapeText(text)}</t></is></c>`;
}

function tooLong(length: number, at: string): Error {
	const what = `The text for cell ${at} has ${length} characters; an XLSX cell holds ${MAX_CHARACTERS}`;
	return userError(what, 'Write CSV, or leave the column out.', 'TOO_LONG');
}
