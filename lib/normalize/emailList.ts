const BRACKETED = /<\s*(?:mailto:)?([^<>@\s]+@[^<>@\s]+?)\s*>/gi;
const SEPARATORS = /\s*(?:;|,|\||:::|\s\/\s|\s(?:or|and|lub|oraz|i|und|oder|et|ou|y|и|или|和|或|&)\s|\s)\s*/i;

/** Marks that are left around an address by copying it out of a sentence or a mail program. */
const LEADING_MARKS = /^[\s<("'[,;]+/;
const TRAILING_MARKS = /[\s>)"'\],;]+$/;

/** A remark after the address: `jan@example.com (work)`. */
const REMARK = /\s+\([^()@]*\)$/;

/** Takes away what surrounds one address: brackets, quotes, `mailto:`, a trailing semicolon. */
function bare(text: string): string {
	const unwrapped = text.replace(LEADING_MARKS, '').replace(TRAILING_MARKS, '');
	return /^mailto:/i.test(unwrapped) ? unwrapped.slice(7).replace(/\?.*$/, '') : unwrapped;
}

function splitAtSlash(text: string): readonly string[] {
	const parts = text.split('/');
	return parts.every((part) => /^[^@]+@[^@]+\.[^@]+$/.test(part)) ? parts : [text];
}

/**
 * The addresses in a cell, each without what surrounds it. Text that cannot be
 * taken apart with certainty comes back whole, for the caller to refuse.
 * @param text without invisible characters
 */
export function addressesIn(text: string): readonly string[] {
	const bracketed = Array.from(text.matchAll(BRACKETED), (match) => match[1] ?? '');
	if (bracketed.length > 0 && bracketed.length === text.split('@').length - 1) return bracketed;
	const whole = bare(text.replace(REMARK, ''));
	const strong = whole.split(/\s*(?:;|,|\||:::)\s*/).filter((part) => part !== '');
	const parts = strong.flatMap((part) => {
		const words = part.split(SEPARATORS).filter((word) => word !== '');
		return words.length > 1 && words.every((word) => word.includes('@')) ? words : [part];
	});
	return parts.map(bare).flatMap(splitAtSlash);
}
