/** What placeholders stand for. `undefined`: what holds only this placeholder is left out. */
export type TemplateValues = Readonly<Record<string, unknown>>;

/** `{{name}}`, `{{fields.email}}`, `{{value|sql}}`. */
const PLACEHOLDER = /\{\{\s*([\w.-]+)\s*(?:\|\s*(\w+)\s*)?\}\}/g;
const WHOLE = new RegExp(`^${PLACEHOLDER.source}$`);

/** How a value is put inside quotes of somebody's query language. */
const QUOTINGS: Readonly<Record<string, (text: string) => string>> = {
	/** As SQL and its likes want it: a quote is doubled. */
	sql: (text) => text.replaceAll("'", "''"),
	/** As JSON and its likes want it: quotes and backslashes after a backslash. */
	json: (text) => JSON.stringify(text).slice(1, -1),
};

/** The names of the placeholders in a template, whatever it is: a text, a list, an object. */
export function placeholdersIn(template: unknown): string[] {
	if (typeof template === 'string') return [...template.matchAll(PLACEHOLDER)].map(([, name = '']) => name);
	if (typeof template !== 'object' || template === null) return [];
	return Object.entries(template).flatMap(([key, part]: [string, unknown]) => [
		...placeholdersIn(key),
		...placeholdersIn(part),
	]);
}

/** The quotings in a text that do not exist. */
export function unknownQuotings(text: string): string[] {
	const named = [...text.matchAll(PLACEHOLDER)].flatMap(([, , quoting]) => quoting ?? []);
	return named.filter((quoting) => !(quoting in QUOTINGS));
}

/**
 * A text with its placeholders filled in; `undefined` where one of them has no value.
 * @param encode makes a value safe for where the text goes
 */
export function fillText(
	template: string,
	values: TemplateValues,
	encode: (text: string) => string = (text) => text,
): string | undefined {
	let isWhole = true;
	const filled = template.replaceAll(PLACEHOLDER, (_all, name: string, quoting?: string) => {
		const value = valueOf(values, name);
		if (value === undefined) isWhole = false;
		return encode((QUOTINGS[quoting ?? ''] ?? String)(asText(value)));
	});
	return isWhole ? filled : undefined;
}

/**
 * Fills in a JSON template. Values get in as values and never as text that is parsed, so nothing in them can become
 * JSON. A text that is one placeholder becomes its value, whatever that is; an entry without a value is left out. A
 * name that is a placeholder of an object, as `{ "kind": "person", "{{fields}}": "" }`, brings its entries.
 */
export function fillJson(template: unknown, values: TemplateValues): unknown {
	if (typeof template === 'string') return fillLeaf(template, values);
	if (Array.isArray(template)) {
		return template.map((part) => fillJson(part, values)).filter((part) => part !== undefined);
	}
	if (typeof template !== 'object' || template === null) return template;
	const filled: Record<string, unknown> = Object.create(null);
	for (const [key, part] of Object.entries(template)) {
		const spread = fillLeaf(key, values);
		if (isObject(spread)) {
			Object.assign(filled, spread);
			continue;
		}
		const [name, value] = [fillText(key, values), fillJson(part, values)];
		if (name !== undefined && value !== undefined) filled[name] = value;
	}
	return filled;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fillLeaf(text: string, values: TemplateValues): unknown {
	const [, name, quoting] = WHOLE.exec(text) ?? [];
	return name !== undefined && quoting === undefined ? valueOf(values, name) : fillText(text, values);
}

/** The value of a placeholder; `fields.email` is that of one property, whatever points are in its name. */
function valueOf(values: TemplateValues, name: string): unknown {
	if (Object.hasOwn(values, name)) return values[name];
	const [first = '', ...rest] = name.split('.');
	const inner: unknown = Object.hasOwn(values, first) ? values[first] : undefined;
	if (rest.length === 0 || typeof inner !== 'object' || inner === null) return undefined;
	return valueOf(inner as TemplateValues, rest.join('.'));
}

function asText(value: unknown): string {
	if (Array.isArray(value)) return value.map(asText).join(',');
	if (value === null || value === undefined) return '';
	return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
