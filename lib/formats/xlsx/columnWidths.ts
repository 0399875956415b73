import type { Cell, Row } from '../../model';

/** In characters, as Excel counts widths. */
const NARROWEST = 8;
const WIDEST = 60;
/** Room for the margins of a cell, and for the filter's button in the header. */
const MARGIN = 2;
const BUTTON = 3;
/** Letters that take the room of two: Chinese, Japanese, Korean, full-width forms, emoji. */
const WIDE =
	/[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|\p{Extended_Pictographic}/gu;

/**
 * Widths that fit the labels and the given rows.
 * @param rows the first ones; later ones may be wider
 */
export function columnWidths(labels: readonly string[], rows: readonly Row[]): number[] {
	return labels.map((label, column) => {
		let widest = textWidth(label) + BUTTON;
		for (const { cells } of rows) widest = Math.max(widest, cellWidth(cells[column]));
		return Math.min(WIDEST, Math.max(NARROWEST, widest + MARGIN));
	});
}

function cellWidth(cell: Cell | undefined): number {
	return cell === undefined || cell === null ? 0 : textWidth(String(cell));
}

/** The width of the longest line. */
function textWidth(text: string): number {
	const start = text.slice(0, WIDEST * 4);
	return Math.max(...start.split(/\r\n|\r|\n/).map((line) => line.length + (line.match(WIDE)?.length ?? 0)));
}
