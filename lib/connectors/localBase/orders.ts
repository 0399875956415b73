import { STANDARD_FIELDS } from '../../fields';
import type { FieldSpec, FieldType, FieldValue, RowIssue } from '../../model';
import type { CustomerIdentifier, PlannedWrite, WriteResult } from '../connector';

/** An identifier as a customer's row lists it: field, value, whether others may have it too. */
export type Listed = readonly [field: string, value: string, shared: 0 | 1];

/** A field that the base may not have yet, and the rows that have it. */
export interface NewField {
	readonly name: string;
	readonly type: FieldType;
	readonly places: readonly number[];
}

/** What is to be written, in columns: texts are copied to another thread with less work than objects are. */
export interface WriteOrder {
	/** ISO 8601. */
	readonly time: string;
	/** The customers to change, `null` for those to be made. */
	readonly ids: ReadonlyArray<number | null>;
	/** The versions that the changes were planned of, where they were of one. */
	readonly versions: ReadonlyArray<string | undefined>;
	/** The whole customers, as JSON. */
	readonly records: readonly string[];
	readonly identifiers: ReadonlyArray<readonly Listed[]>;
	readonly newFields: readonly NewField[];
}

/** What became of an order. */
export interface WriteAnswer {
	/** The version of all who were written. */
	readonly version: string;
	/** The customers, 0 where a row is in conflict. */
	readonly ids: readonly number[];
	/** What the conflicts are, by place. */
	readonly conflicts: ReadonlyMap<number, RowIssue>;
}

/** Carries out an order in one transaction: all rows that are in no conflict, or nothing at all when it throws. */
export type Perform = (order: WriteOrder) => Promise<WriteAnswer>;

/** Writes planned rows, each with its result. */
export type Write = (
	rows: readonly PlannedWrite[],
	fields?: readonly FieldSpec[],
) => Promise<readonly WriteResult[]>;

/** Makes orders of planned rows, and results of the answers. */
export function makeWrite(perform: Perform, now: () => Date): Write {
	/** Fields that the base has for certain. */
	const known = new Set(STANDARD_FIELDS.map((field): string => field.name));

	return async (rows, fields = []) => {
		const newFields = newFieldsOf(rows, known, fields);
		const answer = await perform({ ...columnsOf(rows), newFields, time: now().toISOString() });
		for (const field of newFields) if (isWritten(field, answer.ids)) known.add(field.name);
		return rows.map((row, place) => resultOf(row, place, answer));
	};
}

/** Whether a field is in a customer who was written. */
export function isWritten({ places }: NewField, ids: WriteAnswer['ids']): boolean {
	return places.some((place) => ids[place] !== 0);
}

function columnsOf(rows: readonly PlannedWrite[]): Omit<WriteOrder, 'newFields' | 'time'> {
	return {
		ids: rows.map((row) => (row.action === 'update' ? Number(row.id) : null)),
		versions: rows.map((row) => (row.action === 'update' ? row.version : undefined)),
		records: rows.map(({ record }) => JSON.stringify(record)),
		identifiers: rows.map(({ identifiers }) => identifiers.map(listedForm)),
	};
}

function listedForm({ field, value, shared }: CustomerIdentifier): Listed {
	return [field, value, shared ? 1 : 0];
}

function newFieldsOf(
	rows: readonly PlannedWrite[],
	known: ReadonlySet<string>,
	fields: readonly FieldSpec[],
): NewField[] {
	const found = new Map<string, { readonly type: FieldType; readonly places: number[] }>();
	for (const [place, { record }] of rows.entries()) {
		for (const name in record) {
			if (known.has(name)) continue;
			const type = fields.find((field) => field.name === name)?.type ?? typeOfValue(record[name]);
			const field = found.get(name) ?? { type, places: [] };
			if (field.places.push(place) === 1) found.set(name, field);
		}
	}
	return [...found].map(([name, field]) => ({ name, ...field }));
}

function typeOfValue(value: FieldValue | undefined): FieldType {
	if (typeof value === 'number') return 'number';
	return typeof value === 'boolean' ? 'boolean' : 'text';
}

function resultOf(
	{ action }: PlannedWrite,
	place: number,
	{ ids, version, conflicts }: WriteAnswer,
): WriteResult {
	const id = ids[place] ?? 0;
	if (id !== 0) return { outcome: action === 'create' ? 'created' : 'updated', id: String(id), version };
	const issue = conflicts.get(place);
	return { outcome: 'conflict', ...(issue ? { issue } : {}) };
}
