import { builtInKind, kindOfCode, PLAIN, type NumberKind } from './numberFormat';
import { readTags } from './xmlTags';

/** How the numbers in cells of a style are meant and shown. */
export interface CellStyle {
	readonly kind: NumberKind;
	/** The format as it is written in the file, or its number where it is one of the built-in ones. */
	readonly format: string | number;
}

/**
 * The styles of cells, by their index.
 * @param xml the styles part of a workbook
 */
export function readStyles(xml: string): CellStyle[] {
	const formats = new Map<number, CellStyle>();
	const styles: CellStyle[] = [];
	let inCellStyles = false;
	for (const { name, closing, attributes } of readTags(xml)) {
		if (name === 'cellXfs') inCellStyles = !closing;
		if (closing) continue;
		const id = Number(attributes.get('numFmtId') ?? 0);
		if (name === 'numFmt') formats.set(id, styleOf(attributes.get('formatCode') ?? ''));
		if (name === 'xf' && inCellStyles) styles.push(formats.get(id) ?? builtInStyle(id));
	}
	return styles;
}

function styleOf(format: string): CellStyle {
	return { kind: format === '' ? PLAIN : kindOfCode(format), format };
}

function builtInStyle(id: number): CellStyle {
	return { kind: builtInKind(id), format: id };
}
