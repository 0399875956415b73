import { escapeText } from './escapeText';
import { columnName } from './columnName';

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** A note on the label of a column. */
export interface HeaderNote {
	/** From 0. */
	readonly column: number;
	readonly text: string;
}

/** The part with the texts of notes, ECMA-376 part 1, 18.7. */
export function notesPart(notes: readonly HeaderNote[]): string {
	const list = notes.map(
		({ column, text }) =>
			`<comment ref="${columnName(column + 1)}1" authorId="0"><text><r><t xml:space="preserve">${escapeText(text)}</t></r></text></comment>`,
	);
	return `${XML}<comments xmlns="${MAIN}"><authors><author></author></authors><commentList>${list.join('')}</commentList></comments>`;
}

/** The boxes of the notes. Excel shows no note without one; their language, VML, is in ECMA-376 part 4. */
export function notesDrawing(notes: readonly HeaderNote[]): string {
	const shapes = notes.map(
		({ column }, index) =>
			`<v:shape id="_x0000_s${1025 + index}" type="#_x0000_t202" style="position:absolute;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox/><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>${column + 1}, 15, 0, 10, ${column + 4}, 15, 6, 4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>0</x:Row><x:Column>${column}</x:Column></x:ClientData></v:shape>`,
	);
	return `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>${shapes.join('')}</xml>`;
}
