/** Reads parts of an answer's body, of which nothing is known: whatever is not as expected is `undefined` or empty. */
export const read = {
	/** The text under a path of names; numbers as text. */
	text(body: unknown, ...path: readonly string[]): string | undefined {
		const value = read.value(body, ...path);
		return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;
	},
	/** The list under a path of names. */
	list(body: unknown, ...path: readonly string[]): readonly unknown[] {
		const value = read.value(body, ...path);
		return Array.isArray(value) ? value : [];
	},
	/** The object under a path of names. */
	object(body: unknown, ...path: readonly string[]): Readonly<Record<string, unknown>> {
		const value = read.value(body, ...path);
		return isObject(value) ? value : {};
	},
	value(body: unknown, ...path: readonly string[]): unknown {
		return path.reduce<unknown>((value, name) => (isObject(value) ? value[name] : undefined), body);
	},
};

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
