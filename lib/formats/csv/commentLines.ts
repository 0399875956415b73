import { bestReading, sampleRows, tableWidth, type TextSample } from './delimiter';
import { CsvScanner } from './scanner';

const HASH = '#';
const FIRST_LINE = /^\s*#/;

/**
 * `#` where the file starts with remarks: lines that start with it, of which none has as many cells as the
 * table below. Labels such as `#,name` and numbers such as `#1001` are no remarks.
 */
export function detectComment(sample: TextSample): string | undefined {
	if (!FIRST_LINE.test(sample.text)) return undefined;
	const quote = '"';
	const { delimiter, columns } = bestReading(sample, { delimiter: undefined, quote, comment: HASH });
	const rows = sampleRows(new CsvScanner({ delimiter, quote }), sample);
	const remarks = rows.filter(({ cells }) => String(cells[0]).startsWith(HASH));
	const others = rows.slice(rows.findIndex(({ cells }) => !String(cells[0]).startsWith(HASH)));
	const doubtful = remarks.some(({ cells }) => cells.length === columns);
	return doubtful || others[0]?.cells.length !== tableWidth(others) ? undefined : HASH;
}
