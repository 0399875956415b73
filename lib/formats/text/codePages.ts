import type { StreamDecoder } from './decode';

/**
 * The upper halves of the code pages of DOS that the WHATWG encoding standard
 * leaves out, from 0x80 to 0xFF; made from the mapping files of Unicode. Old
 * invoicing and shop programs still write them.
 */
const UPPER_HALVES: Readonly<Record<string, string>> = {
	cp437:
		'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00A0',
	cp850:
		'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00AD±‗¾¶§÷¸°¨·¹³²■\u00A0',
	cp852:
		'ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×čáíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐└┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀ÓßÔŃńňŠšŔÚŕŰýÝţ´\u00AD˝˛ˇ˘§÷¸°¨˙űŘř■\u00A0',
	cp855:
		'ђЂѓЃёЁєЄѕЅіІїЇјЈљЉњЊћЋќЌўЎџЏюЮъЪаАбБцЦдДеЕфФгГ«»░▒▓│┤хХиИ╣║╗╝йЙ┐└┴┬├─┼кК╚╔╩╦╠═╬¤лЛмМнНоОп┘┌█▄Пя▀ЯрРсСтТуУжЖвВьЬ№\u00ADыЫзЗшШэЭщЩчЧ§■\u00A0',
};

/** The code page a name means, as `cp852` for `IBM-852` or `dos852`; `undefined` where it is none of ours. */
export function codePageNamed(name: string): string | undefined {
	const number = /^(?:cp|ibm|dos|oem|cs?pc)?[-_ ]?(437|850|852|855)$/i.exec(name.trim())?.[1];
	return number === undefined ? undefined : `cp${number}`;
}

/** The characters of the 256 bytes of a code page, as code units. */
export function codePageTable(page: string): Uint16Array {
	const upper = UPPER_HALVES[page] ?? '';
	return Uint16Array.from({ length: 256 }, (_, byte) => (byte < 0x80 ? byte : upper.charCodeAt(byte - 0x80)));
}

/** A decoder for a code page of ours, used as a `TextDecoder` is. */
export function makeCodePageDecoder(page: string): StreamDecoder {
	const table = codePageTable(page);
	return {
		encoding: page,
		decode(bytes = new Uint8Array()) {
			const units = new Uint16Array(bytes.length);
			for (let at = 0; at < bytes.length; at++) units[at] = table[bytes[at] ?? 0] ?? 0;
			return Buffer.from(units.buffer).toString('utf16le');
		},
	};
}
