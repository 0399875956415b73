import { withoutControlCharacters } from '../text/controlCharacters';
import { decodeEntities } from './xmlTags';

/** How Excel writes what XML cannot hold: `_x000D_` is a carriage return, `_x005F_` the underscore of such a text. */
const ESCAPE = /_x([\da-f]{4})_/gi;
/** The name of a tag, with its prefix before it; of a closing tag neither. */
const NAME = /^<([\w.-]+:)?([\w.-]+)/;
const SECTION = /<!\[CDATA\[([\s\S]*?)\]\]>|<!--[\s\S]*?-->/g;
/**
 * Turns the XML of texts in a workbook into text: character references, CDATA and
 * Excel's own escapes, ECMA-376 part 1, 18.4 and 22.9.2.19 (ST_Xstring).
 */
export class WorkbookText {
	/** Texts that control characters were taken out of. */
	cleaned = 0;

	/** What stands between two tags. */
	decode(raw: string): string {
		let text = raw.includes('<') ? decodeSections(raw) : decodeEntities(withLineFeeds(raw));
		if (text.includes('_x')) text = text.replace(ESCAPE, (_, hex: string) => escaped(hex));
		const clean = withoutControlCharacters(text);
		if (clean.length !== text.length) this.cleaned++;
		return clean;
	}

	/** The content of a shared or inline string: its runs put together, without the phonetic ones. */
	decodeRuns(xml: string): string {
		let text = '';
		let at = 0;
		for (;;) {
			const open = xml.indexOf('<', at);
			const close = xml.indexOf('>', open);
			if (open === -1 || close === -1) return text;
			const [, prefix = '', name] = NAME.exec(xml.slice(open, close)) ?? [];
			const hasContent = xml[close - 1] !== '/';
			at = close + 1;
			if (xml.startsWith('<!--', open)) at = endOr(xml, xml.indexOf('-->', open));
			else if (name === 'rPh' && hasContent) at = endOr(xml, xml.indexOf(`</${prefix}rPh`, at));
			else if (name === 't' && hasContent) {
				const end = endOfRaw(xml, at);
				text += this.decode(xml.slice(at, end));
				at = end;
			}
		}
	}
}

function endOr(xml: string, found: number): number {
	return found === -1 ? xml.length : found + 1;
}

/** Where text ends: at the next tag that is no CDATA section and no comment. */
function endOfRaw(xml: string, from: number): number {
	let at = xml.indexOf('<', from);
	while (at !== -1 && xml[at + 1] === '!') {
		const end = xml.indexOf(xml[at + 2] === '-' ? '-->' : ']]>', at);
		at = end === -1 ? -1 : xml.indexOf('<', end);
	}
	return at === -1 ? xml.length : at;
}

/** XML reads each line end as a line feed; a carriage return is written as a reference or an escape. */
function withLineFeeds(text: string): string {
	return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

/** Text with CDATA sections, in which references mean nothing. */
function decodeSections(raw: string): string {
	let text = '';
	let at = 0;
	for (const match of raw.matchAll(SECTION)) {
		text += decodeEntities(withLineFeeds(raw.slice(at, match.index))) + withLineFeeds(match[1] ?? '');
		at = match.index + match[0].length;
	}
	return text + decodeEntities(withLineFeeds(raw.slice(at)));
}

function escaped(hex: string): string {
	return String.fromCharCode(Number.parseInt(hex, 16));
}
