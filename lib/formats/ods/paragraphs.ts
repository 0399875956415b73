import { countOf } from '../markup/attributes';
import { decodeEntities } from '../xlsx/xmlTags';

const BLANKS = /[ \t\r\n]+/g;
/** What a run of blanks may be at most; longer ones are meant to fill the memory. */
const MOST_BLANKS = 10_000;

/**
 * The text of a cell as a person sees it: its paragraphs are lines. Blanks run together, those that are
 * meant are written as elements, OpenDocument 1.3 part 3, 6.1.2.
 */
export class Paragraphs {
	private text = '';
	private count = 0;
	private depth = 0;

	open(name: string, attributes: string, empty: boolean): void {
		if (name === 'text:p') this.beginParagraph(empty);
		else if (name === 'text:s')
			this.text += ' '.repeat(Math.min(countOf(attributes, 'text:c', 1), MOST_BLANKS));
		else if (name === 'text:tab') this.text += '\t';
		else if (name === 'text:line-break') this.text += '\n';
	}

	close(name: string): void {
		if (name === 'text:p') this.depth--;
	}

	add(raw: string, literal: boolean): void {
		if (this.depth > 0) this.text += (literal ? raw : decodeEntities(raw)).replace(BLANKS, ' ');
	}

	/** The text of the cell; the next one begins. */
	end(): string {
		const { text } = this;
		this.text = '';
		this.count = 0;
		this.depth = 0;
		return text;
	}

	private beginParagraph(empty: boolean): void {
		if (this.count++ > 0) this.text += '\n';
		if (!empty) this.depth++;
	}
}
