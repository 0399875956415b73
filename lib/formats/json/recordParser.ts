import type { Cell } from '../../model';
import { flatCopy } from '../labels';
import type { ColumnNode } from '../nested/columnTree';
import type { RecordCollector } from '../nested/recordCollector';
import { SyntaxFault, type TextCursor } from '../nested/textCursor';
import { skipBalanced } from './balance';
import {
	CLOSE_LIST,
	CLOSE_OBJECT,
	COLON,
	COMMA,
	decodeString,
	endString,
	numberOrText,
	OPEN_LIST,
	OPEN_OBJECT,
	QUOTE,
	readNumberText,
	readWord,
	startsNumber,
	unexpected,
} from './values';

/** Groups of a list that become columns: `phones.0.number` … More of them are reported and left out. */
const LISTED_GROUPS = 100;
/** What stands between the values of a list in one cell. */
const BETWEEN_VALUES = '; ';
/** The label of a record that is a value without a name. */
const VALUE = 'value';
/** Stands for any value while only names are read. */
const SKIMMED = '…';
const LAST_COMMA = 'there is a comma without a value behind it';
/** Calls nest as deep as the values do. */
const MOST_DEPTH = 1000;

/**
 * Reads a record of JSON by RFC 8259 straight into cells, without objects in between: each value
 * is a cell under the names that lead to it. Values of a list are put together in
 * one cell, objects in a list are numbered from 0.
 */
export class JsonRecordParser {
	private readonly depth: number;

	constructor(
		private readonly cursor: TextCursor,
		private readonly collector: RecordCollector,
		depth: number,
		/** Reads the names of values only. */
		private readonly skims: boolean,
	) {
		this.depth = Math.min(depth, MOST_DEPTH);
	}

	/**
	 * Reads the record here.
	 * @throws INCOMPLETE where its text is not all there, SyntaxFault where it is not JSON
	 */
	readRecord(): void {
		const { columns } = this.collector;
		const code = this.cursor.skipSpace();
		if (code === OPEN_OBJECT) this.readObject(columns.root, 1);
		else this.readValue(columns.child(columns.root, VALUE), code, 1);
	}

	/** Reads the record here as a list of cells; what is nested in it stays as its text. */
	readList(): void {
		const { cursor, collector } = this;
		if (cursor.skipSpace() !== OPEN_LIST) {
			collector.add(this.readCell(cursor.skipSpace()));
			return;
		}
		this.eachOfList((code) => collector.add(this.readCell(code)));
	}

	private readCell(code: number): Cell {
		if (code !== OPEN_LIST && code !== OPEN_OBJECT) return this.readScalar(code);
		const from = this.cursor.at;
		skipBalanced(this.cursor);
		return this.cursor.text.slice(from, this.cursor.at);
	}

	private readObject(node: ColumnNode, depth: number): void {
		const { cursor } = this;
		this.checkDepth(depth);
		cursor.at++;
		if (cursor.skipSpace() === CLOSE_OBJECT) {
			cursor.at++;
			return;
		}
		let child: ColumnNode | undefined;
		do {
			child = this.readKey(node, child);
			const code = cursor.skipSpace();
			if (code === OPEN_OBJECT) this.readObject(child, depth + 1);
			else this.readValue(child, code, depth);
		} while (this.hasMore(CLOSE_OBJECT, 'a comma or }'));
	}

	/** Reads a key and its colon. The key that followed last time is tried first: most records are alike. */
	private readKey(parent: ColumnNode, before: ColumnNode | undefined): ColumnNode {
		const { cursor } = this;
		const code = cursor.skipSpace();
		const guess = before === undefined ? parent.first : before.next;
		if (guess !== undefined && cursor.text.startsWith(guess.token, cursor.at)) {
			cursor.at += guess.token.length;
			return guess;
		}
		if (code !== QUOTE) throw this.notAKey(code);
		const from = cursor.at;
		const child = this.collector.columns.child(parent, this.readName());
		if (cursor.skipSpace() !== COLON) throw unexpected(cursor, 'a colon');
		cursor.at++;
		child.token = flatCopy(cursor.text.slice(from, cursor.at));
		if (before === undefined) parent.first = child;
		else before.next = child;
		return child;
	}

