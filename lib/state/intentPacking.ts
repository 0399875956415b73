import type { FieldChange, Identifier } from '../model';
import { type Columns, fromColumns, type Slot, slotOf, toColumns, valueOf } from './columns';
import type { Intent } from './journal';
import { pack, unpack } from './packing';

type Creation = Extract<Intent, { action: 'create' }>;
type Update = Extract<Intent, { action: 'update' }>;
type Change = readonly [field: string, before: Slot, after: Slot];

/** A batch of intents as it is kept. Places are those in the batch. */
interface PackedIntents {
	readonly rows: readonly number[];
	/** The source of all rows, or of each. */
	readonly sources: string | null | ReadonlyArray<string | null>;
	readonly creations: {
		readonly places: readonly number[];
		readonly records: Columns;
		/** How many identifiers each one has; and of all of them the fields, as numbers of `names`, and the values. */
		readonly counts: readonly number[];
		readonly fields: readonly number[];
		readonly values: readonly string[];
		readonly names: readonly string[];
	};
	readonly updates: {
		readonly places: readonly number[];
		readonly ids: readonly string[];
		readonly versions: ReadonlyArray<string | null>;
		readonly changes: ReadonlyArray<readonly Change[]>;
	};
}

export async function packIntents(intents: readonly Intent[]): Promise<string> {
	const creations: Creation[] = [];
	const updates: Update[] = [];
	const places: { create: number[]; update: number[] } = { create: [], update: [] };
	intents.forEach((intent, place) => {
		places[intent.action].push(place);
		if (intent.action === 'create') creations.push(intent);
		else updates.push(intent);
	});
	const packed: PackedIntents = {
		rows: intents.map(({ rowNumber }) => rowNumber),
		sources: sourcesOf(intents),
		creations: packCreations(places.create, creations),
		updates: packUpdates(places.update, updates),
	};
	return await pack(packed);
}

function sourcesOf(intents: readonly Intent[]): PackedIntents['sources'] {
	const first = intents[0]?.source;
	if (intents.every(({ source }) => source === first)) return first ?? null;
	return intents.map(({ source }) => source ?? null);
}

function packCreations(
	places: readonly number[],
	creations: readonly Creation[],
): PackedIntents['creations'] {
	const numbers = new Map<string, number>();
	const numberOf = (field: string): number => {
		const known = numbers.get(field);
		if (known !== undefined) return known;
		numbers.set(field, numbers.size);
		return numbers.size - 1;
	};
	const fields: number[] = [];
	const values: string[] = [];
	for (const { identifiers } of creations) {
		for (const { field, value } of identifiers) {
			fields.push(numberOf(field));
			values.push(value);
		}
	}
	return {
		places,
		records: toColumns(creations.map(({ record }) => record)),
		counts: creations.map(({ identifiers }) => identifiers.length),
		fields,
		values,
		names: [...numbers.keys()],
	};
}

function packUpdates(places: readonly number[], updates: readonly Update[]): PackedIntents['updates'] {
	return {
		places,
		ids: updates.map(({ customerId }) => customerId),
		versions: updates.map(({ version }) => version ?? null),
		changes: updates.map(({ changes }) =>
			changes.map(({ field, before, after }): Change => [field, slotOf(before), slotOf(after)]),
		),
	};
}

/** The intents of a batch, each at the place it had. */
export async function unpackIntents(text: string): Promise<readonly Intent[]> {
	const packed = await unpack<PackedIntents>(text);
	const whereOf = (place: number) => {
		const source = Array.isArray(packed.sources) ? packed.sources[place] : packed.sources;
		const rowNumber = packed.rows[place] ?? 0;
		return typeof source === 'string' ? { rowNumber, source } : { rowNumber };
	};
	const intents: Intent[] = [];
	for (const [place, intent] of [...unpackCreations(packed), ...unpackUpdates(packed)]) {
		intents[place] = { ...intent, ...whereOf(place) };
	}
	return intents;
}

type Placed = readonly [place: number, intent: Intent];

function unpackCreations({ creations }: PackedIntents): Placed[] {
	const records = fromColumns(creations.records, creations.places.length);
	let first = 0;
	return creations.places.map((place, index) => {
		const identifiers = identifiersFrom(creations, first, creations.counts[index] ?? 0);
		first += identifiers.length;
		return [place, { action: 'create', rowNumber: 0, record: records[index] ?? {}, identifiers }];
	});
}

function identifiersFrom(
	{ names, fields, values }: PackedIntents['creations'],
	first: number,
	count: number,
): Identifier[] {
	return values.slice(first, first + count).map((value, place) => ({
		field: names[fields[first + place] ?? -1] ?? '',
		value,
	}));
}

function unpackUpdates({ updates }: PackedIntents): Placed[] {
	return updates.places.map((place, index) => {
		const version = updates.versions[index];
		return [
			place,
			{
				action: 'update',
				rowNumber: 0,
				customerId: updates.ids[index] ?? '',
				changes: (updates.changes[index] ?? []).map(([field, before, after]): FieldChange => ({
					field,
					before: valueOf(before),
					after: valueOf(after),
				})),
				...(typeof version === 'string' ? { version } : {}),
			},
		];
	});
}
