import { isUtf8 } from 'node:buffer';
import { makeIssue, userError, type ImportError } from '../../errors';
import type { RowIssue } from '../../model';
import { DamagedEntry, type Damage } from '../damage';
import { randomSource, type RandomSource } from '../source';
import { listTar, type TarEntry } from '../tar/entries';
import { BLOCK_BYTES, readTarHeader } from '../tar/header';
import { makeDecoder } from '../text/decode';
import { nameEncoding } from '../zip/entryNames';
import type { Container, Member } from './container';
import { linkEntry } from './zip';

const PIECE_BYTES = 256 * 1024;

/** Tape archives as every Unix makes them; inside a gzip file usually. */
export const tar: Container = {
	name: 'tar',
	title: 'tar archive',
	archive: true,
	random: true,
	sniff: (head) => readTarHeader(Buffer.from(head.subarray(0, BLOCK_BYTES))) !== undefined,
	async open(source, { limits }) {
		const random = await randomSource(source);
		const name = source.name ?? 'The archive';
		const { entries, cut } = await listTar(random, limits.entries, name);
		const names = decodeNames(entries);
		const members = entries.map((entry, index) => memberOf(random, entry, names[index] ?? ''));
		return { members, issues: cut ? [cutArchive(name)] : [] };
	},
};

function decodeNames(entries: readonly TarEntry[]): string[] {
	const unknown = entries.map(({ rawName }) => rawName).filter((name) => !isUtf8(name));
	const decoder = makeDecoder(unknown.length === 0 ? 'utf-8' : nameEncoding(Buffer.concat(unknown)));
	return entries.map(({ rawName }) => (isUtf8(rawName) ? rawName.toString() : decoder.decode(rawName)));
}

function memberOf(source: RandomSource, entry: TarEntry, name: string): Member {
	const size = Math.max(0, Math.min(entry.size, source.size - entry.start));
	const damage: Damage = size < entry.size ? { found: new DamagedEntry(name, 'cut') } : {};
	return {
		name,
		size,
		compressedSize: size,
		problem: problemOf(entry, name),
		open: () => readRange(source, entry.start, size),
		read: async (offset, length) =>
			await source.read(entry.start + Math.min(offset, size), Math.max(0, Math.min(length, size - offset))),
		damage,
	};
}

async function* readRange(source: RandomSource, start: number, size: number): AsyncGenerator<Uint8Array> {
	for (let at = 0; at < size;) {
		const piece = await source.read(start + at, Math.min(PIECE_BYTES, size - at));
		if (piece.length === 0) return;
		at += piece.length;
		yield piece;
	}
}

function problemOf({ kind }: TarEntry, name: string): ImportError | undefined {
	if (kind === 'link') return linkEntry(name);
	if (kind === 'file') return undefined;
	const hint = 'Make the archive without the option for sparse files.';
	return userError(`${name} is stored as a sparse file, which cannot be read`, hint, 'UNKNOWN_COMPRESSION');
}

function cutArchive(name: string): RowIssue {
	return makeIssue('TRUNCATED_FILE', {
		message: `${name} ends in the middle; only the files before the cut could be read.`,
	});
}
