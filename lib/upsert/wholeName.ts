import { type CustomerRecord, type CustomerRow, emptyRecord, type FieldValue } from '../model';
import { cellsOf, isEmpty } from './cells';

type MappedRow = CustomerRow & { readonly record: CustomerRecord };

/** Names of these signs are written without a space, and the family's name first. */
const HAN = /^\p{Script=Han}+$/u;

/**
 * A row with its first and last name as one, for a destination that keeps a person's name in one field. Half a name
 * is left as it is: it says less than the whole one that may be stored.
 */
export function withWholeName(row: MappedRow, knows: (field: string) => boolean): MappedRow {
	const { firstName, lastName, fullName, ...others } = row.record;
	const isOne = knows('fullName') && !knows('firstName') && !knows('lastName');
	if (!isOne || isEmpty(firstName) || isEmpty(lastName)) return row;
	const whole = isEmpty(fullName) ? joined(firstName, lastName) : (fullName ?? null);
	return { ...row, record: Object.assign(emptyRecord(), others, { fullName: whole }) };
}

function joined(firstName: FieldValue | undefined, lastName: FieldValue | undefined): string {
	const [first, last] = [firstName, lastName].map((value) => String(cellsOf(value)[0] ?? '').trim());
	return HAN.test(`${first}${last}`) ? `${last}${first}` : `${first} ${last}`;
}
