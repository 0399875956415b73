import type { FieldType } from '../../model';
import { addressPieces } from '../crm/addressPieces';

/** Characters of a condition in an address; servers take some 16,000 for the whole of it. */
export const LONGEST_CONDITION = 8_000;

/** A text in a query (https://developer.salesforce.com/docs, "Quoted String Escape Sequences"). */
export function soqlText(value: string): string {
	const escaped = value.replace(/[\\'"]/g, '\\$&').replace(/[\n\r\t]/g, escapeControl);
	return `'${escaped}'`;
}

const CONTROLS: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escapeControl(character: string): string {
	return CONTROLS[character] ?? '';
}

/** A value in a query as its field wants it; `undefined` where no record can have it. */
export function soqlValue(type: FieldType, value: string): string | undefined {
	if (type !== 'number' && type !== 'money') return soqlText(value);
	return /^-?\d+(\.\d+)?$/.test(value) ? value : undefined;
}

/** Conditions that together ask for every value in any of some properties, each short enough for an address. */
export function conditionsFor(properties: readonly string[], values: readonly string[]): string[] {
	const pieces = addressPieces(values, properties.length, LONGEST_CONDITION);
	return pieces.map((some) =>
		properties.map((property) => `${property} IN (${some.join(',')})`).join(' OR '),
	);
}
