import type { RandomSource } from '../source';

/** Sectors that follow each other in the file. */
export interface SectorRun {
	readonly first: number;
	readonly count: number;
}

/** Numbers from here on are marks and no sectors: end of chain, free, part of a table. */
const FIRST_MARK = 0xfffffffa;

/**
 * Reads the allocation table of a compound file: for each sector, the one that follows it.
 * A table that lies beyond the end of a cut file is as long as what is there of it.
 * @param starts the sectors of the table that the header names, and the first sector with more of them
 */
export async function readTable(
	source: RandomSource,
	sectorBytes: number,
	starts: { readonly sectors: readonly number[]; readonly more: number },
): Promise<Uint32Array> {
	const inFile = Math.ceil(source.size / sectorBytes);
	const perSector = sectorBytes / 4;
	// No table is longer than one that names every sector of the file.
	const most = Math.ceil(inFile / perSector);
	const numbers = await tableSectors(source, sectorBytes, starts, most);
	const table = new Uint32Array(numbers.length * perSector).fill(FIRST_MARK);
	let at = 0;
	for (const { first, count } of inRuns(numbers)) {
		const bytes = Buffer.from(await source.read((first + 1) * sectorBytes, count * sectorBytes));
		for (let index = 0; index < bytes.length >> 2; index++) table[at + index] = bytes.readUInt32LE(index * 4);
		at += count * perSector;
	}
	return table;
}

/** The numbers of the table's sectors: those in the header, then those in a chain of sectors that list more. */
async function tableSectors(
	source: RandomSource,
	sectorBytes: number,
	{ sectors, more }: { readonly sectors: readonly number[]; readonly more: number },
	most: number,
): Promise<number[]> {
	const numbers = sectors.filter((sector) => sector < FIRST_MARK);
	let next = more;
	while (next < FIRST_MARK && numbers.length < most) {
		const bytes = Buffer.from(await source.read((next + 1) * sectorBytes, sectorBytes));
		if (bytes.length < sectorBytes) break;
		for (let at = 0; at < sectorBytes - 4; at += 4) {
			const sector = bytes.readUInt32LE(at);
			if (sector < FIRST_MARK) numbers.push(sector);
		}
		next = bytes.readUInt32LE(sectorBytes - 4);
	}
	return numbers.slice(0, most);
}

/** The sectors of a chain, in its order. A chain that comes back to itself ends there, and one that leaves the table too. */
export function chainRuns(table: Uint32Array, start: number): SectorRun[] {
	const seen = new Uint8Array(table.length);
	const sectors: number[] = [];
	for (let at = start; at < table.length && seen[at] === 0; at = table[at] ?? FIRST_MARK) {
		seen[at] = 1;
		sectors.push(at);
	}
	return inRuns(sectors);
}

function inRuns(sectors: readonly number[]): SectorRun[] {
	const runs: SectorRun[] = [];
	let first = 0;
	for (let at = 1; at <= sectors.length; at++) {
		if (sectors[at] === (sectors[at - 1] ?? 0) + 1) continue;
		runs.push({ first: sectors[first] ?? 0, count: at - first });
		first = at;
	}
	return runs;
}
