import type { CollapseOptions } from '../../../lib/dedupe';
import type { CustomerRow, FieldValue } from '../../../lib/model';

/** What is to become of a row, in words. */
export type Fate = string;

/** A value of an identifier, and the rows that have it. */
interface Value {
	readonly rows: number[];
	readonly named: Set<string>;
	readonly unnamed: Set<string>;
}

/**
 * Says what is to become of each row the slow and simple way: everything in memory, every rule as its
 * sentence says it. Rows have one value a field.
 */
export function fatesOf(rows: readonly CustomerRow[], options: CollapseOptions): Fate[] {
	const keys = rows.map((row) => keysOf(row, options));
	const values = valuesOf(rows, keys);
	const isShared = (key: string): boolean => recognisesNobody(values.get(key), options.sharedFrom ?? 5);
	const groups = groupsOf(keys, options, isShared);
	const members = new Map<string, number[]>();
	groups.forEach((group, place) => {
		if (group === undefined) return;
		const found = members.get(group);
		if (found) found.push(place);
		else members.set(group, [place]);
	});
	return rows.map((row, place) => {
		const group = groups[place];
		const all = group === undefined ? [place] : (members.get(group) ?? []);
		const warnings = (keys[place] ?? []).filter(isShared).length;
		return `${row.rowNumber}: ${fateOf(place, all, rows, options)}${warnings === 0 ? '' : ` (${warnings} shared)`}`;
	});
}

function keysOf({ record }: CustomerRow, { identifiers, keyOf }: CollapseOptions): string[] {
	return identifiers.flatMap((field) => {
		const value = record?.[field];
		if (value === undefined || value === null || value === '' || typeof value === 'object') return [];
		const key = keyOf(field, value);
		return key === '' ? [] : [`${field} ${key}`];
	});
}

function valuesOf(rows: readonly CustomerRow[], keys: ReadonlyArray<readonly string[]>): Map<string, Value> {
	const values = new Map<string, Value>();
	rows.forEach(({ record }, place) => {
		const name = [record?.['firstName'], record?.['lastName']].map((word) => String(word ?? '')[0] ?? '');
		const initials = name.join('') === '' ? '' : name.sort().join('').toLowerCase();
		for (const key of keys[place] ?? []) {
			const value = values.get(key) ?? { rows: [], named: new Set(), unnamed: new Set() };
			values.set(key, value);
			value.rows.push(place);
			const other = keys[place]?.find((one) => one.split(' ')[0] !== key.split(' ')[0]);
			if (initials !== '') value.named.add(initials);
			else if (other !== undefined) value.unnamed.add(other);
		}
	});
	return values;
}

function recognisesNobody(value: Value | undefined, least: number): boolean {
	if (value === undefined) return false;
	const people = Math.max(value.named.size, value.unnamed.size);
	return people >= least && (people >= 64 || people >= value.rows.length / 5);
}

/** A name for the customer of each row. */
function groupsOf(
	keys: ReadonlyArray<readonly string[]>,
	{ sameCustomer, identifiers }: CollapseOptions,
	isShared: (key: string) => boolean,
): (string | undefined)[] {
	if (sameCustomer === 'allIdentifiers') {
		return keys.map((own) =>
			own.length === identifiers.length && !own.some(isShared) ? own.join('|') : undefined,
		);
	}
	const own = keys.map((all) => all.filter((key) => !isShared(key)));
	if (sameCustomer !== 'anyIdentifier') return own.map(([first]) => first);
	const labels = new Map<string, string>();
	for (let changed = true; changed;) {
		changed = false;
		for (const row of own) {
			const least = row.map((key) => labels.get(key) ?? key).sort()[0];
			for (const key of row) {
				if (least === undefined || labels.get(key) === least) continue;
				labels.set(key, least);
				changed = true;
			}
		}
	}
	return own.map(([first]) => (first === undefined ? undefined : labels.get(first)));
}

function fateOf(
	place: number,
	members: readonly number[],
	rows: readonly CustomerRow[],
	{ policy, clearOnEmpty = false }: CollapseOptions,
): string {
	const first = members[0] ?? place;
	const last = members.at(-1) ?? place;
	const text = JSON.stringify(sorted(rows[place]?.record ?? {}));
	const where = (other: number): string => `row ${rows[other]?.rowNumber ?? 0}`;
	if (policy === 'ignore') return place === first ? `goes on as ${text}` : `duplicate, in ${where(first)}`;
	if (policy === 'report')
		return place === first ? `goes on as ${text}` : `goes on as ${text}, in ${where(first)}`;
	if (place !== last) return `duplicate, into ${where(last)}`;
	const record: Record<string, FieldValue> = {};
	for (const member of members) {
		for (const [field, value] of Object.entries(rows[member]?.record ?? {})) {
			const isEmpty = value === '' || value === null;
			if (!isEmpty || record[field] === undefined || (clearOnEmpty && policy === 'overwrite'))
				record[field] = value;
		}
	}
	return `goes on as ${JSON.stringify(sorted(record))}`;
}

export function sorted(record: Readonly<Record<string, FieldValue>>): Record<string, FieldValue> {
	return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
