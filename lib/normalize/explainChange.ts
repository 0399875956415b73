import type { Cell, FieldType, FieldValue } from '../model';
import { asciiDigits } from './asciiDigits';
import { foldText } from './foldText';
import { isPlainAscii, withoutInvisible, withoutTextMark } from './plainText';
import type { Normalized, NormalizeOptions } from './rule';
import { findRule } from './rules';

/** What became of a cell, for a person who asks why. */
export interface CellChange {
	readonly before: Cell;
	/** `undefined` where nothing could be stored. */
	readonly after: FieldValue | undefined;
	/** The rule's title. */
	readonly rule: string;
	readonly reason: string;
}

const CONTROL = /(?![\t\n\r])\p{Cc}/u;

/** A step that any text may have needed: whether it did, and what it was. */
type Step = readonly [isNeeded: (text: string) => boolean, what: string];

const STEPS: readonly Step[] = [
	[(text) => /^\s|\s$/.test(text), 'spaces around it were taken away'],
	[(text) => withoutTextMark(text.trim()) !== text.trim(), 'the apostrophe of a spreadsheet was taken off'],
	[(text) => CONTROL.test(text), 'control characters were taken away'],
	[isDirty, 'invisible characters or odd spaces were taken away'],
	[(text) => text.normalize('NFC') !== text, 'letters and their accents were put together'],
];

function isDirty(text: string): boolean {
	return !isPlainAscii(text) && withoutInvisible(text) !== text;
}

function generalSteps(text: string): readonly string[] {
	return STEPS.filter(([isNeeded]) => isNeeded(text)).map(([, what]) => what);
}

/** What is between the text without dirt and the stored value, where that is only this. */
function plainDifference(before: string, after: string): string | undefined {
	const clean = withoutTextMark(withoutInvisible(before).trim()).normalize('NFC');
	if (clean === after) return '';
	const single = clean.replace(/\s+/g, ' ');
	const spaces = single === clean ? [] : ['spaces were made single'];
	if (single === after) return spaces.join('');
	if (foldText(single) === foldText(after) && single.length === after.length)
		return [...spaces, 'capitals and small letters were set'].join('; ');
	if (asciiDigits(clean.normalize('NFKC')) === after)
		return 'characters of full width or another script were made plain';
	return undefined;
}

function textReason(before: string, after: string, specific: () => string | undefined): string {
	const difference = plainDifference(before, after);
	const reasons = [...generalSteps(before), difference ?? specific() ?? 'it was brought into one form'];
	return reasons.filter((reason) => reason !== '').join('; ');
}

function isList(value: Normalized['value']): value is readonly Cell[] {
	return Array.isArray(value);
}

function reasonOf(
	type: FieldType,
	before: Exclude<Cell, null>,
	{ value, issues }: Normalized,
	options: NormalizeOptions,
): string {
	if (issues.length > 0) return issues.map(({ message }) => message).join('; ');
	if (isList(value)) return `${value.length} values were taken apart`;
	if (typeof before !== 'string' && String(before) === value)
		return `a ${typeof before} of the source was written as text`;
	const specific = () => (value === undefined ? undefined : findRule(type).reason?.(before, value, options));
	if (typeof before === 'string' && typeof value === 'string') return textReason(before, value, specific);
	return specific() ?? 'it was brought into one form';
}

function besidesReason({ besides }: Normalized): readonly string[] {
	return Object.entries(besides ?? {}).map(([what, value]) => `the ${what} ${value} is kept beside it`);
}

/**
 * Tells what a rule has done to a cell and why. It looks at what went in and what came out, so that an import which
 * does not ask for it pays nothing.
 * @param found what the rule gave for `before`
 * @returns `undefined` where the value is as it was read, and there is nothing to say about it
 */
export function explainChange(
	type: FieldType,
	before: Exclude<Cell, null>,
	found: Normalized,
	options: NormalizeOptions,
): CellChange | undefined {
	if (found.value === before && found.issues.length === 0) return undefined;
	const reason = [reasonOf(type, before, found, options), ...besidesReason(found)].join('; ');
	return { before, after: found.value, rule: findRule(type).title, reason };
}
