import { untilDamage, type Damage } from '../damage';
import type { ParseOptions } from '../format';
import { limitsOf } from '../limits';
import { isZip, passwordProtected, unsupported } from '../signature';
import type { RandomSource } from '../source';
import { decodeStream } from '../text/decode';
import { damagedWorkbook } from '../xlsx/openWorkbook';
import { findPart } from '../xlsx/workbook';
import { openArchive, type Archive, type ArchiveEntry } from '../zip/archive';

/** The list of the parts of a file is no larger. */
const MOST_PART = 16 * 1024 * 1024;

/** The part of an OpenDocument file that holds its tables. */
export interface OdsContent {
	/** Its text from the start. What is cut off or altered is noted in `damage` once it was read that far. */
	pieces(damage: Damage): AsyncIterable<string>;
}

/**
 * Opens the content of an OpenDocument file.
 * @throws userError `PASSWORD_PROTECTED`, or for an archive of something else
 */
export async function openContent(source: RandomSource, options: ParseOptions): Promise<OdsContent> {
	const name = source.name ?? 'The file';
	const limits = limitsOf(options.limits);
	if (!isZip(await source.read(0, 4))) return { pieces: () => decodeStream(source.open(), 'utf-8', limits) };
	const archive = await openArchive(source, limits, name);
	if (await isEncrypted(archive)) throw passwordProtected(name);
	const entry = findPart(archive, 'content.xml');
	if (!entry)
		throw archive.damaged ? damagedWorkbook(name) : unsupported(name, 'an archive without a spreadsheet');
	return {
		pieces: (damage) =>
			decodeStream(untilDamage(archive.read(entry), damage), 'utf-8', { fileBytes: limits.expandedBytes }),
	};
}

/** The list of parts says how each is encrypted; since 2024 all of them may be one encrypted part. */
async function isEncrypted(archive: Archive): Promise<boolean> {
	if (findPart(archive, 'encrypted-package')) return true;
	const manifest = findPart(archive, 'META-INF/manifest.xml');
	return manifest !== undefined && /encryption-data/.test(await readText(archive, manifest));
}

/** A small part as text, as far as it can be read. */
async function readText(archive: Archive, entry: ArchiveEntry): Promise<string> {
	let text = '';
	for await (const piece of decodeStream(untilDamage(archive.read(entry), {}), 'utf-8', {
		fileBytes: MOST_PART,
	})) {
		text += piece;
	}
	return text;
}
