import { TextDecoder } from 'node:util';

/** The code pages of the WHATWG encoding standard that have another name there than `windows-` and their number. */
const NAMES: Readonly<Record<number, string>> = {
	866: 'ibm866',
	874: 'windows-874',
	932: 'shift_jis',
	936: 'gb18030',
	949: 'euc-kr',
	950: 'big5',
	10000: 'macintosh',
	10007: 'x-mac-cyrillic',
	20866: 'koi8-r',
	32768: 'macintosh',
	65001: 'utf-8',
};
const WESTERN = 'windows-1252';

/** A decoder for the texts of a workbook before Excel 97, which are in the code page that it names. */
export function codePageDecoder(codePage: number): TextDecoder {
	const known = codePage >= 1250 && codePage <= 1258;
	return new TextDecoder(NAMES[codePage] ?? (known ? `windows-${codePage}` : WESTERN));
}
