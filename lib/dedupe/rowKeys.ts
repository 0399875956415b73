import type { Cell, CustomerRow, FieldValue } from '../model';
import type { CollapseOptions } from './options';

/** What a row is recognised by, as texts that tell the field too: the main identifier's values first. */
export type RowKeys = (row: CustomerRow) => readonly string[];

const NO_KEYS: readonly string[] = [];

/** The text of one value of the identifier at `place`. */
export function keyText(place: number, key: string): string {
	return String.fromCharCode(place) + key;
}

/**
 * Reads the values of the identifiers, each once. A rejected row has none.
 * @param most no more than so many
 */
export function makeRowKeys({ identifiers, keyOf }: CollapseOptions, most = Infinity): RowKeys {
	function addKey(keys: string[], place: number, cell: Cell | undefined): void {
		if (cell === undefined || cell === null || cell === '' || keys.length >= most) return;
		const key = keyOf(identifiers[place] ?? '', cell);
		if (key === '') return;
		const text = keyText(place, key);
		if (!keys.includes(text)) keys.push(text);
	}

	return ({ record }) => {
		if (!record) return NO_KEYS;
		const keys: string[] = [];
		for (let place = 0; place < identifiers.length && keys.length < most; place++) {
			const value = record[identifiers[place] ?? ''];
			if (isList(value)) for (const cell of value) addKey(keys, place, cell);
			else addKey(keys, place, value);
		}
		return keys;
	};
}

/**
 * One text for all identifiers together, where a row has them all.
 * @param keys of the row
 * @param count how many identifiers there are
 */
export function togetherKey(keys: readonly string[], count: number): string | undefined {
	const parts: string[] = [];
	for (let place = 0; place < count; place++) {
		const key = keys.find((one) => one.charCodeAt(0) === place);
		if (key === undefined) return undefined;
		parts.push(key);
	}
	return keyText(count, JSON.stringify(parts));
}

function isList(value: FieldValue | undefined): value is readonly Cell[] {
	return Array.isArray(value);
}
