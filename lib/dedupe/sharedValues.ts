import type { CustomerRow, RowIssue } from '../model';
import { makeIssue } from '../errors';
import { withRoom } from './numberList';
import { makeNumberTable } from './numberTable';
import type { CollapseOptions } from './options';
import { initialsOf, PEOPLE, personOf } from './person';
import { keyText } from './rowKeys';

/**
 * From so many different people on a value recognises nobody. In public test data with typing errors in
 * every field, an address that is one person's showed up to four pairs of initials; five is the first number
 * that no single person reached.
 */
export const LEAST_PEOPLE = 5;

/** People of one value are counted up to here, so that memory is bounded. A value with so many is shared. */
const MOST_PEOPLE = 64;

/** A customer with a hundred orders may be written five ways; an office is another person in most rows. */
const ROWS_A_PERSON = 5;

/** A value that many different people have. */
interface SharedValue {
	readonly rows: number;
	/** Up to `MOST_PEOPLE`. */
	readonly people: number;
}

/** Counts how many different people have each value. */
export interface PeopleCount {
	/** @param ids the numbers of `keys`, in the same order */
	add(row: CustomerRow, keys: readonly string[], ids: readonly number[]): void;
	/** The values that recognise nobody. */
	finish(): SharedValues;
}

export interface SharedValues {
	readonly size: number;
	/** @param key text of `keyText` */
	get(key: string): SharedValue | undefined;
	/** The numbers of the values. */
	readonly ids: ReadonlySet<number>;
}

export const NO_SHARED_VALUES: SharedValues = { size: 0, get: () => undefined, ids: new Set() };

/**
 * Takes 16 bytes a value, and some 20 for each further person on it. People are counted by name and, apart
 * from that, among the rows without a name, so that a person with and without it is not two.
 */
export function countPeople(least: number): PeopleCount {
	let rows = new Uint32Array(1 << 12);
	/** Two places a value: those with a name, and those without. */
	let first = new Uint32Array(1 << 13);
	let people = new Uint16Array(1 << 13);
	const others = makeNumberTable();
	const texts = new Map<number, string>();

	function isNew(other: number): boolean {
		const size = others.size();
		return others.add(other) === size;
	}

	/** @returns how many people are at the place where it was a new one, otherwise 0 */
	function addPerson(place: number, person: number): number {
		const known = people[place] ?? 0;
		if (first[place] === person || known >= MOST_PEOPLE) return 0;
		if (known === 0) first[place] = person;
		else if (!isNew(place * PEOPLE + person)) return 0;
		return (people[place] = known + 1);
	}

	function makeRoom(id: number): void {
		rows = withRoom(rows, id + 1);
		first = withRoom(first, rows.length * 2);
		people = withRoom(people, rows.length * 2);
	}

	return {
		add(row, keys, ids) {
			const initials = initialsOf(row);
			const kind = initials === '' ? 1 : 0;
			for (let place = 0; place < keys.length; place++) {
				const key = keys[place] ?? '';
				const id = ids[place] ?? 0;
				if (id >= rows.length) makeRoom(id);
				rows[id] = (rows[id] ?? 0) + 1;
				const person = personOf(row, initials, key, keys);
				if (person !== 0 && addPerson(id * 2 + kind, person) === least) texts.set(id, key);
			}
		},
		finish() {
			const counts = [...texts].map(([id, key]) => ({
				id,
				key,
				rows: rows[id] ?? 0,
				people: Math.max(people[id * 2] ?? 0, people[id * 2 + 1] ?? 0),
			}));
			return sharedValues(counts.filter(recognisesNobody));
		},
	};
}

function recognisesNobody({ rows, people }: SharedValue): boolean {
	return people >= Math.min(MOST_PEOPLE, rows / ROWS_A_PERSON);
}

function sharedValues(
	values: ReadonlyArray<SharedValue & { readonly id: number; readonly key: string }>,
): SharedValues {
	const byKey = new Map(values.map((value) => [value.key, value]));
	return {
		size: byKey.size,
		get: (key) => byKey.get(key),
		ids: new Set(values.map(({ id }) => id)),
	};
}

/** The row with a warning for each of its values that recognises nobody. */
export function warnOfShared(
	row: CustomerRow,
	keys: readonly string[],
	shared: SharedValues,
	{ identifiers }: CollapseOptions,
): CustomerRow {
	if (shared.size === 0) return row;
	const issues: RowIssue[] = [];
	for (const key of keys) {
		const value = shared.get(key);
		if (value) issues.push(sharedIssue(row, identifiers[key.charCodeAt(0)] ?? '', key.slice(1), value));
	}
	return issues.length === 0 ? row : { ...row, issues: [...row.issues, ...issues] };
}

function sharedIssue(
	{ rowNumber, source }: CustomerRow,
	field: string,
	value: string,
	{ rows, people }: SharedValue,
): RowIssue {
	const count = people < MOST_PEOPLE ? `${people}` : `at least ${MOST_PEOPLE}`;
	return makeIssue('SHARED_VALUE', {
		message: `${value} is in ${rows} rows of ${count} different people, so nobody is recognised by it`,
		hint: 'Leave it empty where it is not the own one of the customer.',
		rowNumber,
		...(source === undefined ? {} : { source }),
		field,
		value,
	});
}

/** Whether the value of a field recognises nobody. */
export function isSharedValue(
	shared: SharedValues,
	{ identifiers }: CollapseOptions,
	field: string,
	key: string,
): boolean {
	if (shared.size === 0) return false;
	return shared.get(keyText(identifiers.indexOf(field), key)) !== undefined;
}
