import { asError, userError } from '../../errors';
import type { ParseOptions } from '../format';
import { limitsOf, longestRecord } from '../limits';
import { INCOMPLETE, SyntaxFault, TextCursor } from '../nested/textCursor';
import type { TextSource } from '../text/textSource';
import { firstOfList, PathFinder, type JsonPath, type ListFound } from './pathFinder';
import { OPEN_LIST } from './values';

/** Where the records of a file are. */
export interface JsonLayout {
	/** Each document of the file is a record, each value of a list that is a document, or each value of the list under a path. */
	readonly records: 'documents' | 'elements' | 'path';
	readonly path: JsonPath;
	/** The records are lists of cells. */
	readonly lists: boolean;
}

/** So much text is looked through for the list that is the table, and so much more where none has come. */
const SEARCH_CHARACTERS = 8 * 1024 * 1024;
const LONG_SEARCH_CHARACTERS = 64 * 1024 * 1024;
/** Lines that tell whether each line is a document. */
const TELLING_LINES = 20;
/** What may stand for the whole document at the start of a path. */
const ROOT = '$';
const NAMED_PATHS = 5;

/**
 * Finds where the records are: under the path the user set; the lines or documents one after
 * the other; the list that is the document; or the list in it that holds the most values.
 * @throws userError `NO_RECORDS` when there is nothing under the path
 */
export async function findLayout(text: TextSource, name: string, options: ParseOptions): Promise<JsonLayout> {
	const wanted = options.recordPath ? parsePath(options.recordPath) : undefined;
	if (wanted && wanted.length > 0) return await namedLayout(text, wanted, name, options);
	const byLines = layoutOfLines(text.sample);
	if (byLines) return byLines;
	const start = text.sample.trimStart();
	if (wanted === undefined && start.startsWith('[')) return await layoutOfList(text, start, options);
	return start.startsWith('{') && !wanted
		? await layoutOfObject(text, options)
		: { records: 'documents', path: [], lists: false };
}

/** `data.customers` as its parts; `$` stands for the document and may be left out. */
export function parsePath(path: string): JsonPath {
	const parts = path
		.trim()
		.replace(/\[(\d+)\]/g, '.$1')
		.split('.')
		.filter((part) => part !== '');
	return parts[0] === ROOT ? parts.slice(1) : parts;
}

/** A path as a person writes it. */
export function formatPath(path: JsonPath): string {
	return path.length === 0 ? ROOT : path.join('.');
}

/** Lines that are documents, of which some may be damaged. */
function layoutOfLines(sample: string): JsonLayout | undefined {
	const whole = sample.split(/\r\n?|\n/).slice(0, -1);
	const lines = whole.filter((line) => line.trim() !== '').slice(0, TELLING_LINES);
	const values = lines.map(parseLine).filter((value) => typeof value === 'object' && value !== null);
	if (values.length < 2 || values.length * 2 < lines.length) return undefined;
	const lists = values.filter((value) => Array.isArray(value));
	if (lists.length * 2 <= values.length) return { records: 'documents', path: [], lists: false };
	const nested = lists.some(([first]) => typeof first === 'object' && first !== null);
	return { records: nested ? 'elements' : 'documents', path: [], lists: !nested };
}

function parseLine(line: string): unknown {
	try {
		return JSON.parse(line);
	} catch {
		return undefined;
	}
}

/** One list, or several one after the other, each of which is then a record. */
async function layoutOfList(text: TextSource, start: string, options: ParseOptions): Promise<JsonLayout> {
	const lists = /^\[\s*\[/.test(start);
	const elements: JsonLayout = { records: 'elements', path: [], lists };
	if (lists || /^\[\s*[{\]]/.test(start)) return elements;
	const finder = await look(text, options);
	return finder.found.length === 0 && !finder.ended
		? { records: 'documents', path: [], lists: true }
		: elements;
}

/** The list with the most values in it, or else the object itself. */
async function layoutOfObject(text: TextSource, options: ParseOptions): Promise<JsonLayout> {
	const documents: JsonLayout = { records: 'documents', path: [], lists: false };
	const { found, ended } = await look(text, options);
	if (!ended) return documents;
	const [best] = found.toSorted((a, b) => b.fields - a.fields);
	return best ? { records: 'path', path: best.path, lists: best.lists } : documents;
}

/** The layout where the user said where the records are. */
async function namedLayout(
	text: TextSource,
	path: JsonPath,
	name: string,
	options: ParseOptions,
): Promise<JsonLayout> {
	const { first } = await look(text, options, path);
	if (first !== undefined) return { records: 'path', path, lists: first === OPEN_LIST };
	const { found } = await look(text, options);
	const known = found.slice(0, NAMED_PATHS).map((list) => formatPath(list.path));
	const hint = known.length > 0 ? `There are records at ${known.join(', ')}.` : 'Leave the path empty.';
	throw userError(`${name} has nothing at ${formatPath(path)}`, hint, 'NO_RECORDS');
}

interface Look {
	readonly found: readonly ListFound[];
	/** No second document follows, as far as was looked. */
	readonly ended: boolean;
	/** The first character of the list that was wanted; 0 where that is no list, nothing where it is not there. */
	readonly first?: number;
}

/** Looks through a document for lists, up to its end or the start of the next one, or for the wanted list. */
async function look(text: TextSource, options: ParseOptions, wanted?: JsonPath): Promise<Look> {
	const limits = limitsOf(options.limits);
	const cursor = new TextCursor();
	const finder = new PathFinder(cursor, limits.depth, wanted);
	const { found } = finder;
	let characters = 0;
	for await (const piece of text.pieces()) {
		options.signal?.throwIfAborted();
		cursor.append(piece);
		characters += piece.length;
		const outcome = lookOn(cursor, finder);
		if (typeof outcome === 'number') return { found, ended: false, first: outcome };
		const most = found.length > 0 ? SEARCH_CHARACTERS : LONG_SEARCH_CHARACTERS;
		const isEnough = wanted === undefined && characters > most;
		if (outcome === 'fault' || isEnough || cursor.waiting > longestRecord(limits)) break;
	}
	return { found, ended: true };
}

/** Looks through the text there is. */
function lookOn(cursor: TextCursor, finder: PathFinder): number | 'more' | 'fault' {
	try {
		if (!finder.isThere) finder.find();
		return cursor.skipSpace() === OPEN_LIST ? firstOfList(cursor) : 0;
	} catch (thrown) {
		if (thrown === INCOMPLETE) return 'more';
		if (thrown instanceof SyntaxFault) return 'fault';
		throw asError(thrown);
	}
}
