import { attributeOf } from '../markup/attributes';
import type { MarkupTaker } from '../markup/markupScanner';

/** A sheet of an OpenDocument file. */
export interface OdsSheet {
	readonly name: string;
	readonly hidden: boolean;
}

/** Finds the sheets of an OpenDocument spreadsheet, before its rows are read. */
export class OdsContents implements MarkupTaker {
	readonly sheets: OdsSheet[] = [];

	private style = '';
	private readonly hiddenStyles = new Set<string>();
	/** Tables inside each other: only the outer ones are sheets. */
	private depth = 0;

	open(name: string, attributes: string, empty: boolean): void {
		if (name === 'style:style') this.style = attributeOf(attributes, 'style:name') ?? '';
		else if (name === 'style:table-properties') this.takeProperties(attributes);
		else if (name === 'table:table') this.takeTable(attributes, empty);
	}

	close(name: string): void {
		if (name === 'table:table') this.depth--;
	}

	text(): void {}

	private takeProperties(attributes: string): void {
		if (attributeOf(attributes, 'table:display') === 'false') this.hiddenStyles.add(this.style);
	}

	private takeTable(attributes: string, empty: boolean): void {
		if (this.depth === 0) {
			const hidden = this.hiddenStyles.has(attributeOf(attributes, 'table:style-name') ?? '');
			this.sheets.push({ name: attributeOf(attributes, 'table:name') ?? '', hidden });
		}
		if (!empty) this.depth++;
	}
}
