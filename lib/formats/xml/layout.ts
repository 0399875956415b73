import { asError, userError } from '../../errors';
import type { ParseOptions } from '../format';
import { limitsOf, longestRecord } from '../limits';
import { INCOMPLETE, SyntaxFault, TextCursor } from '../nested/textCursor';
import type { TextSource } from '../text/textSource';
import { allKinds, findRecordKind, makeKind, pathOf, type ElementKind } from './elementTree';
import { isAboutXml, localName, XmlTokens } from './tokens';

/** So much text is looked through for the element that is the record. */
const SEARCH_CHARACTERS = 8 * 1024 * 1024;
const NAMED_PATHS = 5;

/** The names of the elements that lead to a record, its own last. */
export type ElementPath = readonly string[];

/**
 * Finds which element is the record: the one the user named, or the one that repeats and holds the most values.
 * @throws userError `NO_RECORDS` when there is no such element
 */
export async function findRecordPath(
	text: TextSource,
	name: string,
	options: ParseOptions,
): Promise<ElementPath> {
	const wanted = parseElementPath(options.recordPath ?? '');
	const root = await surveyElements(text, name, options, wanted);
	const found =
		wanted.length > 0 ? allKinds(root).find((kind) => endsWith(pathOf(kind), wanted)) : findRecordKind(root);
	if (found) return pathOf(found);
	if (wanted.length === 0)
		throw userError(`${name} holds no elements`, 'Check that the export finished.', 'NO_RECORDS');
	const paths = allKinds(root).filter(({ count, fields }) => count > 1 && fields > 0);
	const known = paths.slice(0, NAMED_PATHS).map((kind) => pathOf(kind).join('/'));
	const hint = known.length > 0 ? `Elements that repeat are ${known.join(', ')}.` : 'Leave the path empty.';
	throw userError(`${name} has no element ${wanted.join('/')}`, hint, 'NO_RECORDS');
}

/** `customers/customer`, `customers.customer` or `customer` as names, without prefixes. */
export function parseElementPath(path: string): string[] {
	return path
		.split(/[/.]/)
		.map((part) => localName(part.trim()))
		.filter((part) => part !== '' && part !== '$');
}

function endsWith(path: ElementPath, end: ElementPath): boolean {
	return path.slice(-end.length).join('/') === end.join('/');
}

/** The kinds of elements there are, under a root without a name. */
async function surveyElements(
	text: TextSource,
	name: string,
	options: ParseOptions,
	wanted: ElementPath,
): Promise<ElementKind> {
	const limits = limitsOf(options.limits);
	const root = makeKind('', undefined);
	const cursor = new TextCursor();
	const survey = new ElementSurvey(new XmlTokens(cursor, name), root, limits.depth);
	let characters = 0;
	for await (const piece of text.pieces()) {
		options.signal?.throwIfAborted();
		const goesOn = survey.push(piece);
		characters += piece.length;
		const isEnough = wanted.length === 0 ? characters >= SEARCH_CHARACTERS : survey.has(wanted);
		if (!goesOn || isEnough || cursor.waiting > longestRecord(limits)) break;
	}
	return root;
}

/** Counts elements. What is not well-formed ends the count; the records before it are read all the same. */
class ElementSurvey {
	/** The open elements, and for the innermost whether elements are inside it. */
	private readonly open: ElementKind[] = [];
	private isLeaf = false;

	constructor(
		private readonly tokens: XmlTokens,
		private readonly root: ElementKind,
		private readonly depth: number,
	) {}

	/** Whether an element with this path was met. */
	has(path: ElementPath): boolean {
		return (
			this.open.some((kind) => endsWith(pathOf(kind), path)) ||
			allKinds(this.root).some((kind) => endsWith(pathOf(kind), path))
		);
	}

	/** Counts what is in this piece, and says whether more can follow. */
	push(piece: string): boolean {
		const { tokens } = this;
		tokens.settle(tokens.at);
		tokens.append(piece);
		try {
			for (;;) this.count();
		} catch (thrown) {
			if (thrown !== INCOMPLETE && !(thrown instanceof SyntaxFault)) throw asError(thrown);
			tokens.at = tokens.start;
			return thrown === INCOMPLETE;
		}
	}

	private count(): void {
		const { tokens } = this;
		const token = tokens.next();
		if (token === 'open') this.enter();
		if (token === 'close' || (token === 'open' && tokens.selfClosing)) this.leave();
	}

	private enter(): void {
		const { tokens, open, depth } = this;
		const parent = open.at(-1) ?? this.root;
		if (open.length >= depth)
			throw new SyntaxFault(`there are more than ${depth} elements inside each other`);
		const name = localName(tokens.rawName);
		const kind = parent.children.get(name) ?? makeKind(name, parent);
		parent.children.set(name, kind);
		kind.count++;
		kind.fields += tokens.attributes.filter(([attribute]) => !isAboutXml(attribute)).length;
		open.push(kind);
		this.isLeaf = true;
	}

	private leave(): void {
		const kind = this.open.pop();
		if (kind?.parent && this.isLeaf) kind.parent.fields++;
		this.isLeaf = false;
	}
}
