import { decodeEntities } from '../xlsx/xmlTags';

const PATTERNS = new Map<string, RegExp>();

/**
 * The value of an attribute, or nothing where it is not there.
 * @param attributes of a tag, as they are written
 * @param name without the prefix, or with it where others have the same
 */
export function attributeOf(attributes: string, name: string): string | undefined {
	if (attributes === '') return undefined;
	const [, double, single, bare] = patternOf(name).exec(attributes) ?? [];
	const value = double ?? single ?? bare;
	return value === undefined ? undefined : decodeEntities(value);
}

/** A whole number of an attribute, at least `least`; `otherwise` where there is none. */
export function countOf(attributes: string, name: string, otherwise: number, least = otherwise): number {
	const value = Number.parseInt(attributeOf(attributes, name) ?? '', 10);
	return Number.isSafeInteger(value) && value >= least ? value : otherwise;
}

function patternOf(name: string): RegExp {
	const known = PATTERNS.get(name);
	if (known) return known;
	const pattern = new RegExp(
		`(?:^|\\s)(?:[\\w-]+:)?${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`,
		'i',
	);
	PATTERNS.set(name, pattern);
	return pattern;
}

/** The name of an element without the prefix of its namespace. */
export function localName(name: string): string {
	return name.slice(name.indexOf(':') + 1);
}
