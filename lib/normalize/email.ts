import { domainToASCII } from 'node:url';
import { makeIssue } from '../errors';
import type { Cell, RowIssue } from '../model';
import { addressesIn } from './emailList';
import { lookalikeOf } from './lookalike';
import { kept, NO_ISSUES, refused } from './normalized';
import { isCellError, isPlaceholder } from './placeholder';
import { isOverlong, plainText } from './plainText';
import type { Normalized, Rule } from './rule';

/** RFC 5321 4.5.3.1 for the parts; the whole as customer bases bound it. */
const LOCAL_LENGTH = 64;
const DOMAIN_LENGTH = 253;
const LABEL_LENGTH = 63;
const ADDRESS_LENGTH = 320;

/** A clean address in small letters needs no second look. */
const CLEAN =
	/^[a-z0-9!#$%&*+/=?^_`{|}~-][a-z0-9!#$%&'*+/=?^_`{|}~-]*(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/;

const LOCAL = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const ASCII_DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z](?:[a-z0-9-]*[a-z0-9])$/;

/** Addresses that shops and offices type in when a customer has none. */
const STAND_IN =
	/^(?:brak|brakmaila?|brak[._-]?e?-?maila?|nie[._-]?ma|no[._-]?e?-?mail|none|noone|nobody|null|n[._-]?a|unknown|keine?|kein[._-]?email|sin[._-]?correo|aucun|nenhum|yok|xxx+)@|^(no|email|test|asdf?|qwe|aa+|xx+|x)@\1\./i;

type Reading = { readonly address: string; readonly warning?: RowIssue } | { readonly issue: RowIssue };

/** Reads one address without anything around it. */
function readAddress(text: string): Reading {
	const at = text.lastIndexOf('@');
	const local = text.slice(0, at);
	const domain = text.slice(at + 1).toLowerCase();
	if (at < 1 || !LOCAL.test(local)) return { issue: makeIssue('INVALID_EMAIL') };
	const ascii = domainToASCII(domain);
	if (tooLong(local, ascii))
		return { issue: makeIssue('TOO_LONG', { message: 'The e-mail address is too long' }) };
	if (!ASCII_DOMAIN.test(ascii) || ascii.length > DOMAIN_LENGTH) return { issue: makeIssue('INVALID_EMAIL') };
	const address = `${local}@${domain}`;
	if (STAND_IN.test(address)) return { issue: makeIssue('PLACEHOLDER') };
	const lookalike = lookalikeOf(domain);
	if (lookalike === undefined) return { address };
	return { address, warning: makeIssue('LOOKALIKE_DOMAIN', { message: `${domain} is not ${lookalike}` }) };
}

function tooLong(local: string, domain: string): boolean {
	if (local.length > LOCAL_LENGTH || local.length + 1 + domain.length > ADDRESS_LENGTH) return true;
	return domain.length > LABEL_LENGTH && domain.split('.').some((label) => label.length > LABEL_LENGTH);
}

/** The short way for a clean address: ASCII, a domain with a dot, no length near a bound, nothing around it. */
function cleanAddress(text: string): string | undefined {
	if (text.length > LABEL_LENGTH) return undefined;
	const lower = text.toLowerCase();
	if (!CLEAN.test(lower) || STAND_IN.test(lower)) return undefined;
	if (lower === text) return text;
	const at = text.indexOf('@');
	return text.slice(0, at) + lower.slice(at);
}

/** Reads a cell that is not a clean address: several of them, a display name, marks around it. */
function readCell(text: string): Normalized {
	if (isOverlong(text)) return refused('INVALID_EMAIL');
	const plain = plainText(text);
	if (plain === '') return kept('');
	if (isCellError(plain)) return refused('CELL_ERROR');
	if (isPlaceholder(plain)) return refused('PLACEHOLDER');
	return combine(
		addressesIn(plain)
			.filter((part) => !isPlaceholder(part))
			.map(readAddress),
	);
}

/** Puts the addresses of a cell together, each once. */
function combine(readings: readonly Reading[]): Normalized {
	const addresses: string[] = [];
	const issues: RowIssue[] = [];
	for (const reading of readings) {
		if ('issue' in reading) issues.push(reading.issue);
		else if (!addresses.includes(reading.address)) addresses.push(reading.address);
		if ('warning' in reading && reading.warning) issues.push(reading.warning);
	}
	if (addresses.length === 0) return { value: undefined, issues: [issues[0] ?? makeIssue('INVALID_EMAIL')] };
	const found = issues.length === 0 ? NO_ISSUES : issues;
	return { value: addresses.length === 1 ? addresses[0] : addresses, issues: found };
}

