import { makeIssue, userError, type ImportError } from '../../errors';
import type { RowIssue } from '../../model';
import type { ParseOptions } from '../format';
import { passwordProtected } from '../signature';
import type { Content, Unpacked } from './unpack';
import { makeFileFilter } from './wildcard';

/** Which files of an archive are read, and what is to be said about the others. */
export interface FileChoice {
	/** Those that are read, and those that should be and cannot. */
	readonly chosen: readonly Content[];
	readonly issues: readonly RowIssue[];
}

/** Why a file holds no rows, where nobody said that it does. */
const NO_ROWS = new Set(['UNSUPPORTED_FORMAT', 'UNKNOWN_FORMAT', 'EMPTY_FILE', 'LINK']);
/** Texts that go with an archive and are no table. */
const NOTE = /(?:^|\/)(?:read[ _-]?me|licen[cs]e|copying|changelog|notice)[^/]*?(?:\.(?:txt|md|html?))?$/i;
const SHOWN = 10;

/**
 * Chooses the files of an archive: those that fit the patterns, or all that hold rows. What is left out
 * without being asked for is said once.
 * @throws userError where there is nothing to read, which says what is inside
 */
export function chooseFiles(unpacked: Unpacked, options: ParseOptions): FileChoice {
	const { contents, name, issues } = unpacked;
	if (unpacked.container.length === 0) return { chosen: contents, issues };
	const wanted = options.files?.trim() ? named(unpacked, options.files) : contents;
	const tables = wanted.filter(({ format }) => format);
	if (tables.length === 0) throw nothingToRead(wanted, name);
	if (options.files?.trim()) return { chosen: wanted, issues };
	const notes = tables.filter((content) => NOTE.test(content.name));
	const onlyNotes = notes.length === tables.length;
	const left = contents.filter(
		(content) => (!onlyNotes && notes.includes(content)) || NO_ROWS.has(content.reason?.code ?? ''),
	);
	const chosen = contents.filter((content) => !left.includes(content));
	return { chosen, issues: left.length === 0 ? issues : [...issues, leftOut(left, name)] };
}

function named({ contents, name }: Unpacked, patterns: string): readonly Content[] {
	const fits = makeFileFilter(patterns);
	const found = contents.filter((content) => fits(content.name));
	if (found.length > 0) return found;
	const hint =
		contents.length === 0 ? 'It is empty.' : `It holds: ${listed(contents, ({ name: one }) => one)}.`;
	throw userError(`${name} has no file that fits ${JSON.stringify(patterns)}`, hint, 'NO_FILE');
}

function nothingToRead(contents: readonly Content[], name: string): ImportError {
	const reasons = contents.flatMap(({ reason }) => (reason ? [reason] : []));
	const [first] = reasons;
	if (first === undefined) return userError(`${name} holds no files`, 'Pack the files again.', 'EMPTY_FILE');
	if (reasons.length === 1) return first;
	if (reasons.every(({ code }) => code === 'PASSWORD_PROTECTED')) return passwordProtected(name);
	const hint = `It holds: ${listed(contents, describe)}.`;
	const same = reasons.every(({ code }) => code === first.code);
	return userError(`${name} holds no file that can be read`, hint, same ? first.code : 'NO_TABLE', first);
}

function leftOut(left: readonly Content[], name: string): RowIssue {
	const were = left.length === 1 ? '1 file was' : `${left.length} files were`;
	const message = `${were} left out of ${name}: ${listed(left, describe)}.`;
	return makeIssue('FILES_LEFT_OUT', { message });
}

function listed(contents: readonly Content[], text: (content: Content) => string): string {
	const more = contents.length - SHOWN;
	const shown = contents.slice(0, SHOWN).map(text).join('; ');
	return more > 0 ? `${shown}; and ${more} more` : shown;
}

/** The reason begins with the label and goes on with what the file is. */
function describe({ name, label, reason }: Content): string {
	if (reason === undefined) return name;
	return reason.message.startsWith(label) ? name + reason.message.slice(label.length) : reason.message;
}
