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
const VML = 'application/vnd.openxmlformats-officedocument.vmlDrawing';

/** A sheet that was written, as the parts that describe the workbook name it. */
export interface WrittenSheet {
	readonly name: string;
	readonly hidden: boolean;
	/** The cells that have filter buttons, such as `$A$1:$C$20`. */
	readonly filter?: string;
	readonly notes: boolean;
}

export const RELATIONS = relations([relation('rId1', 'officeDocument', WORKBOOK_PATH)]);

/** The path of a sheet, by its number from 1. */
export const sheetPath = (number: number) => `xl/worksheets/sheet${number}.xml`;
export const sheetRelationsPath = (number: number) => `xl/worksheets/_rels/sheet${number}.xml.rels`;
/** The path of the notes of a sheet, and of how they are drawn. */
export const notesPath = (number: number) => `xl/comments${number}.xml`;
export const drawingPath = (number: number) => `xl/drawings/vmlDrawing${number}.vml`;
/** The relation of a sheet to the drawing of its notes. */
export const DRAWING_RELATION = 'rId1';

/** The part that lists the sheets. */
export function workbook(sheets: readonly WrittenSheet[]): string {
	const list = sheets.map(({ name, hidden }, index) => {
		const state = hidden ? ' state="hidden"' : '';
		return `<sheet name="${escapeText(name)}" sheetId="${index + 1}"${state} r:id="rId${index + 1}"/>`;
	});
	return `${XML}<workbook xmlns="${MAIN}" xmlns:r="${DOCUMENT}"><bookViews><workbookView/></bookViews><sheets>${list.join('')}</sheets>${filterNames(sheets)}</workbook>`;
}

/** Excel keeps the area of a filter also as a hidden name. */
function filterNames(sheets: readonly WrittenSheet[]): string {
	const names = sheets.flatMap(({ name, filter }, index) =>
		filter === undefined
			? []
			: `<definedName name="_xlnm._FilterDatabase" localSheetId="${index}" hidden="1">${escapeText(quoted(name))}!${filter}</definedName>`,
	);
	return names.length === 0 ? '' : `<definedNames>${names.join('')}</definedNames>`;
}

/** The name of a sheet as it stands in a formula. */
export function quoted(name: string): string {
	return `'${name.replaceAll("'", "''")}'`;
}

/** The part that says where the sheets and the styles are. */
export function workbookRelations(sheets: number): string {
	const all = Array.from({ length: sheets }, (_, index) =>
		relation(`rId${index + 1}`, 'worksheet', `worksheets/sheet${index + 1}.xml`),
	);
	return relations([...all, relation(`rId${sheets + 1}`, 'styles', 'styles.xml')]);
}

/** The part that says where the notes of a sheet are. */
export function sheetRelations(number: number): string {
	return relations([
		relation(DRAWING_RELATION, 'vmlDrawing', `../drawings/vmlDrawing${number}.vml`),
		relation('rId2', 'comments', `../comments${number}.xml`),
	]);
}

/** The part that says what each part is. */
export function contentTypes(sheets: readonly WrittenSheet[]): string {
	const all = sheets.flatMap(({ notes }, index) => [
		override(sheetPath(index + 1), 'worksheet'),
		...(notes ? [override(notesPath(index + 1), 'comments')] : []),
	]);
	all.push(override(WORKBOOK_PATH, 'sheet.main'), override(STYLES_PATH, 'styles'));
	const kinds = [
		kind('rels', 'application/vnd.openxmlformats-package.relationships+xml'),
		kind('xml', 'application/xml'),
		...(sheets.some(({ notes }) => notes) ? [kind('vml', VML)] : []),
	];
	return `${XML}<Types xmlns="${PACKAGE}/content-types">${kinds.join('')}${all.join('')}</Types>`;
}

function kind(extension: string, type: string): string {
	return `<Default Extension="${extension}" ContentType="${type}"/>`;
}

function override(path: string, type: string): string {
	return `<Override PartName="/${path}" ContentType="${TYPES}.${type}+xml"/>`;
}

function relation(id: string, type: string, target: string): string {
	return `<Relationship Id="${id}" Type="${DOCUMENT}/${type}" Target="${target}"/>`;
}

function relations(all: readonly string[]): string {
	return `${XML}<Relationships xmlns="${PACKAGE}/relationships">${all.join('')}</Relationships>`;
}
