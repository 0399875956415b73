import { STANDARD_FIELDS } from '../fields';
import type { FieldSpec } from '../model';
import { foldText, nearestAllowed } from '../normalize';

/** Shorter names are parts of many others. */
const LEAST_LETTERS = 5;

type Fields = ReadonlyMap<string, FieldSpec>;

const standardField = (name: string): FieldSpec | undefined =>
	STANDARD_FIELDS.find((known) => known.name === name);

/**
 * What to do about a field that the destination does not have, with the field there that is named most alike. Told for
 * every value, so it is worked out once.
 */
export function makeMissingFieldHints(fields: Fields): (field: string) => string {
	const hints = new Map<string, string>();
	return (field) => {
		const known = hints.get(field);
		if (known !== undefined) return known;
		const hint = hintFor(field, nearestField(field, fields));
		hints.set(field, hint);
		return hint;
	};
}

function hintFor(field: string, nearest: FieldSpec | undefined): string {
	const isOurs = standardField(field) !== undefined;
	const pair = isOurs ? `, or for a CRM name it for '${field}' in 'Field Names' of the credential` : '';
	if (nearest === undefined) return `Make the field there, or map the column to another one${pair}.`;
	const { name, title } = nearest;
	const called = title === name ? `'${name}'` : `'${title}' (${name})`;
	return `Its field ${called} is named most alike: map the column to it${pair}.`;
}

/** A field of the destination's own with nearly the same name or title, or one with the other in it. */
function nearestField(field: string, fields: Fields): FieldSpec | undefined {
	const names = [field, standardField(field)?.title ?? field];
	// What stands for another field of ours is something else, however alike the names are.
	const isOurs = standardField(field) !== undefined;
	const others = [...fields.values()].filter(
		(one) => one.readOnly !== true && !(isOurs && standardField(one.name) !== undefined),
	);
	// A name and its title are mostly one text to a person, and then stand for one thing.
	const byText = new Map(
		others.flatMap((one) => [one.title, one.name].map((text) => [foldText(text), one] as const)),
	);
	const texts = [...byText.keys()];
	for (const name of names) {
		const text = nearestAllowed(name, texts) ?? shortestAround(name, texts);
		if (text !== undefined) return byText.get(text);
	}
	return undefined;
}

function shortestAround(name: string, texts: readonly string[]): string | undefined {
	const wanted = foldText(name);
	const around = texts.filter((text) => {
		const [short = '', long = ''] = [wanted, text].sort((a, b) => a.length - b.length);
		return short.length >= LEAST_LETTERS && long.includes(short);
	});
	return around.sort((a, b) => a.length - b.length)[0];
}
