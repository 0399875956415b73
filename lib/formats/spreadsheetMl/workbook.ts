import { attributeOf, localName } from '../markup/attributes';
import type { MarkupTaker } from '../markup/markupScanner';
import type { CellStyle } from '../xlsx/styles';
import { styleOfFormat } from './formats';

/** A sheet of a workbook in XML. */
export interface SheetEntry {
	readonly name: string;
	hidden: boolean;
}

/** Finds the sheets and the styles of a workbook, before its rows are read. */
export class WorkbookEntries implements MarkupTaker {
	readonly sheets: SheetEntry[] = [];
	readonly styles = new Map<string, CellStyle>();
	date1904 = false;

	private style: string | undefined;
	private inVisible = false;

	open(tagName: string, attributes: string): void {
		const name = localName(tagName);
		if (name === 'Worksheet')
			this.sheets.push({ name: attributeOf(attributes, 'Name') ?? '', hidden: false });
		else if (name === 'Style') this.style = attributeOf(attributes, 'ID');
		else if (name === 'NumberFormat') this.takeFormat(attributeOf(attributes, 'Format'));
		else if (name === 'Date1904') this.date1904 = true;
		else if (name === 'Visible') this.inVisible = true;
	}

	close(tagName: string): void {
		const name = localName(tagName);
		if (name === 'Style') this.style = undefined;
		else if (name === 'Visible') this.inVisible = false;
	}

	text(text: string): void {
		const sheet = this.sheets.at(-1);
		if (this.inVisible && sheet && /hidden/i.test(text)) sheet.hidden = true;
	}

	private takeFormat(format: string | undefined): void {
		if (this.style !== undefined && format !== undefined) this.styles.set(this.style, styleOfFormat(format));
	}
}
