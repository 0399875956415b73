import { makeIssue, userError, type ImportError } from '../../errors';
import type { RowIssue } from '../../model';
import { withBudget } from '../budget';
import { nearDamage } from '../damage';
import { isZip } from '../signature';
import { randomSource } from '../source';
import { openArchive, problemOf, type Archive, type ArchiveEntry } from '../zip/archive';
import { endsAsArchive } from '../zip/directory';
import { isDocument, startsAsDocument } from '../zip/documents';
import type { Container, Member } from './container';

/** Without any file, and in one part of several that could have been. */
const OTHER_STARTS = ['PK\x05\x06', 'PK00PK\x03\x04'].map((start) => Buffer.from(start, 'latin1'));

/** ZIP archives, APPNOTE.TXT 6.3.10: of any program, ZIP64, with bytes before and behind, cut ones. */
export const zip: Container = {
	name: 'zip',
	title: 'ZIP archive',
	archive: true,
	random: true,
	sniff: (head) => isZip(head) || OTHER_STARTS.some((start) => start.equals(head.subarray(0, start.length))),
	sniffEnd: endsAsArchive,
	isDocument: startsAsDocument,
	async open(source, { limits, budget }) {
		const archive = await openArchive(withBudget(await randomSource(source), budget), limits);
		const files = archive.entries.filter(({ name }) => !name.endsWith('/'));
		if (isDocument(files.map(({ name }) => name))) return undefined;
		const name = source.name ?? 'The archive';
		const issues = archive.damaged ? [noDirectory(name)] : [];
		return { members: files.map((entry) => memberOf(archive, entry, name)), issues };
	},
};

function memberOf(archive: Archive, entry: ArchiveEntry, name: string): Member {
	const { size, compressedSize } = entry;
	const damage = {};
	return {
		name: entry.name,
		...(size === undefined ? {} : { size }),
		compressedSize,
		problem: entry.link ? linkEntry(entry.name) : problemOf(entry, name),
		open: () =>
			nearDamage((pieceBytes) => archive.read(entry, Math.min(pieceBytes, size ?? pieceBytes)), damage),
		damage,
	};
}

function noDirectory(name: string): RowIssue {
	return makeIssue('TRUNCATED_FILE', {
		message: `The directory at the end of ${name} is missing or broken; the files before it were searched for.`,
	});
}

/** The error for a link, which may point anywhere and is never followed. */
export function linkEntry(name: string): ImportError {
	return userError(`${name} only points to another file`, 'Put the file itself into the archive.', 'LINK');
}
