/** What is at a place of an answer, such as `data.0.attributes.email`; the whole where the place is empty. */
export function at(body: unknown, place: string): unknown {
	if (place === '') return body;
	return place.split('.').reduce<unknown>((value, name) => step(value, name), body);
}

function step(value: unknown, name: string): unknown {
	if (Array.isArray(value))
		return /^\d+$/.test(name) ? (value as readonly unknown[])[Number(name)] : undefined;
	if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
	return (value as Readonly<Record<string, unknown>>)[name];
}

/** The text there; numbers as text, nothing for what is empty. */
export function textAt(body: unknown, place: string): string | undefined {
	const value = at(body, place);
	if (typeof value === 'number') return String(value);
	return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The list there; one thing alone is a list of it. */
export function listAt(body: unknown, place: string): readonly unknown[] {
	const value = at(body, place);
	if (Array.isArray(value)) return value as readonly unknown[];
	return value === undefined || value === null || value === '' ? [] : [value];
}

/** Values by their places made one object: `{ 'name.first': 'Jan' }` to `{ name: { first: 'Jan' } }`. */
export function nested(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
	const root: Record<string, unknown> = Object.create(null);
	for (const [place, value] of Object.entries(values)) put(root, place.split('.'), value);
	return root;
}

type Holder = Record<string, unknown>;

function put(holder: Holder, [name = '', ...rest]: readonly string[], value: unknown): void {
	if (rest.length === 0) {
		holder[name] = value;
		return;
	}
	const isList = /^\d+$/.test(rest[0] ?? '');
	const inner = holder[name] ?? (isList ? [] : (Object.create(null) as Holder));
	holder[name] = inner;
	put(inner as Holder, rest, value);
}
