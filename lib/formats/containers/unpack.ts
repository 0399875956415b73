import { asImportError, userError, type ImportError } from '../../errors';
import type { ByteSource, RowIssue } from '../../model';
import { makeBudget, withBudget, type Budget } from '../budget';
import type { Damage } from '../damage';
import type { Format, ParseLimits, ParseOptions } from '../format';
import { readHeadOfFile } from '../head';
import { formatBytes, limitsOf, tooLarge } from '../limits';
import { randomSource, type RandomSource } from '../source';
import { watchedSource } from '../watchedSource';
import { CONTAINERS } from '.';
import type { Container, Member, OpenContainer } from './container';
import { unpackedName } from './gzip';
import { safeName, uniqueNames } from './memberName';

/** Finds out the format of a file by its first bytes; throws userError where it has none that is read. */
export type FormatOf = (head: Uint8Array, name: string, options: ParseOptions) => Format;

/** A file that is no container, as it was found. */
export interface Content extends Place {
	/** Its format, where it is one that is read. */
	readonly format?: Format;
	/** Why it is not read otherwise. */
	readonly reason?: ImportError;
}

/** Where a file was found, and how to get at it. */
interface Place {
	/** Its path in the archive, safe to show; the name of the file itself outside of one. */
	readonly name: string;
	/** What its rows and issues have as their source: the names of all it is in, and its own. */
	readonly label: string;
	readonly source: ByteSource;
	/** What it is packed in, from the outside in. */
	readonly container: readonly string[];
	/** Where damage is noted, of the file and of what it is packed in. */
	readonly damages: readonly Damage[];
	readonly size?: number;
	readonly compressedSize?: number;
}

/** A file with all containers around and in it opened. */
export interface Unpacked {
	readonly name: string;
	/** What the file as a whole is packed in; empty where it is not. */
	readonly container: readonly string[];
	readonly contents: readonly Content[];
	readonly issues: readonly RowIssue[];
	/** Gives up what was kept for reading at any place. */
	close(): Promise<void>;
}

interface Run {
	readonly options: ParseOptions;
	readonly limits: ParseLimits;
	readonly budget: Budget;
	readonly formatOf: FormatOf;
	readonly kept: RandomSource[];
	readonly issues: RowIssue[];
	container: readonly string[];
}

/** Between the name of a file and what is inside it. */
export const INSIDE = ' › ';
/** A server that packs what was packed already makes two. */
const MOST_COMPRESSED = 2;
/** What systems and programs leave in archives, and no person put there. */
const JUNK =
	/(?:^|\/)(?:__MACOSX\/|\.DS_Store$|\._[^/]*$|Thumbs\.db$|desktop\.ini$|~\$[^/]*$|\.~lock\.[^/]*$)/i;

/**
 * Opens all containers of a file: an archive, compression around it, and compression of a file in it.
 * An archive inside an archive is not opened.
 * @throws userError for a file that is too large, or a container that cannot be opened
 */
export async function unpack(
	source: ByteSource,
	options: ParseOptions,
	formatOf: FormatOf,
): Promise<Unpacked> {
	const name = source.name ?? 'The file';
	const limits = limitsOf(options.limits);
	const budget = makeBudget(limits, name);
	const run: Run = { options, limits, budget, formatOf, kept: [], issues: [], container: [] };
	const close = async () => {
		for (const kept of run.kept.splice(0)) await kept.close();
	};
	const contents: Content[] = [];
	let whole = false;
	try {
		for await (const content of contentsOf(wholeFile(source, name, run), run)) contents.push(content);
		whole = true;
		return { name, container: run.container, contents, issues: run.issues, close };
	} finally {
		if (!whole) await close();
	}
}

function wholeFile(source: ByteSource, name: string, { options, limits }: Run): Place {
	const { size } = source;
	const tooLong = () =>
		tooLarge(`${name} is larger than ${formatBytes(limits.fileBytes)}`, 'Split it into smaller files.');
	if (size !== undefined && size > limits.fileBytes) throw tooLong();
	return {
		name,
		label: name,
		source: { ...watchedSource(source, options.signal, limits.fileBytes, tooLong), name },
		container: [],
		damages: [],
		...(size === undefined ? {} : { size }),
	};
}

