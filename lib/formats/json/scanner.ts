import { asError } from '../../errors';
import type { ParseLimits } from '../format';
import type { IssueLog } from '../issueLog';
import { longestRecord, tooLarge } from '../limits';
import type { RecordCollector } from '../nested/recordCollector';
import type { RecordScanner } from '../nested/scanText';
import { INCOMPLETE, SyntaxFault, TextCursor } from '../nested/textCursor';
import { findLine, skipBalanced, skipWord, type RecordStart } from './balance';
import type { JsonLayout } from './layout';
import { PathFinder } from './pathFinder';
import { JsonRecordParser } from './recordParser';
import { CLOSE_LIST, COMMA, OPEN_LIST, OPEN_OBJECT, unexpected } from './values';

/** What is known about the file whose records are scanned. */
export interface JsonFile {
	readonly name: string;
	readonly layout: JsonLayout;
	readonly limits: ParseLimits;
}

/** So many damaged records one after the other are no records. */
const MOST_DAMAGED = 100_000;
/** A record that waits for more text than this is tried again only after the text has doubled. */
const PATIENT = 256 * 1024;
const LEFT_OUT = 'The record was left out.';
const NOTHING_MORE = 'Nothing behind it was read.';

/** Where in the file the scanner is, by the step that comes next. */
type Step = 'seek' | 'document' | 'first' | 'item' | 'next' | 'recover' | 'stopped';

/**
 * Cuts JSON into records, from text that comes in pieces cut anywhere. A record is read once all of it
 * is there. One that is damaged is left out and reported with its place, and the next one is looked for.
 */
export class JsonScanner implements RecordScanner {
	private readonly cursor = new TextCursor();
	private readonly parser: JsonRecordParser;
	private readonly finder: PathFinder | undefined;
	/** How much text must be there before it is worth trying. */
	private needed = 0;
	private step: Step;
	private lastLine = 0;
	/** Inside the list whose values are the records. */
	private inList = false;
	/** Damaged records since the last good one. */
	private failures = 0;
	/** Where a record would start that is like the damaged one. */
	private damaged: RecordStart | undefined;

	constructor(
		private readonly file: JsonFile,
		private readonly collector: RecordCollector,
		private readonly log: IssueLog,
	) {
		const { layout, limits } = file;
		this.parser = new JsonRecordParser(this.cursor, collector, limits.depth, collector.isSurvey);
		if (layout.records === 'path') this.finder = new PathFinder(this.cursor, limits.depth, layout.path);
		this.step = this.outside();
	}

	get rest(): string {
		return this.cursor.text.slice(this.cursor.at);
	}

	push(piece: string): void {
		this.cursor.append(this.step === 'stopped' ? '' : piece);
		if (this.cursor.waiting >= this.needed) this.run();
	}

	end(): void {
		this.cursor.final = true;
		this.run();
		if (!this.isComplete()) this.noteCut();
	}

	/** The step between the documents of the file. */
	private outside(): Step {
		return this.finder ? 'seek' : 'document';
	}

	private run(): void {
		const { cursor } = this;
		this.needed = 0;
		try {
			while (this.step !== 'stopped') this.takeStep();
		} catch (thrown) {
			if (thrown !== INCOMPLETE) throw asError(thrown);
			if (cursor.waiting > longestRecord(this.file.limits)) throw this.tooLong();
			if (cursor.waiting > PATIENT) this.needed = cursor.waiting * 2;
		}
	}

	private takeStep(): void {
		try {
			this.steps[this.step]();
		} catch (thrown) {
			if (!(thrown instanceof SyntaxFault)) throw asError(thrown);
			this.stop(thrown);
		}
	}

	private readonly steps: Readonly<Record<Step, () => void>> = {
		seek: () => {
			if (this.finder?.isThere === false) this.finder.find();
			if (this.cursor.skipSpace() === OPEN_LIST) this.openList();
			else this.readRecord('seek');
			if (this.finder) this.finder.isThere = false;
		},
		document: () => {
			const code = this.cursor.skipSpace();
			if (code === OPEN_LIST && this.file.layout.records === 'elements') this.openList();
			else if (code === COMMA) this.skipCommas(code);
			else this.readRecord('document');
		},
		first: () => {
			if (this.cursor.skipSpace() === CLOSE_LIST) this.closeList();
			else this.step = 'item';
		},
		item: () => {
			const code = this.cursor.skipSpace();
			if (code === COMMA || code === CLOSE_LIST) this.skipCommas(code);
			else this.readRecord('next');
		},
		next: () => this.readSeparator(),
		recover: () => this.recover(),
		stopped: () => {},
	};