/** `Jan@München.DE` as `jan@xn--mnchen-3ya.de`: ASCII lower case, never of a locale, and the domain in Punycode. */
function emailKey(value: Cell): string {
	const text = String(value).trim();
	if (CLEAN.test(text)) return text;
	const at = text.lastIndexOf('@');
	if (at < 0) return text.toLowerCase();
	const domain = text.slice(at + 1).toLowerCase();
	const ascii = domainToASCII(domain) || domain;
	return `${text.slice(0, at).normalize('NFC').toLowerCase()}@${ascii}`;
}

/**
 * E-mail addresses. The local part is kept as typed, the domain in small
 * letters; several addresses in a cell become a list. Quoted local parts,
 * address literals and domains without a dot are refused although RFC 5321
 * allows them: no customer base takes them, and in a file they are typing errors.
 */
export const email: Rule = {
	name: 'email',
	title: 'E-mail address',
	summary:
		'The address without what surrounds it; the local part as typed, the domain in small letters. Several addresses in a cell become a list. A look-alike domain is pointed out and never corrected. Compared without case and with the domain in Punycode; plus and dots tell addresses apart.',
	heeds: [],
	examples: [
		{ in: 'jan@example.com', out: 'jan@example.com' },
		{ in: ' Jan.Kowalski@Example.COM ', out: 'Jan.Kowalski@example.com' },
		{ in: '"Jan K" <jan@example.com>', out: 'jan@example.com' },
		{ in: 'mailto:jan@example.com?subject=Hi', out: 'jan@example.com' },
		{ in: 'jan@example.com;', out: 'jan@example.com' },
		{ in: 'jan\u200b@example.com\u00a0', out: 'jan@example.com' },
		{ in: 'jan＠example.com', out: 'jan@example.com' },
		{ in: "'jan@example.com'", out: 'jan@example.com' },
		{ in: 'jan@München.de', out: 'jan@münchen.de' },
		{ in: 'jan+news@example.com', out: 'jan+news@example.com' },
		{ in: "anna.o'neill@example.com", out: "anna.o'neill@example.com" },
		{ in: 'a@example.com; b@example.com', out: ['a@example.com', 'b@example.com'] },
		{ in: 'a@example.com ::: b@example.com', out: ['a@example.com', 'b@example.com'] },
		{ in: 'Ann <a@example.com>, Bo <b@example.com>', out: ['a@example.com', 'b@example.com'] },
		{ in: 'a@example.com; not an address', out: 'a@example.com', code: 'INVALID_EMAIL' },
		{ in: 'jan@gmąil.com', out: 'jan@gmąil.com', code: 'LOOKALIKE_DOMAIN' },
		{ in: 'jan@example.com (work)', out: 'jan@example.com' },
		{ in: 'a@x.pl; -', out: 'a@x.pl' },
		{ in: 'jan@example,com', code: 'INVALID_EMAIL' },
		{ in: 'jan@example', code: 'INVALID_EMAIL' },
		{ in: 'jan.example.com', code: 'INVALID_EMAIL' },
		{ in: 'jan@@example.com', code: 'INVALID_EMAIL' },
		{ in: 'jan kowalski@example.com', code: 'INVALID_EMAIL' },
		{ in: `${'x'.repeat(65)}@example.com`, code: 'TOO_LONG' },
		{ in: 48501228855, code: 'INVALID_EMAIL' },
		{ in: 'brak@brak.pl', code: 'PLACEHOLDER' },
		{ in: 'noemail@example.com', code: 'PLACEHOLDER' },
		{ in: '-', code: 'PLACEHOLDER' },
		{ in: 'n/a', code: 'PLACEHOLDER' },
		{ in: '#N/A', code: 'CELL_ERROR' },
	],
	apply(value) {
		if (typeof value !== 'string') return refused('INVALID_EMAIL');
		const clean = cleanAddress(value);
		return clean === undefined ? readCell(value) : kept(clean);
	},
	matchKey: emailKey,
	reason: () => 'what stood around the address was taken away',
};
