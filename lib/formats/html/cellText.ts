import { decodeReferences } from './entities';

const BLANKS = /[ \t\n\r\f]+/g;
const BLANKS_AT_LINE_ENDS = / *\n */g;

/** The text of a cell as a browser shows it: blanks run together, and lines where it breaks them. */
export class CellText {
	private text = '';

	add(raw: string, literal: boolean): void {
		const text = literal ? raw : decodeReferences(raw.replace(BLANKS, ' '));
		this.text += this.text.endsWith(' ') && text.startsWith(' ') ? text.slice(1) : text;
	}

	/** A line ends here. */
	lineBreak(): void {
		this.text += '\n';
	}

	/** A paragraph begins or ends here: a new line, but not an empty one. */
	blockBreak(): void {
		const soFar = this.text.trimEnd();
		if (soFar !== '' && !this.text.endsWith('\n')) this.text = `${soFar}\n`;
	}

	/** The whole text, without blanks around it. */
	toString(): string {
		return this.text.replace(BLANKS_AT_LINE_ENDS, '\n').trim();
	}
}
