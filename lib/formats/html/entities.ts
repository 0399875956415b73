import { TextDecoder } from 'node:util';

/** The names of the characters from U+00A0 to U+00FF, in their order. */
const LATIN =
	'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml';

/** Letters of the languages east of Germany, signs of typography, and what XML has. */
const OTHERS =
	'amp:& lt:< gt:> quot:" apos:\' Abreve:Ă abreve:ă Aogon:Ą aogon:ą Cacute:Ć cacute:ć Ccaron:Č ccaron:č Dcaron:Ď dcaron:ď Dstrok:Đ dstrok:đ Ecaron:Ě ecaron:ě Eogon:Ę eogon:ę gbreve:ğ Gbreve:Ğ Idot:İ imath:ı inodot:ı Lacute:Ĺ lacute:ĺ Lcaron:Ľ lcaron:ľ Lstrok:Ł lstrok:ł Nacute:Ń nacute:ń Ncaron:Ň ncaron:ň Odblac:Ő odblac:ő Racute:Ŕ racute:ŕ Rcaron:Ř rcaron:ř Sacute:Ś sacute:ś Scedil:Ş scedil:ş Scaron:Š scaron:š Tcaron:Ť tcaron:ť Tcedil:Ţ tcedil:ţ Udblac:Ű udblac:ű Uring:Ů uring:ů Yuml:Ÿ Zacute:Ź zacute:ź Zdot:Ż zdot:ż Zcaron:Ž zcaron:ž OElig:Œ oelig:œ fnof:ƒ circ:ˆ tilde:˜ ndash:– mdash:— lsquo:‘ rsquo:’ sbquo:‚ ldquo:“ rdquo:” bdquo:„ dagger:† Dagger:‡ bull:• hellip:… permil:‰ prime:′ Prime:″ lsaquo:‹ rsaquo:› euro:€ trade:™ numero:№ larr:← uarr:↑ rarr:→ darr:↓ minus:− infin:∞ asymp:≈ ne:≠ le:≤ ge:≥ check:✓ cross:✗ star:☆ starf:★ phone:☎';

const NAMED: ReadonlyMap<string, string> = new Map([
	...LATIN.split(' ').map((name, index) => [name, String.fromCharCode(0xa0 + index)] as const),
	...OTHERS.split(' ').map((entry) => {
		const colon = entry.indexOf(':');
		return [entry.slice(0, colon), entry.slice(colon + 1)] as const;
	}),
	['ensp', '\u2002'],
	['emsp', '\u2003'],
	['thinsp', '\u2009'],
	['zwnj', '\u200c'],
	['zwj', '\u200d'],
	['newline', '\n'],
	['tab', '\t'],
]);

const REFERENCE = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]\w{1,9}));?/gi;
const WINDOWS = new TextDecoder('windows-1252');

/** Text of a web page with its character references replaced; one that is not known stays. */
export function decodeReferences(text: string): string {
	if (!text.includes('&')) return text;
	return text.replace(REFERENCE, (whole, decimal?: string, hex?: string, name?: string) => {
		if (name !== undefined) return NAMED.get(name) ?? NAMED.get(name.toLowerCase()) ?? whole;
		const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
		// Numbers of control characters have always meant those of Windows-1252.
		if (code >= 0x80 && code < 0xa0) return WINDOWS.decode(Uint8Array.of(code));
		return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
	});
}
