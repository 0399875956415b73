import { asError } from '../../errors';
import type { ParseLimits } from '../format';
import type { IssueLog } from '../issueLog';
import { longestRecord, tooLarge } from '../limits';
import type { RecordCollector } from '../nested/recordCollector';
import type { RecordScanner } from '../nested/scanText';
import { INCOMPLETE, SyntaxFault, TextCursor } from '../nested/textCursor';
import type { ElementPath } from './layout';
import { XmlRecordParser } from './recordParser';
import { localName, XmlTokens } from './tokens';

/** What is known about the file whose records are scanned. */
export interface XmlFile {
	readonly name: string;
	readonly path: ElementPath;
	readonly limits: ParseLimits;
}

/** So many damaged records one after the other are no records. */
const MOST_DAMAGED = 1000;
/** A record that waits for more text than this is tried again only after the text has doubled. */
const PATIENT = 256 * 1024;

/**
 * Cuts XML into records, from text that comes in pieces cut anywhere. A record is read once all of it
 * is there. One that is damaged is left out and reported with its place, and the next one is looked for.
 */
export class XmlScanner implements RecordScanner {
	private readonly cursor = new TextCursor();
	private readonly tokens: XmlTokens;
	private readonly parser: XmlRecordParser;
	/** The names of the open elements around the records, as they are written. */
	private readonly open: string[] = [];
	private needed = 0;
	private stopped = false;
	/** Damaged records since the last good one. */
	private damaged = 0;
	/** What the next record starts with, or the end of what is around it, while the rest of a damaged one is skipped. */
	private wanted: RegExp | undefined;

	constructor(
		private readonly file: XmlFile,
		private readonly collector: RecordCollector,
		private readonly log: IssueLog,
	) {
		this.tokens = new XmlTokens(this.cursor, file.name);
		this.parser = new XmlRecordParser(this.tokens, collector, file.limits.depth);
	}

	get rest(): string {
		return this.cursor.text.slice(this.tokens.at);
	}

	push(piece: string): void {
		const { tokens, cursor } = this;
		tokens.settle(tokens.at);
		tokens.append(this.stopped ? '' : piece);
		if (cursor.waiting >= this.needed) this.run();
	}

	end(): void {
		this.cursor.final = true;
		this.run();
		if (this.stopped) return;
		if (this.open.length > 0 || this.rest.trim() !== '') this.noteCut();
	}

	private run(): void {
		const { cursor, tokens } = this;
		this.needed = 0;
		try {
			while (!this.stopped) this.takeStep();
		} catch (thrown) {
			if (thrown !== INCOMPLETE) throw asError(thrown);
			tokens.settle(tokens.at);
			if (cursor.waiting > longestRecord(this.file.limits)) throw this.tooLong();
			if (cursor.waiting > PATIENT) this.needed = cursor.waiting * 2;
		}
	}

	private takeStep(): void {
		const { tokens } = this;
		if (this.wanted) this.skipDamaged(this.wanted);
		const { at } = tokens;
		try {
			this.readToken();
		} catch (thrown) {
			if (thrown === INCOMPLETE) tokens.at = Math.max(at, this.cursor.at);
			if (!(thrown instanceof SyntaxFault)) throw asError(thrown);
			this.note(thrown, 'Nothing behind it was read.');
			this.stopped = true;
		}
	}

	private readToken(): void {
		const { tokens } = this;
		const token = tokens.next();
		if (token === 'open') this.enter();
		else if (token === 'close') this.leave();
		else if (this.open.length === 0 && tokens.text.trim() !== '')
			throw new SyntaxFault('text stands outside of all elements');
	}

	private enter(): void {
		const { tokens, open, file } = this;
		if (open.length >= file.limits.depth)
			throw new SyntaxFault(`there are more than ${file.limits.depth} elements inside each other`);
		const { rawName, selfClosing } = tokens;
		if (this.isRecord(rawName)) this.readRecord(rawName);
		else if (!selfClosing) open.push(rawName);
	}

	private isRecord(rawName: string): boolean {
		const { path } = this.file;
		const { open } = this;
		if (open.length !== path.length - 1 || localName(rawName) !== path.at(-1)) return false;
		return open.every((name, at) => localName(name) === path[at]);
	}

	private leave(): void {
		const { tokens, open } = this;
		const { rawName } = tokens;
		if (open.at(-1) === rawName) open.pop();
		else if (open.length === 0) throw new SyntaxFault(`</${rawName}> closes nothing`);
		else {
			this.note(new SyntaxFault(`</${rawName}> stands where <${open.at(-1)}> is to be closed`), '');
			const place = open.lastIndexOf(rawName);
			if (place !== -1) open.length = place;
		}
	}

	/** Reads the record whose start tag was read last. */
	private readRecord(rawName: string): void {
		const { tokens, cursor, collector, parser } = this;
		const { start } = tokens;
		tokens.settle(start);
		collector.begin(cursor.line);
		try {
			parser.readRecord();
		} catch (thrown) {
			if (!(thrown instanceof SyntaxFault)) throw asError(thrown);
			return this.leaveOut(thrown, start, rawName);
		}
		collector.end();
		this.damaged = 0;
	}

	private leaveOut(fault: SyntaxFault, start: number, rawName: string): void {
		const { cursor, tokens, collector } = this;
		if (++this.damaged > MOST_DAMAGED) throw fault;
		const mark = cursor.mark();
		tokens.settle(tokens.start);
		this.note(fault, 'The record was left out.', collector.drop());
		cursor.reset(mark);
		tokens.at = start + 1;
		const parent = this.open.at(-1);
		const end = parent === undefined ? '' : `|</${escape(parent)}\\s*>`;
		this.wanted = new RegExp(`<${escape(rawName)}(?=[\\s/>])${end}`, 'g');
	}

	private skipDamaged(wanted: RegExp): void {
		const { tokens, cursor } = this;
		wanted.lastIndex = tokens.at;
		const found = wanted.exec(cursor.text);
		if (!found) {
			// A tag that is cut is found with the next piece.
			if (!cursor.final) tokens.at = Math.max(tokens.at, cursor.text.lastIndexOf('<'));
			throw INCOMPLETE;
		}
		tokens.at = found.index;
		this.wanted = undefined;
	}

	private note(fault: SyntaxFault, outcome: string, rowNumber?: number): void {
		const { name } = this.file;
		this.tokens.settle(Math.max(this.cursor.at, this.tokens.start));
		const message =
			`Line ${this.cursor.line}, column ${this.cursor.column} of ${name}: ${fault.message}. ${outcome}`.trimEnd();
		this.log.add('BAD_SYNTAX', { message, ...(rowNumber === undefined ? {} : { rowNumber }) });
	}

	private noteCut(): void {
		const { tokens, cursor } = this;
		tokens.settle(cursor.text.length);
		const message = `${this.file.name} ends in the middle, in line ${cursor.line}. The records before are all read.`;
		this.log.addForFile('TRUNCATED_FILE', { message });
	}

	private tooLong(): Error {
		return tooLarge(
			`The element at line ${this.cursor.line} of ${this.file.name} is longer than ${longestRecord(this.file.limits)} characters`,
			'Name the element that is a record.',
		);
	}
}

function escape(text: string): string {
	return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
