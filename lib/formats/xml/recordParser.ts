import { flatCopy } from '../labels';
import type { ColumnNode } from '../nested/columnTree';
import type { RecordCollector } from '../nested/recordCollector';
import { SyntaxFault } from '../nested/textCursor';
import { decodeEntities } from '../xlsx/xmlTags';
import { ElementText } from './elementText';
import { isAboutXml, localName, type XmlAttribute, type XmlTokens } from './tokens';

/** Elements of one name inside another that become columns: `phone.number`, `phone.2.number` … More are reported and left out. */
const LISTED_GROUPS = 100;
const BETWEEN_VALUES = '; ';
/** Calls nest as deep as the elements do. */
const MOST_DEPTH = 1000;
const NIL = /^(?:[^:]+:)?nil$/;

/**
 * Reads an element as a record, straight into cells: attributes, and the text of elements inside it
 * under the names that lead there. Elements of one name that hold text only are put together in one cell.
 */
export class XmlRecordParser {
	private readonly depth: number;

	constructor(
		private readonly tokens: XmlTokens,
		private readonly collector: RecordCollector,
		depth: number,
	) {
		this.depth = Math.min(depth, MOST_DEPTH);
	}

	/**
	 * Reads the record whose start tag was read last, up to behind its end tag.
	 * @throws INCOMPLETE where it is not all there, SyntaxFault where it is not well-formed
	 */
	readRecord(): void {
		this.readElement(this.collector.columns.root, 1, 1);
	}

	/**
	 * Reads the element whose start tag was read last.
	 * @param node what is known under its name; nothing where it is left out
	 * @param number which one of its name it is, in the element around it
	 */
	private readElement(node: ColumnNode | undefined, number: number, depth: number): void {
		const { rawName, attributes, selfClosing } = this.tokens;
		if (depth > this.depth)
			throw new SyntaxFault(`there are more than ${this.depth} elements inside each other`);
		if (attributes.length > 0) this.putAttributes(this.insideOf(node, number), attributes);
		const content = new ElementText();
		if (!selfClosing) this.readContent(rawName, content, node, number, depth + 1);
		const text = content.end();
		if (text === '' && content.hasChildren) return;
		const own = node === this.collector.columns.root ? this.recordText(rawName, text) : node;
		if (own) this.join(own, text === '' && attributes.some(isNil) ? null : text);
	}

	/** The node for the text that a record has besides its elements: called like the record. None without such text. */
	private recordText(rawName: string, text: string): ColumnNode | undefined {
		const { columns } = this.collector;
		const name = localName(rawName);
		const key = `#${name}`;
		return text === '' ? columns.root.children.get(key) : columns.child(columns.root, key, name);
	}

	/** Where the attributes and elements of an element go. The second one of a name is numbered, and so on. */
	private insideOf(node: ColumnNode | undefined, number: number): ColumnNode | undefined {
		if (node === undefined || number === 1) return node;
		return number > LISTED_GROUPS ? undefined : this.collector.columns.child(node, String(number));
	}

	/** Reads text and elements up to the end tag of this name. */
	private readContent(
		rawName: string,
		content: ElementText,
		node: ColumnNode | undefined,
		number: number,
		depth: number,
	): void {
		const { tokens } = this;
		const group = ++this.collector.columns.groups;
		let before: ColumnNode | undefined;
		for (let token = tokens.next(); token !== 'close'; token = tokens.next()) {
			if (token === 'text') content.addPlain(this.decode(tokens.text));
			if (token === 'data') content.addSection(this.collector.clean(withLineFeeds(tokens.text)));
			if (token !== 'open') continue;
			content.startChild();
			const child = this.childOf(this.insideOf(node, number), before);
			this.readChild(child, group, depth);
			before = child;
		}
		if (tokens.rawName !== rawName)
			throw new SyntaxFault(`</${tokens.rawName}> stands where <${rawName}> is to be closed`);
	}

	private readChild(node: ColumnNode | undefined, group: number, depth: number): void {
		if (node === undefined) return this.readElement(undefined, 1, depth);
		node.met = node.metIn === group ? node.met + 1 : 1;
		node.metIn = group;
		if (node.met === LISTED_GROUPS + 1) this.noteGroups(node);
		const text = this.tokens.takeSimpleText();
		if (text === undefined) this.readElement(node, node.met, depth);
		else if (node.met === 1) this.collector.put(node, text);
		else this.join(node, text);
	}

	/** The node of the element whose start tag was read last. The one that followed last time is tried first. */
	private childOf(parent: ColumnNode | undefined, before: ColumnNode | undefined): ColumnNode | undefined {
		if (parent === undefined) return undefined;
		const { rawName } = this.tokens;
		const guess = before === undefined ? parent.first : before.next;
		if (guess?.token === rawName) return guess;
		const child = this.collector.columns.child(parent, localName(rawName));
		child.token = flatCopy(rawName);
		if (before === undefined) parent.first = child;
		else before.next = child;
		return child;
	}

	private putAttributes(node: ColumnNode | undefined, attributes: readonly XmlAttribute[]): void {
		if (node === undefined) return;
		for (const [rawName, value] of attributes) {
			if (isAboutXml(rawName)) continue;
			const name = localName(rawName);
			this.collector.put(this.collector.columns.child(node, `@${name}`, name), this.decode(value));
		}
	}

	/** Puts the text of an element into its cell, behind that of others with its name. */
	private join(node: ColumnNode, text: string | null): void {
		const before = this.collector.valueOf(node);
		if (before === undefined || before === null || before === '')
			this.collector.replace(node, text ?? before ?? text);
		else if (text) this.collector.replace(node, `${before}${BETWEEN_VALUES}${text}`);
	}

	/** What a text says: its references replaced, and control characters taken out, which a reference can be too. */
	private decode(raw: string): string {
		const text = withLineFeeds(raw);
		return this.collector.clean(text.includes('&') ? decodeEntities(text) : text);
	}

	private noteGroups({ label }: ColumnNode): void {
		const message = `${label} is there more than ${LISTED_GROUPS} times in ${this.collector.place()}; what is inside the first ${LISTED_GROUPS} is read.`;
		this.collector.noteLeftOut(label, message);
	}
}

function isNil([name, value]: XmlAttribute): boolean {
	return NIL.test(name) && /^(?:true|1)$/.test(value.trim());
}

/** XML reads each line end as a line feed. */
function withLineFeeds(text: string): string {
	return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}
