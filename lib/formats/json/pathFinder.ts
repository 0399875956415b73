import { SyntaxFault, type TextCursor } from '../nested/textCursor';
import {
	CLOSE_LIST,
	CLOSE_OBJECT,
	COLON,
	COMMA,
	decodeString,
	OPEN_LIST,
	OPEN_OBJECT,
	QUOTE,
	endString,
} from './values';

/** The names and numbers that lead from the whole file to a value in it. */
export type JsonPath = ReadonlyArray<string | number>;

/** A list that could be the table. */
export interface ListFound {
	readonly path: JsonPath;
	/** How many values its records hold, all together. */
	fields: number;
	/** Its records are lists themselves. */
	readonly lists: boolean;
}

/** Lists of one document that are looked at; a table is not among so many. */
const MOST_LISTS = 1000;
const WORD_END = /[,:\]}[{"\s]/g;

/**
 * Follows the names in a document without reading its values: finds the value under
 * a path, or all lists that could be a table. Those are lists of objects or lists that
 * are not themselves inside a list: what is in there belongs to a record.
 */
export class PathFinder {
	/** The lists met so far. */
	readonly found: ListFound[] = [];
	/** `find` has come to what it looks for. */
	isThere = false;
	/** Documents that have ended. */
	documents = 0;

	/** The open lists and objects: the number or name of the value that is being read in each. */
	private readonly path: Array<string | number> = [];
	private readonly kinds: number[] = [];
	private list: ListFound | undefined;
	private listDepth = 0;
	private expects: 'value' | 'name' | 'nothing' = 'value';

	constructor(
		private readonly cursor: TextCursor,
		private readonly depth: number,
		/** What is looked for; without it, every list is noted. */
		private readonly wanted?: JsonPath,
	) {}

	/** Whether no list and no object is open. */
	get isOutside(): boolean {
		return this.kinds.length === 0;
	}

	/**
	 * Goes on to the value that is looked for, and stays in front of it; without one, to the start of a second document.
	 * @throws INCOMPLETE at the end of the text, SyntaxFault where the brackets do not match
	 */
	find(): void {
		for (this.isThere = false; ;) {
			const code = this.cursor.skipSpace();
			this.isThere = this.expects === 'value' && code !== CLOSE_LIST && this.isFound();
			if (this.isThere) return;
			this.readToken(code);
		}
	}

	/** Whether the value here is the one that is looked for. Notes that it is none to come back to. */
	private isFound(): boolean {
		if (this.isOutside && this.documents > 0 && !this.wanted) return true;
		if (this.wanted === undefined || !samePath(this.path, this.wanted)) return false;
		this.expects = 'nothing';
		return true;
	}

	private readToken(code: number): void {
		if (code === OPEN_OBJECT || code === OPEN_LIST) this.open(code);
		else if (code === CLOSE_OBJECT || code === CLOSE_LIST) this.close(code);
		else if (code === COMMA) this.nextValue();
		else if (code === COLON) this.expects = 'value';
		else if (code === QUOTE) this.readString();
		else this.skipWord();
		if (code === COLON || code === COMMA) this.cursor.at++;
	}

	private open(code: number): void {
		const { kinds, cursor } = this;
		if (kinds.length >= this.depth)
			throw new SyntaxFault(`there are more than ${this.depth} objects and lists inside each other`);
		if (this.list && kinds.length === this.listDepth + 1) this.list.fields++;
		else if (!this.wanted && !this.list && code === OPEN_LIST) this.noteList();
		kinds.push(code);
		this.path.push(0);
		this.expects = code === OPEN_LIST ? 'value' : 'name';
		cursor.at++;
	}

	/** A list is one that could be the table when its first value is an object or a list. */
	private noteList(): void {
		const first = firstOfList(this.cursor);
		this.list = { path: this.path.slice(), fields: 0, lists: first === OPEN_LIST };
		this.listDepth = this.kinds.length;
		const isTable = first === OPEN_LIST || first === OPEN_OBJECT;
		if (isTable && this.found.length < MOST_LISTS) this.found.push(this.list);
	}

	private close(code: number): void {
		const { kinds } = this;
		const open = kinds.pop();
		if ((open === OPEN_LIST) !== (code === CLOSE_LIST) || open === undefined)
			throw new SyntaxFault('the brackets do not match');
		this.path.pop();
		if (this.list && kinds.length === this.listDepth) this.list = undefined;
		this.endValue();
		this.cursor.at++;
	}

	private endValue(): void {
		if (this.isOutside) this.documents++;
		this.expects = this.isOutside ? 'value' : 'nothing';
	}

	private nextValue(): void {
		const { path, kinds } = this;
		const inList = kinds.at(-1) === OPEN_LIST;
		const last = path.length - 1;
		if (inList) path[last] = Number(path[last]) + 1;
		this.expects = inList || this.isOutside ? 'value' : 'name';
		if (this.list && kinds.length === this.listDepth + 2) this.list.fields++;
	}

	private readString(): void {
		const from = this.cursor.at;
		const end = endString(this.cursor);
		if (this.expects !== 'name') return this.endValue();
		this.expects = 'nothing';
		if (this.namesMatter()) this.path[this.path.length - 1] = this.decode(from, end);
	}

	/** Inside a list that is noted, and deeper than what is wanted, names lead nowhere. */
	private namesMatter(): boolean {
		return this.wanted ? this.path.length <= this.wanted.length : this.list === undefined;
	}

	private decode(from: number, end: number): string {
		const literal = this.cursor.text.slice(from, end + 1);
		return decodeString(literal) ?? literal;
	}

	/** A number, `true` and the like; what it is, is no matter here. */
	private skipWord(): void {
		const { cursor } = this;
		WORD_END.lastIndex = cursor.at + 1;
		cursor.at = WORD_END.exec(cursor.text)?.index ?? cursor.text.length;
		this.endValue();
	}
}

/** The first character of the list here. */
export function firstOfList(cursor: TextCursor): number {
	const mark = cursor.mark();
	try {
		cursor.at++;
		return cursor.skipSpace();
	} finally {
		cursor.reset(mark);
	}
}

function samePath(one: JsonPath, other: JsonPath): boolean {
	return one.length === other.length && one.every((part, at) => String(part) === String(other[at]));
}
