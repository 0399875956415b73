import { userError } from '../errors';

/** Reads a value of a profile; the place of the profile itself is ''. Throws for one that is not right, naming its place. */
export type Shape<T> = (value: unknown, place: string) => T;

/** A value of a profile is not what it must be. */
function notRight(place: string, wanted: string): Error {
	return userError(
		`The profile cannot be used: ${place === '' ? 'it' : `'${place}'`} must be ${wanted}`,
		"Use a profile as the output 'Summary' gives it, or correct this place.",
		'BAD_PROFILE',
	);
}

/** A text. */
export const text: Shape<string> = (value, place) => {
	if (typeof value === 'string') return value;
	throw notRight(place, 'a text');
};

/** A text that says something. */
export const name: Shape<string> = (value, place) => {
	if (typeof value === 'string' && value.trim() !== '') return value;
	throw notRight(place, 'a text that is not empty');
};

/** `true` or `false`. */
export const flag: Shape<boolean> = (value, place) => {
	if (typeof value === 'boolean') return value;
	throw notRight(place, 'true or false');
};

/** A whole number that is not negative. */
export const count: Shape<number> = (value, place) => {
	if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
	throw notRight(place, 'a whole number');
};

/** One of some texts. */
export function oneOf<const T extends string>(allowed: readonly T[]): Shape<T> {
	return (value, place) => {
		const found = allowed.find((one) => one === value);
		if (found !== undefined) return found;
		throw notRight(place, `one of: ${allowed.join(', ')}`);
	};
}

/** A list of values of a shape. */
export function listOf<T>(shape: Shape<T>): Shape<readonly T[]> {
	return (value, place) => {
		if (!Array.isArray(value)) throw notRight(place, 'a list');
		return value.map((one: unknown, index) => shape(one, `${place}[${index}]`));
	};
}

type Shapes<T> = { readonly [K in keyof T]-?: Shape<Exclude<T[K], undefined>> };
type RequiredKeys<T> = { [K in keyof T]-?: undefined extends T[K] ? never : K }[keyof T];

/**
 * An object with these keys and no others: what is misspelt must not be passed over.
 * @param required the keys that must be there
 */
export function objectOf<T extends object>(
	shapes: Shapes<T>,
	required: ReadonlyArray<RequiredKeys<T> & string>,
): Shape<T> {
	const shapeOf = new Map<string, Shape<unknown>>(Object.entries(shapes));
	return (value, place) => {
		const given = asObject(value, place);
		const missing = required.find((key) => given[key] === undefined);
		if (missing !== undefined) throw notRight(pathOf(place, missing), 'there');
		const entries = Object.entries(given).map(([key, inner]): [string, unknown] => {
			const shape = shapeOf.get(key);
			if (shape === undefined)
				throw notRight(pathOf(place, key), `one of: ${[...shapeOf.keys()].join(', ')}`);
			return [key, shape(inner, pathOf(place, key))];
		});
		// Every key went through the shape of its type, and those that must be there are.
		return Object.fromEntries(entries.filter(([, inner]) => inner !== undefined)) as T;
	};
}

/** An object of any keys. */
export function asObject(value: unknown, place: string): Readonly<Record<string, unknown>> {
	if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
	throw notRight(place, 'an object');
}

function pathOf(place: string, key: string): string {
	return place === '' ? key : `${place}.${key}`;
}