	private openList(): void {
		this.cursor.at++;
		this.inList = true;
		this.step = 'first';
	}

	private closeList(): void {
		this.cursor.at++;
		this.inList = false;
		this.step = this.outside();
	}

	private readSeparator(): void {
		const { cursor } = this;
		const code = cursor.skipSpace();
		if (code === CLOSE_LIST) return this.closeList();
		if (code === COMMA) cursor.at++;
		else if (code === OPEN_OBJECT || code === OPEN_LIST)
			this.note(new SyntaxFault('there is no comma between two records'), '');
		else throw unexpected(cursor, 'a comma or ]');
		this.step = 'item';
	}

	/** Notes commas that nothing stands between, and steps over them. */
	private skipCommas(code: number): void {
		const { cursor } = this;
		this.note(new SyntaxFault('there is a comma without a value behind it'), '');
		for (let next = code; next === COMMA; next = cursor.skipSpace()) cursor.at++;
		if (code === CLOSE_LIST) this.step = 'next';
	}

	private readRecord(then: Step): void {
		const { cursor, collector, parser } = this;
		const mark = cursor.mark();
		collector.begin(mark.line);
		try {
			if (this.file.layout.lists) parser.readList();
			else parser.readRecord();
		} catch (thrown) {
			const place = this.place();
			cursor.reset(mark);
			if (!(thrown instanceof SyntaxFault)) throw asError(thrown);
			return this.leaveOut(thrown, place);
		}
		collector.end();
		this.failures = 0;
		this.lastLine = mark.line;
		this.step = then;
	}

	private leaveOut(fault: SyntaxFault, place: string): void {
		const { cursor, collector } = this;
		if (++this.failures > MOST_DAMAGED) return this.stop(fault);
		const ownLine = cursor.line !== this.lastLine;
		this.damaged = ownLine ? { column: cursor.column, bracket: cursor.text.charAt(cursor.at) } : undefined;
		this.lastLine = cursor.line;
		this.note(fault, LEFT_OUT, place, collector.drop());
		this.step = 'recover';
	}

	/** Goes on behind a damaged record: where its brackets end, or else at the next line that starts like it. */
	private recover(): void {
		const { cursor, damaged } = this;
		const code = cursor.skipSpace();
		if (code !== OPEN_OBJECT && code !== OPEN_LIST) {
			skipWord(cursor);
			this.step = this.inList ? 'next' : 'document';
			return;
		}
		this.step = this.skipDamaged(damaged);
	}

	/** Steps over a damaged list or object, and says what comes next. */
	private skipDamaged(damaged: RecordStart | undefined): Step {
		const { cursor } = this;
		const mark = cursor.mark();
		try {
			const hasEnded = skipBalanced(cursor, damaged);
			if (!this.inList) return this.outside();
			return hasEnded ? 'next' : 'item';
		} catch (thrown) {
			cursor.reset(mark);
			if (!(thrown instanceof SyntaxFault)) throw asError(thrown);
			if (damaged) findLine(cursor, damaged);
			else this.stop(thrown);
			return damaged ? (this.inList ? 'item' : this.outside()) : 'stopped';
		}
	}

	/** Whether the text may end here. */
	private isComplete(): boolean {
		if (this.step === 'seek') return this.finder?.isOutside === true;
		if (this.step === 'document') return this.cursor.text.slice(this.cursor.at).trim() === '';
		return this.step === 'stopped' || this.step === 'recover';
	}

	private stop(fault: SyntaxFault): void {
		this.note(fault, NOTHING_MORE);
		this.step = 'stopped';
		this.cursor.moveTo(this.cursor.text.length);
	}

	private note(fault: SyntaxFault, outcome: string, place = this.place(), rowNumber?: number): void {
		const message = `${place} of ${this.file.name}: ${fault.message}. ${outcome}`.trimEnd();
		this.log.add('BAD_SYNTAX', { message, ...(rowNumber === undefined ? {} : { rowNumber }) });
	}

	private place(): string {
		return `Line ${this.cursor.line}, column ${this.cursor.column}`;
	}

	private noteCut(): void {
		const { name } = this.file;
		const message = `${name} ends in the middle, in line ${this.cursor.line}. The records before are all read.`;
		this.log.addForFile('TRUNCATED_FILE', { message });
	}

	private tooLong(): Error {
		const most = longestRecord(this.file.limits);
		return tooLarge(
			`The record at line ${this.cursor.line} of ${this.file.name} is longer than ${most} characters`,
			'Say where the records are, if this is not one.',
		);
	}
}
