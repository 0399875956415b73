import type { Cell, FieldType } from '../model';
import { matchKey } from '../normalize';
import { isPlaceholder } from '../normalize/placeholder';

/** The form in which two values of a field are compared; `''` where there is nothing to compare. */
export type IdentifierKey = (field: string, value: Cell) => string;

/**
 * Compares the values of each field as its type wants it: e-mail addresses without case, phones by their
 * digits. A field of unknown type is text. What stands for "nothing", such as `n/a`, is nothing to compare.
 */
export function makeIdentifierKey(typeOf: (field: string) => FieldType | undefined): IdentifierKey {
	return (field, value) => {
		if (value === null || value === '') return '';
		const key = matchKey(typeOf(field) ?? 'text', value);
		return isPlaceholder(key) ? '' : key;
	};
}
