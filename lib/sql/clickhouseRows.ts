import type { Cell } from '../model';
import { CUT_OFF, exceptionIn, withCode } from './clickhouseErrors';
import { readerOf, unescape } from './clickhouseTypes';
import type { QueryResult } from './dialect';

/** Versions old and new know it, it tells names and types, and it prints every number with all its digits. */
export const FORMAT = 'TabSeparatedWithNamesAndTypes';

const LINE_END = 0x0a;

/**
 * Reads an answer, some rows at a time; not more than a piece of the network is kept besides them.
 * @param nameType makes the name of a column's type more exact
 * @throws an error of the server that came in the middle of the rows, or `CUT_OFF` where the answer has no end
 */
export async function* readRows(
	answer: AsyncIterable<Uint8Array>,
	pageRows: number,
	nameType: (type: string) => string,
): AsyncGenerator<QueryResult> {
	let labels: readonly string[] | undefined;
	let table: TableReader | undefined;
	let page: Cell[][] = [];
	let pages = 0;
	for await (const lines of linesOf(answer)) {
		for (const [index, line] of lines.entries()) {
			if (labels === undefined) labels = line.split('\t').map(unescape);
			else if (table === undefined) table = tableReader(labels, line.split('\t').map(unescape).map(nameType));
			else page.push(table.readLine(line, lines, index));
			if (table === undefined || page.length < pageRows) continue;
			pages += 1;
			yield { ...table.columns, rows: page };
			page = [];
		}
	}
	if (table === undefined) throw withCode('the answer has no columns', CUT_OFF);
	if (page.length > 0 || pages === 0) yield { ...table.columns, rows: page };
}

/** Whole lines. No character but the line end holds its byte in UTF-8. */
async function* linesOf(answer: AsyncIterable<Uint8Array>): AsyncGenerator<string[]> {
	let rest: Uint8Array[] = [];
	for await (const piece of answer) {
		const end = piece.lastIndexOf(LINE_END);
		if (end < 0) {
			rest.push(piece);
			continue;
		}
		const text = Buffer.concat([...rest, piece.subarray(0, end)]).toString('utf8');
		rest = end + 1 < piece.length ? [piece.subarray(end + 1)] : [];
		yield text.split('\n');
	}
	if (rest.length === 0) return;
	const text = Buffer.concat(rest).toString('utf8');
	throw exceptionIn(text) ?? withCode('the answer ends within a row', CUT_OFF);
}

interface TableReader {
	readonly columns: Pick<QueryResult, 'labels' | 'types'>;
	/** @param lines what came with it, where an error is told */
	readLine(line: string, lines: readonly string[], index: number): Cell[];
}

function tableReader(labels: readonly string[], types: readonly string[]): TableReader {
	const readers = types.map(readerOf);
	return {
		columns: { labels, types },
		readLine(line, lines, index) {
			const cells = line.split('\t');
			const isRow = cells.length === readers.length;
			// A lone text may begin as an error does.
			if (!isRow || (cells.length === 1 && line.startsWith('Code: '))) refuse(lines.slice(index), isRow);
			return readers.map((read, column) => read(cells[column] ?? ''));
		},
	};
}

/** The status was sent before the error was known, so it stands where a row would. */
function refuse(lines: readonly string[], isRow: boolean): void {
	const start = lines.findIndex((line) => exceptionIn(line) !== undefined);
	const error = start < 0 ? undefined : exceptionIn(lines.slice(start).join('\n'));
	if (error !== undefined) throw error;
	if (!isRow) throw withCode('a row has more or fewer values than the result has columns', CUT_OFF);
}
