import type { CustomerRow } from '../model';

/** Where a value was met first. */
export type FirstPlace = Pick<CustomerRow, 'rowNumber' | 'source'>;

/** The values that must be unique, as far as a run has come. Grows with the values and not with the rows' size. */
export interface SeenValues {
	find(field: string, key: string): FirstPlace | undefined;
	add(field: string, key: string, place: FirstPlace): void;
}

/** Starts with nothing seen. One for all tables of a run, so that no value is in two of them. */
export function makeSeenValues(): SeenValues {
	/** By field and source; of each value the row number alone, which takes no object. */
	const rows = new Map<string, Map<string | undefined, Map<string, number>>>();
	return {
		find(field, key) {
			for (const [source, keys] of rows.get(field) ?? []) {
				const rowNumber = keys.get(key);
				if (rowNumber !== undefined) return { rowNumber, ...(source === undefined ? {} : { source }) };
			}
			return undefined;
		},
		add(field, key, { rowNumber, source }) {
			const sources = rows.get(field) ?? new Map<string | undefined, Map<string, number>>();
			rows.set(field, sources);
			const keys = sources.get(source) ?? new Map<string, number>();
			sources.set(source, keys);
			keys.set(key, rowNumber);
		},
	};
}
