import type { CustomerRecord, CustomerRow } from '../../../../lib/model';
import type { ImportSettings } from '../../../../lib/import';
import { recordOf } from '../rows';

/** Numbers from 0 to 1 that are the same for the same seed: mulberry32 (https://gist.github.com/tommyettinger/46a874533244883189143505d203312c). */
export function randomOf(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** A whole number from `from` to `to`. */
export function between(random: () => number, from: number, to: number): number {
	return from + Math.floor(random() * (to - from + 1));
}

/** What one seed makes: who is there before, and the files that are imported. */
export interface People {
	/** The customers that the destination has before. */
	readonly before: readonly CustomerRecord[];
	readonly files: readonly (readonly CustomerRow[])[];
	/** What is kept of each customer after all files were imported, by e-mail address. */
	readonly after: ReadonlyMap<string, Kept>;
	/** How many rows of a file cannot be imported. */
	readonly rejected: readonly number[];
	readonly batchSize: number;
	readonly settings: ImportSettings;
}

/** What is compared of a customer. */
export interface Kept {
	readonly phone: string;
	readonly city: string;
	readonly notes: string;
}

/** How many different people there are; files overlap. */
const PEOPLE = 260;
const ROWS_OF_A_FILE = 180;

/**
 * Files with rows of the same customer, rows that cannot be imported and letters in either case, about people
 * whom the destination partly has already. Files say the same of whom they share.
 */
export function peopleOf(seed: number): People {
	const random = randomOf(seed);
	const known = Array.from({ length: 60 }, () => between(random, 0, PEOPLE - 1));
	const before = [...new Set(known)].map((person) => storedBefore(person));
	const files = [0, 1].map((file) => fileOf(random, file));
	const batchSize = between(random, 5, 40);
	return {
		before,
		files,
		after: expected(before, files),
		rejected: files.map((rows) => rows.filter(({ record }) => !record).length),
		batchSize,
		settings: { importType: 'addAndModify', identifiers: ['email', 'phone'], duplicates: 'ignore' },
	};
}

const emailOf = (person: number): string => `p${person}@example.com`;
const phoneOf = (person: number): string => String(48_500_000_000 + person);

function storedBefore(person: number): CustomerRecord {
	return recordOf({ email: emailOf(person), phone: phoneOf(person), city: 'Radom', notes: `of ${person}` });
}

function fileOf(random: () => number, file: number): CustomerRow[] {
	// Each file is about two thirds of the people, so that any two have some in common.
	const first = file * Math.floor(PEOPLE / 3);
	return Array.from({ length: ROWS_OF_A_FILE }, (_, place) => {
		const row = { rowNumber: place + 2, source: `file${file}.csv`, issues: [] };
		if (random() < 0.05) return { ...row, raw: { email: 'not usable' } };
		const person = (first + between(random, 0, ROWS_OF_A_FILE - 1)) % PEOPLE;
		const email = random() < 0.2 ? emailOf(person).toUpperCase() : emailOf(person);
		return { ...row, record: recordOf({ email, phone: phoneOf(person), city: `City ${person % 7}` }) };
	});
}

function expected(
	before: readonly CustomerRecord[],
	files: readonly (readonly CustomerRow[])[],
): Map<string, Kept> {
	const all = new Map(before.map((record) => [keyOf(record), keptOf(record)]));
	for (const { record } of files.flat()) {
		if (record) all.set(keyOf(record), { ...keptOf(record), notes: all.get(keyOf(record))?.notes ?? '' });
	}
	return all;
}

/** By which a customer is compared: the first address in small letters. */
export function keyOf({ email }: CustomerRecord): string {
	return String([email].flat()[0]).toLowerCase();
}

export function keptOf({ phone, city, notes }: CustomerRecord): Kept {
	return { phone: String([phone].flat()[0]), city: String(city ?? ''), notes: String(notes ?? '') };
}
