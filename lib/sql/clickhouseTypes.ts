import type { Cell } from '../model';
import { changesClock, printedEpoch } from './clickhouseZones';
import type { ColumnOrder } from './dialect';

/** The type without what only says how it is stored or that it can be NULL. */
export function plainType(type: string): string {
	const inner = /^(?:Nullable|LowCardinality)\((.*)\)$/s.exec(type)?.[1];
	return inner === undefined ? type : plainType(inner);
}

/** `DateTime`, which is printed in the zone of the server or the session, as `DateTime('Europe/Berlin')`, where that is not UTC. */
export const withZone = (type: string, zone: string): string =>
	zone === 'UTC' || zone === 'Etc/UTC' ? type : type.replace(/\bDateTime\b(?!\()/, `DateTime('${zone}')`);

/** The zone of a date-time type, where it names one. */
const zoneOf = (type: string): string | undefined => /^DateTime(?:64)?\((?:\d+, ?)?'(.+)'\)$/.exec(type)?.[1];

/**
 * How values of a type follow one another. Not for date-times of a zone that puts its clock back: an hour is
 * printed twice there, and only `toDateTime(x, 'UTC')` tells which one is meant.
 */
export function orderOf(type: string): ColumnOrder {
	const plain = plainType(type);
	if (/^(U?Int\d+|Float\d+|Decimal\b)/.test(plain)) return 'number';
	const zone = zoneOf(plain);
	if (/^Date/.test(plain)) return zone !== undefined && changesClock(zone) ? 'none' : 'dateTime';
	return /^(String|FixedString|UUID)/.test(plain) ? 'text' : 'none';
}

/**
 * A parameter that is compared with a column of this type. The server reads the value as that type, and refuses
 * what is none.
 */
export function parameterFor(n: number, type: string | undefined): string {
	if (type === undefined) return `$${n}`;
	const plain = plainType(type);
	const zone = /^DateTime\('/.test(plain) ? zoneOf(plain) : undefined;
	// Version 18 reads the text of a CAST in the server's own zone.
	return zone === undefined ? `CAST($${n} AS ${plain})` : `toDateTime($${n}, '${zone}')`;
}

/** A date-time column does not take a date alone, nor a moment before it can count. */
export function suitableText(value: string, type: string | undefined): string {
	const plain = plainType(type ?? '');
	if (!plain.startsWith('DateTime')) return value;
	const whole = /^\d{4}-\d\d-\d\d$/.test(value) ? `${value} 00:00:00` : value;
	const first = plain.startsWith('DateTime64') ? '' : printedEpoch(zoneOf(plain) ?? 'UTC');
	return whole < first ? first : whole;
}

/**
 * What no value of the type is greater than, as SQL: stands for NULL, which version 18 does not compare with a
 * column of the primary key.
 */
export function greatestOf(type: string): string {
	const plain = plainType(type);
	const [, unsigned, bits] = /^(U?)Int(\d+)$/.exec(plain) ?? [];
	if (bits !== undefined) return `'${2n ** BigInt(unsigned === 'U' ? bits : Number(bits) - 1) - 1n}'`;
	const [, precision = '', scale = ''] = /^Decimal\((\d+), ?(\d+)\)$/.exec(plain) ?? [];
	if (precision !== '')
		return `'${'9'.repeat(Number(precision) - Number(scale)) || '0'}.${'9'.repeat(Number(scale))}'`;
	if (plain.startsWith('Float')) return "'inf'";
	if (plain.startsWith('DateTime')) return "'2106-02-06 00:00:00'";
	if (plain.startsWith('Date')) return "'2106-02-06'";
	if (plain === 'UUID') return "'ffffffff-ffff-ffff-ffff-ffffffffffff'";
	const [, bytes = '1'] = /^FixedString\((\d+)\)$/.exec(plain) ?? [];
	// No text has such a byte.
	return `unhex('${'FF'.repeat(Number(bytes))}')`;
}

/** Makes a cell of what stands between two tabs. */
export function readerOf(type: string): (text: string) => Cell {
	const plain = plainType(type);
	const reader = /^(U?Int(8|16|32)|Float\d+)$/.test(plain) ? asNumber : plain === 'Bool' ? asBoolean : asText;
	// What holds several values comes with its own quotes and escapes.
	return orNull(/^(Array|Tuple|Map|Nested)\b/.test(plain) ? asPrinted : reader);
}

const orNull =
	(reader: (text: string) => Cell) =>
	(text: string): Cell =>
		text === '\\N' ? null : reader(text);

const asPrinted = (text: string): Cell => text;
const asText = (text: string): Cell => unescape(text);
const asBoolean = (text: string): Cell => text === 'true';

/** `nan` and `inf` stay texts, because JSON has no word for them. */
function asNumber(text: string): Cell {
	const number = Number(text);
	return Number.isFinite(number) ? number : text;
}

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', r: '\r', n: '\n', t: '\t', 0: '\0' };

/** Takes the escapes of the tab-separated format back (https://clickhouse.com/docs/interfaces/formats/TabSeparated). */
export function unescape(text: string): string {
	if (!text.includes('\\')) return text;
	return text.replace(/\\(.)/gs, (_whole, character: string) => ESCAPES[character] ?? character);
}
