import type { Row } from '../../model';
import type { ParseLimits } from '../format';
import type { IssueLog } from '../issueLog';
import { withoutControlCharacters } from '../text/controlCharacters';
import type { CsvScanner } from './scanner';

const REPLACEMENT = '\uFFFD';

/**
 * Makes the function that looks after the rows of a piece of text: control
 * characters are taken out; undecodable bytes, overlong cells and wrong quotes
 * noted. It looks at cells only where the piece as a whole gives reason to.
 */
export function makeRowNotes(
	scanner: CsvScanner,
	name: string,
	{ cellLength }: Pick<ParseLimits, 'cellLength'>,
	log: IssueLog,
) {
	let broken = false;
	let brokenNoted = false;
	let length = 0;
	return (piece: string, rows: Row[]): void => {
		length += piece.length;
		broken ||= piece.includes(REPLACEMENT);
		if (broken && !brokenNoted) brokenNoted = noteBadEncoding(rows, name, log);
		if (scanner.controlRows.length > 0) removeControls(rows, scanner.controlRows.splice(0), name, log);
		if (length > cellLength) rows.forEach((row) => noteLongCells(row, cellLength, name, log));
		if (rows.length > 0) length = piece.length;
		noteBadQuotes(scanner, name, log);
	};
}

/** Says how many remarks were left out. Called once, after the last row. */
export function noteComments({ comments }: CsvScanner, name: string, log: IssueLog): void {
	const { count, firstLine } = comments;
	if (count === 0) return;
	const were = count === 1 ? '1 remark line was' : `${count} remark lines were`;
	const message = `${were} left out of ${name}; the first is line ${firstLine}.`;
	log.addForFile('COMMENT_LINES', { rowNumber: firstLine, message });
}

/** The bad bytes of a piece may be in a row that ends in a later one. */
function noteBadEncoding(rows: readonly Row[], name: string, log: IssueLog): boolean {
	const row = rows.find(({ cells }) => cells.some((cell) => String(cell).includes(REPLACEMENT)));
	if (row === undefined) return false;
	const message = `Line ${row.rowNumber} of ${name} holds bytes that are not valid in its encoding.`;
	log.addForFile('BAD_ENCODING', { rowNumber: row.rowNumber, message });
	return true;
}

function removeControls(rows: Row[], controlRows: readonly Row[], name: string, log: IssueLog): void {
	const found = new Set(controlRows);
	rows.forEach((row, index) => {
		if (found.has(row)) rows[index] = withoutControls(row, name, log);
	});
}

function withoutControls(row: Row, name: string, log: IssueLog): Row {
	const message = `Control characters were removed from line ${row.rowNumber} of ${name}.`;
	log.add('CONTROL_CHARACTER', { rowNumber: row.rowNumber, message });
	const cells = row.cells.map((cell) => (typeof cell === 'string' ? withoutControlCharacters(cell) : cell));
	return { ...row, cells };
}

function noteLongCells(row: Row, cellLength: number, name: string, log: IssueLog): void {
	const column = row.cells.findIndex((cell) => typeof cell === 'string' && cell.length > cellLength);
	if (column === -1) return;
	const message = `Cell ${column + 1} in line ${row.rowNumber} of ${name} has more than ${cellLength} characters.`;
	log.add('TOO_LONG', { rowNumber: row.rowNumber, message });
}

function noteBadQuotes(scanner: CsvScanner, name: string, log: IssueLog): void {
	for (const rowNumber of scanner.badQuotes.splice(0)) {
		const message = `A quote that opens in line ${rowNumber} of ${name} is not closed or not doubled.`;
		log.add('BAD_QUOTE', { rowNumber, message });
	}
}
