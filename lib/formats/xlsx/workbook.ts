import { TextDecoder } from 'node:util';
import { userError } from '../../errors';
import type { Damage } from '../damage';
import { tooLarge } from '../limits';
import { unsupported } from '../signature';
import type { Archive, ArchiveEntry } from '../zip/archive';
import { detectEncoding } from '../text/encoding';
import { asDamage } from './asDamage';
import { refuseDocumentType } from './xmlRoot';
import { readTags, type XmlTag } from './xmlTags';

/** A worksheet of a workbook, in the order of its tabs. */
export interface SheetPart {
	readonly name: string;
	readonly hidden: boolean;
	readonly path: string;
}

/** What a workbook says about itself. */
export interface Workbook {
	readonly sheets: readonly SheetPart[];
	readonly date1904: boolean;
	readonly stylesPath: string | undefined;
	readonly sharedStringsPath: string | undefined;
}

interface Relation {
	readonly id: string;
	/** The last word of its type, which is the same in transitional and strict files. */
	readonly type: string;
	readonly path: string;
}

/** The parts that describe a workbook are small; one beyond this is not meant to be read. */
const MAX_PART_BYTES = 64 * 1024 * 1024;
const USUAL_WORKBOOK = 'xl/workbook.xml';
const SAVE_AGAIN = 'Save the file again in a spreadsheet program.';

/**
 * Reads what a workbook consists of.
 * @throws userError for an archive that is none
 */
export async function readWorkbook(archive: Archive, fileName: string, damage: Damage): Promise<Workbook> {
	const read = async (entry: ArchiveEntry) => await readPart(archive, entry, fileName, damage);
	const root = await readRelations(archive, '', read);
	const path = root.find(({ type }) => type === 'officeDocument')?.path ?? USUAL_WORKBOOK;
	const entry = findPart(archive, path) ?? findPart(archive, USUAL_WORKBOOK);
	if (!entry) throw noWorkbook(archive, fileName);
	if (/\.bin$/i.test(entry.name)) throw unsupported(fileName, 'a binary Excel workbook (.xlsb)');
	const relations = await readRelations(archive, entry.name, read);
	const tags = [...readTags(await read(entry))];
	if (!tags.some(({ name }) => name === 'workbook')) throw noWorkbook(archive, fileName);
	const pathOf = (wanted: string) => relations.find(({ type }) => type === wanted)?.path;
	return {
		sheets: readSheets(tags, relations),
		date1904: isTrue(tags.find(({ name }) => name === 'workbookPr')?.attributes.get('date1904')),
		stylesPath: pathOf('styles') ?? 'xl/styles.xml',
		sharedStringsPath: pathOf('sharedStrings'),
	};
}

/** The entry of a part; names in archives differ in case and leading slashes. */
export function findPart(archive: Archive, path: string): ArchiveEntry | undefined {
	const wanted = plainPath(path);
	return archive.entries.find(({ name }) => plainPath(name) === wanted);
}

/** A small part of a workbook as text, up to where it is damaged if it is. */
export async function readPart(
	archive: Archive,
	entry: ArchiveEntry,
	fileName: string,
	damage: Damage,
): Promise<string> {
	const pieces: Uint8Array[] = [];
	let size = 0;
	try {
		for await (const piece of archive.read(entry)) {
			pieces.push(piece);
			size += piece.length;
			if (size > MAX_PART_BYTES) throw tooLarge(`${entry.name} in ${fileName} is too large`, SAVE_AGAIN);
		}
	} catch (error) {
		damage.found = asDamage(error);
	}
	const bytes = Buffer.concat(pieces);
	const { encoding } = detectEncoding(bytes.subarray(0, 512));
	const xml = new TextDecoder(encoding.startsWith('utf-16') ? encoding : 'utf-8').decode(bytes);
	refuseDocumentType(xml, fileName);
	return xml;
}

function readSheets(tags: readonly XmlTag[], relations: readonly Relation[]): SheetPart[] {
	const sheets: SheetPart[] = [];
	const found = tags.filter(({ name, closing }) => name === 'sheet' && !closing);
	for (const [index, { attributes }] of found.entries()) {
		// Without relations, as in damaged workbooks, what is left is the way every program numbers its sheets.
		const usual = { type: 'worksheet', path: `xl/worksheets/sheet${index + 1}.xml` };
		const relation = relations.length === 0 ? usual : relations.find(({ id }) => id === attributes.get('id'));
		// Charts and macros have tabs too, but no rows.
		if (relation?.type !== 'worksheet') continue;
		const hidden = /hidden$/i.test(attributes.get('state') ?? '');
		sheets.push({ name: attributes.get('name') ?? '', hidden, path: relation.path });
	}
	return sheets;
}

async function readRelations(
	archive: Archive,
	part: string,
	read: (entry: ArchiveEntry) => Promise<string>,
): Promise<Relation[]> {
	const folder = part.slice(0, part.lastIndexOf('/') + 1);
	const entry = findPart(archive, `${folder}_rels/${part.slice(folder.length)}.rels`);
	if (!entry) return [];
	const relations: Relation[] = [];
	for (const { name, closing, attributes } of readTags(await read(entry))) {
		if (name !== 'Relationship' || closing) continue;
		const target = attributes.get('Target') ?? '';
		const type = (attributes.get('Type') ?? '').split('/').at(-1) ?? '';
		relations.push({ id: attributes.get('Id') ?? '', type, path: resolvePath(folder, target) });
	}
	return relations;
}

/** A target of a relation: absolute from the root of the archive, or relative to the folder of the part. */
function resolvePath(folder: string, target: string): string {
	const path = target.replaceAll('\\', '/');
	const steps = (path.startsWith('/') ? path : folder + path).split('/');
	const resolved: string[] = [];
	for (const step of steps) {
		if (step === '..') resolved.pop();
		else if (step !== '' && step !== '.') resolved.push(step);
	}
	return resolved.join('/');
}

function plainPath(path: string): string {
	return path.replace(/^\/+/, '').toLowerCase();
}

function isTrue(value: string | undefined): boolean {
	return value === '1' || value?.toLowerCase() === 'true';
}

function noWorkbook(archive: Archive, fileName: string): Error {
	const names = archive.entries.map(({ name }) => name).join('\n');
	if (archive.damaged) {
		const hint = 'Fetch or export the file again.';
		return userError(`${fileName} is damaged and cannot be opened`, hint, 'DAMAGED_FILE');
	}
	if (/^word\//m.test(names)) return unsupported(fileName, 'a Word document');
	if (/^ppt\//m.test(names)) return unsupported(fileName, 'a PowerPoint presentation');
	return unsupported(fileName, 'a ZIP archive without a workbook');
}
