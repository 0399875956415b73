/** A start or end tag of an XML text. Names are without their namespace prefix. */
export interface XmlTag {
	readonly name: string;
	readonly closing: boolean;
	readonly attributes: ReadonlyMap<string, string>;
}

const TAG =
	/<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<(\/?)([\w.-]+:)?([\w.-]+)((?:[^>"']|"[^"]*"|'[^']*')*)>/g;
const ATTRIBUTE = /([\w.-]+:)?([\w.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const ENTITY = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos));/gi;
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * The tags of a small XML text, one after the other: enough for the parts of a
 * workbook that describe it. Knows no document type and expands no entities but
 * the five of XML, so that nothing grows or is fetched.
 */
export function* readTags(xml: string): Generator<XmlTag> {
	for (const [, slash, , name, inside = ''] of xml.matchAll(TAG)) {
		if (name === undefined) continue;
		yield { name, closing: slash === '/', attributes: readAttributes(inside) };
	}
}

function readAttributes(text: string): Map<string, string> {
	const attributes = new Map<string, string>();
	for (const [, , name, double, single] of text.matchAll(ATTRIBUTE)) {
		if (name !== undefined) attributes.set(name, decodeEntities(double ?? single ?? ''));
	}
	return attributes;
}

/** Text with its character references replaced. */
export function decodeEntities(text: string): string {
	if (!text.includes('&')) return text;
	return text.replace(ENTITY, (whole, decimal?: string, hex?: string, name?: string) => {
		if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
		const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
		return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
	});
}
