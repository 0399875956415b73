import { plainText } from './plainText';

const SCHEME = /^(?:tel|phone|callto|sip|sms|whatsapp)\s*:\s*(?:\/\/)?(?!.*phone-context=)/i;

/** More than one plus, or a plus and what is dialled instead of it. No calling code starts with a zero. */
const PLUS_AND_DIAL_OUT = /^\+[+\s]*(?:00|011)?\s*/;

/** A calling code in brackets at the start: `(+48)501228855`, `(0048) 501…`. */
const BRACKETED_CODE = /^\(\s*(\+\s*\d{1,3}|00\s*\d{1,3})\s*\)/;

/** The trunk zero that is not dialled from abroad: `+48 (0) 501…`. Italy, San Marino and the Vatican do dial it. */
const BRACKETED_ZERO = /^(\+|00)(?!\s*39|\s*378|\s*379)([\d\s]{1,5})\(0\)/;

/** The words for an extension that the library does not know, before digits at the end. */
const EXTENSION_WORD =
	/[\s,;]*\b(?:wew(?:n(?:ętrzny)?)?|nst|dw|durchwahl|poste|interno|int|anexo|ramal|dahili)\s*[.:]?\s*(\d{1,7})$|[\s,;]*(?:доб|вн|분기|内線|分机|转)\s*[.:]?\s*(\d{1,7})$/iu;

const LINE_END = /\s*[\r\n]+\s*/g;

/** One form for the marks that mean the same: fullwidth, other digits, dashes, schemes, brackets. */
export function phoneText(text: string): string {
	return plainText(text.trim().replace(LINE_END, '; '))
		.replace(/[\u2010-\u2015\u2212\u30fc]/g, '-')
		.replace(SCHEME, '')
		.replace(PLUS_AND_DIAL_OUT, '+')
		.replace(BRACKETED_CODE, '$1 ')
		.replace(BRACKETED_ZERO, '$1$2')
		.replace(EXTENSION_WORD, ' ext. $1$2');
}

const SEVERAL =
	/\s*(?:;(?!\s*(?:ext|isub|phone-context)=)|:::|\||(?<!,),(?!,)|\s(?:or|lub|oraz|und|oder|ou|или|或)\s)(?!\s*(?:e?xt|x|доб|wew))\s*/i;

/** Fewer digits are an extension or a piece of a number, not a number. */
const DIGITS_OF_A_NUMBER = 7;

function digitCount(text: string): number {
	return text.replace(/\D/g, '').length;
}

/** The numbers in a cell. A cell whose parts are not all numbers by their length comes back whole. */
export function severalPhones(text: string): readonly string[] {
	const parts = text.split(SEVERAL).filter((part) => part !== '');
	return parts.length > 1 && parts.every((part) => digitCount(part) >= DIGITS_OF_A_NUMBER) ? parts : [text];
}

/** The parts at slashes, which separate two numbers in `501228855/602111222` and the area code in `030/901820`. */
export function partsAtSlash(text: string): readonly string[] {
	const parts = text.split(/\s*\/\s*/);
	return parts.length > 1 && parts.every((part) => digitCount(part) >= DIGITS_OF_A_NUMBER) ? parts : [];
}
