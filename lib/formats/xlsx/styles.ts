import { builtInKind, kindOfCode, type NumberKind } from './numberFormat';
import { readTags } from './xmlTags';

/**
 * What the numbers in cells of each style mean, by the style's index.
 * @param xml the styles part of a workbook
 */
export function readStyles(xml: string): NumberKind[] {
	const codes = new Map<number, NumberKind>();
	const styles: NumberKind[] = [];
	let inCellStyles = false;
	for (const { name, closing, attributes } of readTags(xml)) {
		if (name === 'cellXfs') inCellStyles = !closing;
		if (closing) continue;
		const id = Number(attributes.get('numFmtId') ?? 0);
		if (name === 'numFmt') codes.set(id, kindOfCode(attributes.get('formatCode') ?? ''));
		if (name === 'xf' && inCellStyles) styles.push(codes.get(id) ?? builtInKind(id));
	}
	return styles;
}
