import { makeIssue } from '../errors';
import type { Cell, FieldType, RowIssue } from '../model';
import type { Normalized, NormalizeOptions, Rule } from './rule';

/** Half an address or a number is another one, or none. */
const CUTTABLE: ReadonlySet<string> = new Set<FieldType>(['text', 'name', 'company']);

const characters = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Whether two 16-bit units are one character at this place. */
function isSecondHalf(text: string, index: number): boolean {
	const isLow = (text.charCodeAt(index) & 0xfc00) === 0xdc00;
	return isLow && (text.charCodeAt(index - 1) & 0xfc00) === 0xd800;
}

/** In Unicode code points, as databases and customer bases count. */
function lengthOf(text: string): number {
	let length = text.length;
	for (let index = 1; index < text.length; index++) if (isSecondHalf(text, index)) length--;
	return length;
}

function isLonger(text: string, limit: number): boolean {
	return text.length > limit && (text.length > limit * 2 || lengthOf(text) > limit);
}

/** The beginning of a text, with no letter parted from its accent and no emoji in two. */
function cut(text: string, limit: number): string {
	let length = 0;
	let end = 0;
	// No code point is longer than two units, so that no more of a long text is looked at.
	for (const { segment, index } of characters.segment(text.slice(0, (limit + 1) * 2))) {
		length += lengthOf(segment);
		if (length > limit) break;
		end = index + segment.length;
	}
	return text.slice(0, end).trimEnd();
}

interface Limits {
	readonly limit: number;
	/** The part of a longer text that can be stored; `undefined` where nothing can. */
	readonly shorten: (text: string) => string | undefined;
	readonly issues: RowIssue[];
}

/** A value that fits, or `undefined`; what was done is added to the issues. */
function fitting(value: Cell, { limit, shorten, issues }: Limits): Cell | undefined {
	if (typeof value !== 'string' || !isLonger(value, limit)) return value;
	const what = `${lengthOf(value)} characters are too many; the field takes ${limit}`;
	const short = shorten(value);
	issues.push(
		short === undefined
			? makeIssue('TOO_LONG', { message: what, hint: 'Write it shorter.' })
			: makeIssue('TOO_LONG', { severity: 'warning', message: `${what}, so the end was cut off` }),
	);
	return short;
}

function isList(value: Normalized['value']): value is readonly Cell[] {
	return Array.isArray(value);
}

function limited(found: Normalized, limits: Limits): Normalized {
	const { value } = found;
	if (value === undefined) return found;
	const fit = isList(value) ? value.flatMap((one) => fitting(one, limits) ?? []) : fitting(value, limits);
	if (limits.issues.length === 0) return found;
	const issues = [...limits.issues, ...found.issues];
	if (!isList(fit)) return { ...found, value: fit, issues };
	return { ...found, value: fit.length > 1 ? fit : fit[0], issues };
}

/** What is left is a value of its own, which the rule would write otherwise or refuse if it were read again. */
function shortenBy(
	rule: Rule,
	options: NormalizeOptions,
	limit: number,
): (text: string) => string | undefined {
	return (text) => {
		const { value } = rule.apply(cut(text, limit), options);
		return typeof value === 'string' && value !== '' && !isLonger(value, limit) ? value : undefined;
	};
}

/** The rule, which also holds its values to the length that the field takes. Nothing is cut in silence. */
export function withMaxLength(rule: Rule): Rule {
	const canCut = CUTTABLE.has(rule.name);
	return {
		...rule,
		apply(value: Exclude<Cell, null>, options: NormalizeOptions) {
			const found = rule.apply(value, options);
			const limit = options.maxLength;
			if (limit === undefined) return found;
			const isCut = canCut && options.tooLong === 'cut';
			const shorten = isCut ? shortenBy(rule, options, limit) : () => undefined;
			return limited(found, { limit, shorten, issues: [] });
		},
	};
}
