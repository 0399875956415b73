import type { ByteSource, Row } from '../../model';
import type { OpenFile, ParseOptions, TableEntry } from '../format';
import { makeIssueLog, type IssueLog } from '../issueLog';
import { limitsOf } from '../limits';
import { scanAll, scanRows } from '../markup/scanRows';
import { unsupported } from '../signature';
import { makeTable, type RecordReader } from '../table';
import { openText, type TextSource } from '../text/textSource';
import { CellNotes } from '../xlsx/cellNotes';
import { withoutControlCharacters } from '../text/controlCharacters';
import { Page, type PageContext } from './page';

/** What these hold is no text of the page. */
const RAW = new Set(['script', 'style', 'noscript', 'template', 'title', 'textarea', 'svg', 'math']);
const CHARSET = /<meta\s[^>]*?charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)/i;

interface OpenPage {
	readonly text: TextSource;
	readonly name: string;
	readonly options: ParseOptions;
	/** What was noticed before any row was read. */
	readonly log: IssueLog;
}

/** A table and how many of its cells hold text. */
interface TableSize {
	readonly index: number;
	readonly filled: number;
}

/**
 * Opens a web page with tables, which is what many programs call an Excel export. The table with the
 * most text stands first, because the others are for the looks of the page.
 * @throws userError for a page without a table
 */
export async function openHtml(source: ByteSource, options: ParseOptions): Promise<OpenFile> {
	const name = source.name ?? 'The file';
	const log = makeIssueLog();
	const text = await openText(source, options, log, declaredCharset);
	const page = { text, name, options, log };
	const sizes = await measureTables(page);
	if (sizes.length === 0) throw unsupported(name, 'a web page (HTML) without a table');
	return { tables: sizes.map((size) => tableEntry(page, size, sizes)), close: async () => {} };
}

function declaredCharset(start: string): string | undefined {
	const found = CHARSET.exec(start);
	return found?.[1] ?? found?.[2];
}

/** The tables with any text, the fullest first and the others in the order of the page. */
async function measureTables({ text, options }: OpenPage): Promise<TableSize[]> {
	const { entries } = limitsOf(options.limits);
	const filled = new Map<number, number>();
	const note = (table: number) => {
		if (filled.size < entries || filled.has(table)) filled.set(table, (filled.get(table) ?? 0) + 1);
	};
	const page = new Page(contextOf(options, { note, leaveOut: () => {} }));
	await scanAll(text.pieces(), page, options.signal, RAW);
	page.end();
	const sizes = [...filled].map(([index, count]) => ({ index, filled: count }));
	sizes.sort((one, other) => one.index - other.index);
	const most = Math.max(0, ...sizes.map((size) => size.filled));
	const fullest = sizes.find((size) => size.filled === most);
	return fullest ? [fullest, ...sizes.filter((size) => size !== fullest)] : [];
}

function tableEntry(page: OpenPage, { index }: TableSize, sizes: readonly TableSize[]): TableEntry {
	const names = sizes.map((size) => `Table ${size.index + 1}`);
	const sheet = sizes.length > 1 ? `Table ${index + 1}` : undefined;
	const reader: RecordReader = {
		name: page.name,
		rowWord: 'Row',
		grid: true,
		dialect: {
			format: 'html',
			encoding: page.text.encoding,
			...(sheet === undefined ? {} : { sheet, sheets: names }),
			...(page.text.confidence === undefined ? {} : { confidence: { encoding: page.text.confidence } }),
		},
		records: (log) => readRows(page, index, log),
	};
	const parse = async () => {
		const log = makeIssueLog();
		for (const { code, ...details } of page.log.issues) log.addForFile(code, details);
		return await makeTable(reader, page.options, log);
	};
	return { ...(sheet === undefined ? {} : { name: sheet }), parse };
}

async function* readRows(
	{ text, name, options }: OpenPage,
	index: number,
	log: IssueLog,
): AsyncGenerator<readonly Row[]> {
	const page = new Page(contextOf(options, notesOf(index, name, options, log)), index);
	yield* scanRows(text.pieces(), page, options.signal, RAW);
}

type Notes = Pick<PageContext, 'note' | 'leaveOut'>;

/** What is said about the cells of one table. */
function notesOf(index: number, name: string, { limits }: ParseOptions, log: IssueLog): Notes {
	const { columns, cellLength } = limitsOf(limits);
	const notes = new CellNotes({ log, name, columns, cellLength });
	return {
		note(table, text, row, column) {
			if (table !== index) return;
			if (text.length > cellLength) notes.tooLong(row, column);
			if (withoutControlCharacters(text) !== text) notes.controlCharacters(row);
			notes.give();
		},
		leaveOut(table, row, column) {
			if (table === index) notes.beyondColumns(row, column);
			notes.give();
		},
	};
}

function contextOf({ limits, mergedCells }: ParseOptions, notes: Notes): PageContext {
	const { columns, depth } = limitsOf(limits);
	return { columns, depth, all: mergedCells === 'all', ...notes };
}