	private notAKey(code: number): Error | SyntaxFault {
		if (code === CLOSE_OBJECT) return new SyntaxFault(LAST_COMMA);
		return unexpected(this.cursor, 'a name in double quotes');
	}

	/** Reads a value that is no object. */
	private readValue(node: ColumnNode, code: number, depth: number): void {
		if (code === OPEN_LIST) this.readGroups(node, depth + 1);
		else this.collector.put(node, this.readScalar(code));
	}

	private readScalar(code: number): Cell {
		if (code === QUOTE) return this.readText();
		if (!startsNumber(code)) return readWord(this.cursor);
		const source = readNumberText(this.cursor);
		return this.skims ? SKIMMED : numberOrText(source);
	}

	private readText(): string {
		const from = this.cursor.at;
		const end = endString(this.cursor);
		if (this.skims) return end > from + 1 ? SKIMMED : '';
		return this.textBetween(from, end);
	}

	private readName(): string {
		const from = this.cursor.at;
		return this.textBetween(from, endString(this.cursor));
	}

	private textBetween(from: number, end: number): string {
		const text = this.cursor.text.slice(from + 1, end);
		return text.includes('\\') ? this.unescape(from, end) : text;
	}

	private unescape(from: number, end: number): string {
		const { cursor, collector } = this;
		const text = decodeString(cursor.text.slice(from, end + 1));
		if (text !== undefined) return collector.clean(text);
		cursor.at = from;
		throw new SyntaxFault('a backslash in the string is followed by what is no escape');
	}

	private readGroups(node: ColumnNode, depth: number): void {
		const { columns } = this.collector;
		const values: string[] = [];
		let groups = 0;
		let index = 0;
		this.checkDepth(depth);
		this.eachOfList((code) => {
			const number = index++;
			if (code !== OPEN_LIST && code !== OPEN_OBJECT) return void values.push(...this.readListed(code));
			if (++groups > LISTED_GROUPS) return skipBalanced(this.cursor);
			const child = columns.child(node, String(number));
			return code === OPEN_OBJECT ? this.readObject(child, depth + 1) : this.readGroups(child, depth + 1);
		});
		if (values.length > 0 || groups === 0) this.collector.put(node, values.join(BETWEEN_VALUES));
		if (groups > LISTED_GROUPS) this.noteGroups(node.label, groups);
	}

	/** A value in a list as text; null says nothing there. */
	private readListed(code: number): string[] {
		const value = startsNumber(code) ? readNumberText(this.cursor) : this.readScalar(code);
		return value === null ? [] : [String(value)];
	}

	/** Calls `read` at each value of the list here, with its first character. */
	private eachOfList(read: (code: number) => void): void {
		const { cursor } = this;
		cursor.at++;
		if (cursor.skipSpace() === CLOSE_LIST) {
			cursor.at++;
			return;
		}
		do {
			const code = cursor.skipSpace();
			if (code === CLOSE_LIST) throw new SyntaxFault(LAST_COMMA);
			read(code);
		} while (this.hasMore(CLOSE_LIST, 'a comma or ]'));
	}

	/** Steps over the comma before another value, or over the closing bracket. */
	private hasMore(close: number, expected: string): boolean {
		const { cursor } = this;
		const code = cursor.skipSpace();
		if (code !== COMMA && code !== close) throw unexpected(cursor, expected);
		cursor.at++;
		return code === COMMA;
	}

	private checkDepth(depth: number): void {
		if (depth > this.depth)
			throw new SyntaxFault(`there are more than ${this.depth} objects and lists inside each other`);
	}

	private noteGroups(label: string, groups: number): void {
		const message = `${label} in ${this.collector.place()} is a list of ${groups}; the first ${LISTED_GROUPS} are read.`;
		this.collector.noteLeftOut(label, message);
	}
}
