import { userError } from '../../errors';
import { INCOMPLETE, SyntaxFault, type TextCursor } from '../nested/textCursor';

const LT = 0x3c;
const GT = 0x3e;
const AMPERSAND = 0x26;
const SLASH = 0x2f;
const BANG = 0x21;
const QUESTION = 0x3f;
const SPACE = 0x20;
const COMMENT = '<!--';
const SECTION = '<![CDATA[';
const DOCTYPE = /<!DOCTYPE[^[>]*(?:\[[^\]]*\]\s*)?>/iy;
const ENTITY = /<!ENTITY/i;
const NAME = /[\p{L}_:][\p{L}\p{N}_:.·-]*/uy;
const ATTRIBUTE = /\s+([^\s=/>"'<]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const TAG_END = /\s*(\/?)>/y;
const CLOSE = /<\/([^\s<>]+)\s*>/y;
/** A document type that is longer than this has no place in a file of records. */
const LONGEST_DOCTYPE = 64 * 1024;

export type XmlAttribute = readonly [name: string, value: string];

/** What stands next in the text: a start tag, an end tag, or text with (`text`) or without (`data`) references in it. */
export type XmlToken = 'open' | 'close' | 'text' | 'data';

const NO_ATTRIBUTES: readonly XmlAttribute[] = [];

/**
 * Reads XML token by token. Comments and processing instructions are left out. A document type
 * may stand there, but not define entities, so that nothing can grow or be fetched.
 */
export class XmlTokens {
	/** The place of the next token in the cursor's text. The cursor follows with `settle`. */
	at = 0;
	/** Where the last token starts. */
	start = 0;
	/** The name of the last tag as it is written, and its attributes with their references as they are. */
	rawName = '';
	attributes: readonly XmlAttribute[] = NO_ATTRIBUTES;
	selfClosing = false;
	/** The last text. */
	text = '';

	constructor(
		private readonly cursor: TextCursor,
		private readonly fileName: string,
	) {}

	/** Moves the cursor to a place up to which everything is read, and counts the lines up to there. */
	settle(at: number): void {
		this.cursor.moveTo(at);
	}

	append(piece: string): void {
		const settled = this.cursor.at;
		this.cursor.append(piece);
		this.at -= settled;
	}

	/**
	 * Reads the next token.
	 * @throws INCOMPLETE where it is not all there, SyntaxFault where it is none, userError `UNSAFE_XML` for entities
	 */
	next(): XmlToken {
		const { text } = this.cursor;
		for (;;) {
			this.start = this.at;
			const code = text.charCodeAt(this.at);
			if (code !== LT) return this.readText();
			const mark = text.charCodeAt(this.at + 1);
			if (mark === SLASH) return this.readClose();
			if (mark === QUESTION) this.skipTo('?>');
			else if (mark !== BANG) return this.readOpen();
			else if (this.skipDeclaration()) return 'data';
		}
	}

	/**
	 * Takes the content and the end tag of the element whose start tag was read last, where it has no
	 * attributes and its content is text without anything special in it, as most have.
	 */
	takeSimpleText(): string | undefined {
		if (this.selfClosing || this.attributes.length > 0) return undefined;
		const { at, rawName } = this;
		const { text } = this.cursor;
		let end = at;
		for (let code = text.charCodeAt(end); code !== LT; code = text.charCodeAt(++end)) {
			if (code === AMPERSAND || !(code >= SPACE)) return undefined;
		}
		const close = end + 2 + rawName.length;
		const isClosed =
			text.charCodeAt(end + 1) === SLASH &&
			text.charCodeAt(close) === GT &&
			text.startsWith(rawName, end + 2);
		if (!isClosed) return undefined;
		this.at = close + 1;
		return text.slice(at, end);
	}

	private readText(): XmlToken {
		const { text, final } = this.cursor;
		const end = text.indexOf('<', this.at);
		if ((end === -1 && !final) || this.at >= text.length) throw INCOMPLETE;
		this.text = text.slice(this.at, end === -1 ? text.length : end);
		this.at += this.text.length;
		return 'text';
	}

	/** Reads a CDATA section and says so; steps over a comment or a document type. */
	private skipDeclaration(): boolean {
		const { text } = this.cursor;
		if (text.length - this.at < SECTION.length) throw INCOMPLETE;
		if (text.startsWith(COMMENT, this.at)) return this.skipTo('-->') === undefined;
		if (!text.startsWith(SECTION, this.at)) return this.skipDoctype();
		this.text = this.skipTo(']]>', SECTION.length) ?? '';
		return true;
	}

	private skipTo(end: string, begin?: number): string | undefined {
		const { text } = this.cursor;
		const from = this.at + (begin ?? 2);
		const found = text.indexOf(end, from);
		if (found === -1) throw INCOMPLETE;
		this.at = found + end.length;
		return begin === undefined ? '' : text.slice(from, found);
	}

	private skipDoctype(): boolean {
		const { text, final } = this.cursor;
		DOCTYPE.lastIndex = this.at;
		const doctype = DOCTYPE.exec(text)?.[0];
		const known = doctype ?? text.slice(this.at, this.at + LONGEST_DOCTYPE);
		if (ENTITY.test(known)) throw this.unsafe();
		if (doctype === undefined) {
			if (!final && known.length < LONGEST_DOCTYPE && /^<!D/i.test(known)) throw INCOMPLETE;
			throw new SyntaxFault('<! starts neither a comment nor a section of text');
		}
		this.at += doctype.length;
		return false;
	}

	private readClose(): XmlToken {
		CLOSE.lastIndex = this.at;
		const found = CLOSE.exec(this.cursor.text);
		if (!found) throw this.badTag();
		this.rawName = found[1] ?? '';
		this.at += found[0].length;
		return 'close';
	}

	private readOpen(): XmlToken {
		const { text } = this.cursor;
		const from = this.at + 1;
		const end = this.endOfName(from);
		if (text.charCodeAt(end) === GT) {
			this.attributes = NO_ATTRIBUTES;
			this.selfClosing = false;
			this.at = end + 1;
		} else this.readAttributes(end);
		this.rawName = text.slice(from, end);
		return 'open';
	}

	/** Where the name that starts here ends. Nearly all are letters of ASCII. */
	private endOfName(from: number): number {
		const { text } = this.cursor;
		let end = from;
		while (isAsciiLetter(text.charCodeAt(end))) end++;
		if (end > from && text.charCodeAt(end) === GT) return end;
		NAME.lastIndex = from;
		const name = NAME.exec(text)?.[0];
		if (name === undefined) throw this.badTag();
		return from + name.length;
	}

	private readAttributes(from: number): void {
		const { text } = this.cursor;
		const attributes: XmlAttribute[] = [];
		let at = from;
		for (;;) {
			ATTRIBUTE.lastIndex = at;
			const found = text.charCodeAt(at) <= SPACE ? ATTRIBUTE.exec(text) : null;
			if (!found) break;
			attributes.push([found[1] ?? '', found[2] ?? found[3] ?? '']);
			at += found[0].length;
		}
		TAG_END.lastIndex = at;
		const end = TAG_END.exec(text);
		if (!end) throw this.badTag();
		this.attributes = attributes;
		this.selfClosing = end[1] === '/';
		this.at = at + end[0].length;
	}

	/** A tag ends before the next one starts: until then, more of it may come. */
	private badTag(): Error | SyntaxFault {
		const { text, final } = this.cursor;
		const next = text.indexOf('<', this.at + 1);
		const isCut = next === -1 && (!final || !text.includes('>', this.at));
		if (isCut) return INCOMPLETE;
		const end = Math.min(this.at + 30, next === -1 ? text.length : next);
		const tag =
			text
				.slice(this.at, end)
				.split(/[\r\n]/)[0]
				?.trim() ?? '';
		return new SyntaxFault(`${tag} is not a tag as XML writes one`);
	}

	private unsafe(): Error {
		return userError(
			`${this.fileName} defines entities in its document type, which are not read because they can hide other files or grow without end`,
			'Export the file without a document type.',
			'UNSAFE_XML',
		);
	}
}

function isAsciiLetter(code: number): boolean {
	return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
}

/** A name without its namespace prefix. */
export function localName(rawName: string): string {
	return rawName.slice(rawName.indexOf(':') + 1);
}

/** Attributes that are about the file and not about the customer: namespaces, types and places of schemas. */
export function isAboutXml(rawName: string): boolean {
	return /^(?:xmlns|xml|xsi)(?::|$)/.test(rawName);
}
