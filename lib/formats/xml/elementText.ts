/** The text of an element, put together of what stands between its comments, sections and elements. */
export class ElementText {
	hasChildren = false;
	/** Texts that are complete, where elements stand between them. */
	private readonly parts: string[] = [];
	private text = '';
	/** Up to here, the text goes to the end of a CDATA section, whose blanks are all meant. */
	private meant = 0;

	/** Text as it is written between tags. */
	addPlain(text: string): void {
		this.text += text;
	}

	/** The text of a CDATA section. */
	addSection(text: string): void {
		const before = this.meant === 0 ? withoutIndentation(this.text, this.text.trimStart()) : this.text;
		this.text = before + text;
		this.meant = this.text.length;
	}

	/** An element stands here. */
	startChild(): void {
		this.hasChildren = true;
		this.endPart();
	}

	/** All of the text. Blanks at its edges are left out where they only indent the next line. */
	end(): string {
		this.endPart();
		if (!this.hasChildren) return this.parts[0] ?? '';
		return this.parts
			.map((part) => part.trim())
			.filter((part) => part !== '')
			.join(' ');
	}

	private endPart(): void {
		const { text, meant } = this;
		const start = meant === 0 ? withoutIndentation(text, text.trimStart()) : text;
		const tail = start.slice(meant);
		const part = start.slice(0, meant) + withoutIndentation(tail, tail.trimEnd());
		if (part !== '') this.parts.push(part);
		this.text = '';
		this.meant = 0;
	}
}

/** The trimmed text, if a line end was among what was trimmed. */
function withoutIndentation(text: string, trimmed: string): string {
	if (trimmed.length === text.length) return text;
	const blanks = text.endsWith(trimmed)
		? text.slice(0, text.length - trimmed.length)
		: text.slice(trimmed.length);
	return blanks.includes('\n') ? trimmed : text;
}
