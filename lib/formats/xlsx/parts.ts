import { escapeText } from './escapeText';

export const WORKBOOK_PATH = 'xl/workbook.xml';
export const WORKBOOK_RELATIONS_PATH = 'xl/_rels/workbook.xml.rels';
export const STYLES_PATH = 'xl/styles.xml';
export const RELATIONS_PATH = '_rels/.rels';
export const CONTENT_TYPES_PATH = '[Content_Types].xml';

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const DOCUMENT = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const COLUMN_WIDTH = 20;

/** The indexes of the cell styles in `STYLES`. */
export const STYLE = { plain: 0, header: 1, text: 2, date: 3, dateTime: 4 } as const;

/** Format 49 is text: Excel leaves what is typed into such a cell alone. */
export const STYLES = `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5"><xf/><xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"/><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="165" applyNumberFormat="1"/></cellXfs></styleSheet>`;

export const RELATIONS = `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${DOCUMENT}/officeDocument" Target="${WORKBOOK_PATH}"/></Relationships>`;

/** The path of a sheet, by its number from 1. */
export function sheetPath(number: number): string {
	return `xl/worksheets/sheet${number}.xml`;
}

/** The part that lists the sheets. */
export function workbook(names: readonly string[]): string {
	const sheets = names.map(
		(name, index) => `<sheet name="${escapeText(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
	);
	return `${XML}<workbook xmlns="${MAIN}" xmlns:r="${DOCUMENT}"><sheets>${sheets.join('')}</sheets></workbook>`;
}

/** The part that says where the sheets and the styles are. */
export function workbookRelations(sheets: number): string {
	const relation = (id: number, type: string, target: string) =>
		`<Relationship Id="rId${id}" Type="${DOCUMENT}/${type}" Target="${target}"/>`;
	const all = numbers(sheets).map((number) => relation(number, 'worksheet', `worksheets/sheet${number}.xml`));
	all.push(relation(sheets + 1, 'styles', 'styles.xml'));
	return `${XML}<Relationships xmlns="${PACKAGE}/relationships">${all.join('')}</Relationships>`;
}

/** The part that says what each part is. */
export function contentTypes(sheets: number): string {
	const override = (path: string, type: string) =>
		`<Override PartName="/${path}" ContentType="${TYPES}.${type}+xml"/>`;
	const all = numbers(sheets).map((number) => override(sheetPath(number), 'worksheet'));
	all.push(override(WORKBOOK_PATH, 'sheet.main'), override(STYLES_PATH, 'styles'));
	return `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${all.join('')}</Types>`;
}

/** What stands before the rows of a sheet: the header stays in sight. */
export function sheetStart(columns: number): string {
	const width =
		columns === 0
			? ''
			: `<cols><col min="1" max="${columns}" width="${COLUMN_WIDTH}" customWidth="1"/></cols>`;
	return `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>${width}<sheetData>`;
}

export const SHEET_END = '</sheetData></worksheet>';

function numbers(count: number): number[] {
	return Array.from({ length: count }, (_, index) => index + 1);
}
