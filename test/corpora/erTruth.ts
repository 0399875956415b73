import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { collapseDuplicates, type CollapseOptions } from '../../lib/dedupe';
import type { CustomerRow } from '../../lib/model';

/** A table of people of whom it is known who is whom. */
export interface PeopleTable {
	readonly rows: readonly CustomerRow[];
	/** The person of each row, in the order of the rows. */
	readonly people: readonly string[];
}

/** Pairs of row numbers. */
export type Pairs = ReadonlyArray<readonly [number, number]>;

/** How well pairs agree with the truth, when whoever is in a chain of pairs is one person. */
export interface PairScore {
	readonly precision: number;
	readonly recall: number;
	readonly f1: number;
}

/** Maps columns of a table to fields; a field may be made of several columns. */
export type Columns = Readonly<Record<string, readonly string[]>>;

export function readPeople(folder: string, name: string, columns: Columns): PeopleTable {
	const [labels = [], ...lines] = readTable(join(folder, `${name}.csv`));
	const truth = new Map(
		readTable(join(folder, `${name}.truth.csv`)).map(([row = '', person = '']) => [row, person]),
	);
	const rows = lines.map((cells, place) => ({
		rowNumber: place + 2,
		issues: [],
		record: recordOf(labels, cells, columns),
	}));
	return { rows, people: lines.map(([id = '']) => truth.get(id) ?? id) };
}

/** The tables have no quotes. */
function readTable(path: string): string[][] {
	const lines = readFileSync(path, 'utf8').split(/\r?\n/);
	return lines.filter(Boolean).map((line) => line.split(','));
}

function recordOf(labels: readonly string[], cells: readonly string[], columns: Columns) {
	const fields = Object.entries(columns).map(([field, parts]) => {
		const texts = parts.map((label) => (cells[labels.indexOf(label)] ?? '').trim());
		const isDate = field === 'birthDate' && parts.length > 1;
		return [field, isDate ? texts.map((text) => text.padStart(2, '0')).join('-') : texts.join(' ').trim()];
	});
	return Object.assign(Object.create(null), Object.fromEntries(fields));
}

/** What collapsing finds: the pairs it merges, and those it warns of. */
export async function findPairs(
	{ rows }: PeopleTable,
	options: CollapseOptions,
): Promise<{ readonly merged: Pairs; readonly possible: Pairs }> {
	const merged: [number, number][] = [];
	const possible: [number, number][] = [];
	const open = async function* () {
		yield rows;
	};
	for await (const { customers, duplicates } of collapseDuplicates(open, options).batches) {
		for (const { rowNumber, issues } of [...customers, ...duplicates]) {
			for (const { code, message } of issues) {
				const other = Number(/row (\d+)/.exec(message)?.[1]);
				if (code === 'DUPLICATE_IN_FILE') merged.push([rowNumber, other]);
				if (code === 'POSSIBLE_DUPLICATE') possible.push([rowNumber, other]);
			}
		}
	}
	return { merged, possible };
}

/** Scores pairs of rows over all that follow from them. */
export function scorePairs({ rows, people }: PeopleTable, pairs: Pairs): PairScore {
	const groups = new Map(rows.map(({ rowNumber }) => [rowNumber, rowNumber]));
	const find = (row: number): number => {
		const parent = groups.get(row) ?? row;
		return parent === row ? row : find(parent);
	};
	for (const [one, other] of pairs) groups.set(find(one), find(other));
	const found = rows.map(({ rowNumber }) => `${find(rowNumber)}`);
	const right = countPairs(found.map((group, place) => `${group} ${people[place] ?? ''}`));
	const all = countPairs(found);
	const precision = all === 0 ? 1 : right / all;
	const recall = right / countPairs(people);
	return { precision, recall, f1: right === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}

function countPairs(groups: readonly string[]): number {
	const sizes = new Map<string, number>();
	for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1);
	return [...sizes.values()].reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);
}
