import { escapeText } from './escapeText';
import { columnName } from './columnName';

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const DOCUMENT = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
/** Rows that a rule reaches at least. Not the whole sheet, because some libraries make a cell of every row it names. */
const RULE_ROWS = 5_000;

/** Cells of a column that may hold only certain texts. */
export interface ListRule {
	/** From 0. */
	readonly column: number;
	/** Where the texts are, such as `Choices!$A$1:$A$3`. */
	readonly source: string;
}

/** What stands around the rows of a sheet. */
export interface SheetLook {
	readonly widths: readonly number[];
	/** Whether the first row stays in sight. */
	readonly frozen: boolean;
	readonly filter: boolean;
	readonly rules: readonly ListRule[];
	/** The id of the relation to the drawing of its notes. */
	readonly drawing?: string;
}

/** What stands before the rows. */
export function sheetStart({ widths, frozen }: SheetLook): string {
	const pane = frozen
		? '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/>'
		: '';
	const columns = widths.map(
		(width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
	);
	const cols = columns.length === 0 ? '' : `<cols>${columns.join('')}</cols>`;
	return `${XML}<worksheet xmlns="${MAIN}" xmlns:r="${DOCUMENT}"><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews>${cols}<sheetData>`;
}

/** What stands behind the rows, in the order of ECMA-376 part 1, 18.3.1.99. */
export function sheetEnd({ widths, filter, rules, drawing }: SheetLook, rows: number): string {
	const area = cellArea(widths.length, rows);
	const parts = ['</sheetData>'];
	if (filter && area) parts.push(`<autoFilter ref="${area}"/>`);
	if (rules.length > 0)
		parts.push(
			`<dataValidations count="${rules.length}">${rules.map((rule) => listRule(rule, rows)).join('')}</dataValidations>`,
		);
	// No green corner on phones and ids, which are text with good reason.
	if (area)
		parts.push(`<ignoredErrors><ignoredError sqref="${area}" numberStoredAsText="1"/></ignoredErrors>`);
	if (drawing) parts.push(`<legacyDrawing r:id="${drawing}"/>`);
	return `${parts.join('')}</worksheet>`;
}

/** The cells from the first one on, such as `A1:C20`; nothing where there are none. */
export function cellArea(columns: number, rows: number, mark = ''): string {
	if (columns === 0 || rows === 0) return '';
	return `${mark}A${mark}1:${mark}${columnName(columns)}${mark}${rows}`;
}

function listRule({ column, source }: ListRule, rows: number): string {
	const name = columnName(column + 1);
	return `<dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="${name}2:${name}${Math.max(rows, RULE_ROWS)}"><formula1>${escapeText(source)}</formula1></dataValidation>`;
}
