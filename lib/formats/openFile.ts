import { userError } from '../errors';
import type { ByteSource, Table } from '../model';
import type { OpenFile, ParseOptions, TableEntry } from './format';
import { randomSource, type RandomSource } from './source';

/** A file of a format that holds one table. */
export function singleTable(parse: () => Promise<Table>): OpenFile {
	return { tables: [{ parse }], close: async () => {} };
}

/** Opens a file that has to be read at any place, and gives up what was kept for that when it cannot be opened. */
export async function openRandom(
	source: ByteSource,
	open: (random: RandomSource) => Promise<OpenFile>,
): Promise<OpenFile> {
	const random = await randomSource(source);
	let file: OpenFile | undefined;
	try {
		file = await open(random);
		return file;
	} finally {
		if (!file) await random.close();
	}
}

/**
 * The tables that are to be read: those the user named, all that are visible, or the first visible one.
 * @param name of the file, for messages
 * @throws userError `NO_SHEET` when one that was named is not there
 */
export function chooseTables(
	tables: readonly TableEntry[],
	{ sheet, sheets, hiddenSheets }: ParseOptions,
	name: string,
): readonly TableEntry[] {
	if (sheets === 'all') return hiddenSheets ? tables : visibleOf(tables);
	if (sheets) return sheets.map((wanted) => findTable(tables, wanted, name));
	if (sheet === undefined || sheet === '') return visibleOf(tables).slice(0, 1);
	// A file with one table that has no name has that one, whatever sheet was asked for.
	if (tables.length === 1 && tables[0]?.name === undefined) return tables;
	return [findTable(tables, sheet, name)];
}

/** The tables a person sees; all where every one is hidden. */
function visibleOf(tables: readonly TableEntry[]): readonly TableEntry[] {
	const visible = tables.filter(({ hidden }) => !hidden);
	return visible.length > 0 ? visible : tables;
}

function findTable(tables: readonly TableEntry[], wanted: string | number, fileName: string): TableEntry {
	const plain = (text: string | number | undefined) => String(text).trim().toLowerCase();
	const found =
		tables.find(({ name }) => name === wanted) ??
		tables.find(({ name }) => plain(name) === plain(wanted)) ??
		tables[numberOf(wanted) - 1];
	if (found) return found;
	const names = tables.map(({ name }) => `"${name ?? ''}"`).join(', ');
	const what = `${fileName} has no sheet ${JSON.stringify(wanted)}`;
	throw userError(what, `Its sheets are ${names}.`, 'NO_SHEET');
}

function numberOf(wanted: string | number): number {
	return typeof wanted === 'number' ? wanted : /^\d+$/.test(wanted) ? Number(wanted) : Number.NaN;
}
