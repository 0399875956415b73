import { makeIssue } from '../errors';
import type { RowIssue } from '../model';
import { looksDecodedTwice } from './mojibake';
import { NO_ISSUES } from './normalized';
import { isCommonText, isPlainAscii, withoutInvisibleDirt, withoutTextMark } from './plainText';

/** Control characters but tab, line feed and carriage return; the others mean nothing in text and break XML and databases. */
const CONTROL = /(?![\t\n\r])\p{Cc}/gu;

/** Anything that has to be taken away or made plain; most text has none. */
const ODD = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;

/** Text that was brought into one form, and what was found in it. */
export interface Prose {
	readonly text: string;
	readonly issues: readonly RowIssue[];
}

/** Text a person wrote: composed (NFC), trimmed, without control and invisible characters. Line breaks and words stay as typed. */
export function readProse(value: string): Prose {
	const trimmed = withoutTextMark(value.trim());
	if (isPlainAscii(trimmed)) return { text: trimmed, issues: NO_ISSUES };
	const odd = !isCommonText(trimmed) && ODD.test(trimmed);
	const clean = odd ? trimmed.replace(CONTROL, '') : trimmed;
	const text = (odd ? withoutInvisibleDirt(clean).trim() : clean).normalize('NFC');
	if (clean.length === trimmed.length && !looksDecodedTwice(text)) return { text, issues: NO_ISSUES };
	const issues: RowIssue[] = [];
	if (clean.length !== trimmed.length) issues.push(makeIssue('CONTROL_CHARACTER'));
	if (looksDecodedTwice(text)) issues.push(makeIssue('MOJIBAKE'));
	return { text, issues };
}
