import type { Cell, Row } from '../../model';
import type { WritableTable, WriteOptions } from '../format';
import { guardFormula } from './formulaGuard';

const PIECE_CHARACTERS = 64 * 1024;
const BYTE_ORDER_MARK = '\uFEFF';

/** Writes UTF-8 text by RFC 4180: CRLF, quotes only where they are needed, doubled inside. */
export async function* writeCsv(table: WritableTable, options: WriteOptions): AsyncGenerator<Uint8Array> {
	const writeRow = makeRowWriter(options);
	const width = table.labels.length;
	let text = (options.bom ? BYTE_ORDER_MARK : '') + writeRow(table.labels, width);
	for await (const batch of table.batches) {
		options.signal?.throwIfAborted();
		for (const row of batch) {
			text += writeRow(row.cells, width);
			if (text.length < PIECE_CHARACTERS) continue;
			yield Buffer.from(text);
			text = '';
		}
	}
	if (text !== '') yield Buffer.from(text);
}

type RowWriter = (cells: Row['cells'], width: number) => string;

function makeRowWriter(options: WriteOptions): RowWriter {
	const { delimiter = ',', lineEnd = '\r\n', formulaGuard = true } = options;
	// What must be quoted: the structure characters, and blanks at the edges, which readers trim.
	const special = new RegExp(`["\\r\\n${escapeClass(delimiter)}]|^[\\s\\uFEFF]|[\\s]$`);
	const writeCell = (cell: Cell | undefined): string => {
		if (cell === undefined || cell === null || cell === '') return '';
		if (typeof cell !== 'string') return String(cell);
		const text = formulaGuard ? guardFormula(cell) : cell;
		return special.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
	};
	return (cells, width) => {
		let line = writeCell(cells[0]);
		for (let at = 1; at < Math.max(width, cells.length); at++) line += delimiter + writeCell(cells[at]);
		// An empty line would not be a record.
		return (line === '' ? '""' : line) + lineEnd;
	};
}

function escapeClass(character: string): string {
	return character.replace(/[\\\]^-]/g, '\\$&');
}
