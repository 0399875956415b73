import { userError } from '../errors';
import { LABEL_LANGUAGES, titleOf } from '../fields';
import type { FieldSpec } from '../model';
import { isOurColumn } from './labelReading';
import type { Correction } from './mapping';

/** The star behind the label of a required field. */
const REQUIRED_MARK = /\s*\*$/;

/** How many labels a message names. */
const NAMED = 10;

/**
 * The field of each column of a file whose header must be that of a template: a label for every field, in their
 * order, in any one language. Columns that our own nodes added are passed over.
 * @throws userError `NOT_THE_TEMPLATE`, which names the labels that are missing, surplus or out of their place
 */
export function matchTemplate(labels: readonly string[], fields: readonly FieldSpec[]): Correction[] {
	const found = labels.filter((label) => !isOurColumn(label));
	const plain = found.map(withoutMark);
	const difference = differenceOf(plain, nearestHeader(plain, fields));
	if (difference !== undefined) throw notTheTemplate(difference);
	return fields.map(({ name }, place) => ({ label: found[place] ?? '', field: name }));
}

function withoutMark(label: string): string {
	return label.trim().replace(REQUIRED_MARK, '').normalize('NFC');
}

/** The template's labels in the language in which most of them are there. */
function nearestHeader(found: readonly string[], fields: readonly FieldSpec[]): readonly string[] {
	const there = new Set(found);
	const headers = LABEL_LANGUAGES.map((language) =>
		fields.map((field) => withoutMark(titleOf(field, language))),
	);
	const hits = (header: readonly string[]): number => header.filter((label) => there.has(label)).length;
	return headers.reduce((best, header) => (hits(header) > hits(best) ? header : best));
}

function differenceOf(found: readonly string[], expected: readonly string[]): string | undefined {
	const missing = expected.filter((label) => !found.includes(label));
	const surplus = found.filter((label) => !expected.includes(label));
	const parts = [
		...(missing.length === 0 ? [] : [`missing are ${listOf(missing)}`]),
		...(surplus.length === 0 ? [] : [`surplus are ${listOf(surplus)}`]),
	];
	if (parts.length > 0) return parts.join('; ');
	const moved = expected.filter((label, index) => found[index] !== label);
	if (moved.length > 0) return `out of their place are ${listOf(moved)}`;
	return found.length === expected.length ? undefined : 'some columns are there twice';
}

function listOf(labels: readonly string[]): string {
	const more = labels.length > NAMED ? ` and ${labels.length - NAMED} more` : '';
	const names = labels.slice(0, NAMED).map((label) => `'${label}'`);
	return `${names.join(', ')}${more}`;
}

function notTheTemplate(difference: string): Error {
	return userError(
		`The header is not that of the template: ${difference}`,
		"Fill in the template without changing its header, or set 'Mapping Mode' to automatic. Customer Export writes the template.",
		'NOT_THE_TEMPLATE',
	);
}