async function* contentsOf(place: Place, run: Run): AsyncGenerator<Content> {
	const head = await readHeadOfFile(place.source);
	const container = await containerOf(place, head);
	if (!container) return yield describe(place, head, run);
	refuseNested(place, container);
	const placed = container.random ? { ...place, source: await keepRandom(place.source, run) } : place;
	const opened = await container.open(placed.source, run);
	if (!opened) return yield describe(placed, await readHeadOfFile(placed.source), run);
	const inside = [...place.container, container.name];
	if (!isInArchive(place)) run.container = inside;
	run.issues.push(...opened.issues);
	yield* membersOf(opened, placed, inside, run);
}

async function* membersOf(
	{ members }: OpenContainer,
	place: Place,
	container: readonly string[],
	run: Run,
): AsyncGenerator<Content> {
	const unpacked = unpackedName(lastOf(place.name));
	const names = uniqueNames(members.map(({ name }) => safeName(name ?? unpacked)));
	for (const [index, member] of members.entries()) {
		run.options.signal?.throwIfAborted();
		if (JUNK.test(member.name?.replaceAll('\\', '/') ?? '')) continue;
		const inner = placeOf(member, names[index] ?? '', place, container, run.budget);
		if (member.problem) yield { ...inner, reason: member.problem };
		else yield* withReason(contentsOf(inner, run), inner);
	}
}

/** A member that cannot be looked into does not keep the others from being found. */
async function* withReason(contents: AsyncGenerator<Content>, place: Place): AsyncGenerator<Content> {
	try {
		yield* contents;
	} catch (error) {
		yield { ...place, reason: asImportError(error) };
	}
}

function placeOf(
	member: Member,
	name: string,
	outer: Place,
	container: readonly string[],
	budget: Budget,
): Place {
	const { size, compressedSize, damage } = member;
	// The name that compression took its ending from says nothing new.
	const same = container.at(-1) === 'gzip' && unpackedName(lastOf(outer.name)) === name;
	const label = same ? outer.label : outer.label + INSIDE + name;
	const sizes = {
		...(size === undefined ? {} : { size }),
		...(compressedSize === undefined ? {} : { compressedSize }),
	};
	const read = member.read?.bind(member);
	const source = { name: label, ...(size === undefined ? {} : { size }), open: () => member.open() };
	return {
		name: isInArchive(outer) ? outer.name : name,
		label,
		source: withBudget<ByteSource>({ ...source, ...(read && { read }) }, budget),
		container,
		damages: [...outer.damages, damage],
		...sizes,
	};
}

function lastOf(path: string): string {
	return path.slice(path.lastIndexOf('/') + 1);
}

/** The container that a file is, if it is one. */
async function containerOf({ source, container }: Place, head: Uint8Array): Promise<Container | undefined> {
	const found = CONTAINERS.find(({ sniff }) => sniff(head));
	// Only from the start of a member can be told what it is without unpacking all of it.
	if (found) return container.length > 0 && found.isDocument?.(head) ? undefined : found;
	if (!source.read || source.size === undefined || container.length > 0) return undefined;
	const random = await randomSource(source);
	for (const candidate of CONTAINERS) if (await candidate.sniffEnd?.(random)) return candidate;
	return undefined;
}

function refuseNested(place: Place, { archive, name, title }: Container): void {
	const tooDeep = archive
		? isInArchive(place)
		: place.container.filter((outer) => outer === name).length >= MOST_COMPRESSED;
	if (!tooDeep) return;
	const what = `${place.label} is a ${title} inside an archive, which is not opened`;
	throw userError(what, 'Unpack it first and choose the files inside.', 'NESTED_ARCHIVE');
}

function isInArchive({ container }: Pick<Place, 'container'>): boolean {
	return CONTAINERS.some(({ archive, name }) => archive && container.includes(name));
}

async function keepRandom(source: ByteSource, run: Run): Promise<RandomSource> {
	const random = await randomSource(source);
	run.kept.push(random);
	return random;
}

function describe(place: Place, head: Uint8Array, { formatOf, options }: Run): Content {
	const damaged = place.damages.some(({ found }) => found);
	try {
		if (head.length === 0 && damaged) throw damagedFile(place.label);
		return { ...place, format: formatOf(head, place.label, options) };
	} catch (error) {
		return { ...place, reason: asImportError(error) };
	}
}

/** The error for packed content of which nothing can be read. */
export function damagedFile(name: string, cause?: unknown): ImportError {
	const hint = 'Fetch or export it again.';
	return userError(`${name} is damaged, and nothing of it can be read`, hint, 'DAMAGED_FILE', cause);
}
