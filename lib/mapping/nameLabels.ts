import type { FieldSpec } from '../model';
import { foldText } from '../normalize';
import type { Candidate } from './suggestMapping';

/** Labels that mean the whole name alone, and the missing half beside the other half: German `Vorname` and `Name`, Portuguese `Nome` and `Sobrenome`. */
const EITHER = new Set(['name', 'nome', 'nombre', 'nom', 'имя', 'ad', 'isim', 'nazwa'].map(foldText));

/** Settles labels that mean a part of the name or all of it by what else is there. */
export function settleNames(columns: readonly Candidate[], fields: readonly FieldSpec[]): Candidate[] {
	const has = (name: string): boolean => columns.some(({ field }) => field?.name === name);
	const missing =
		has('firstName') && !has('lastName')
			? 'lastName'
			: has('lastName') && !has('firstName')
				? 'firstName'
				: undefined;
	const field = fields.find(({ name }) => name === missing);
	return columns.map((column) => {
		const isName = column.field?.name === 'fullName' && !column.settled && EITHER.has(foldText(column.label));
		if (!isName || field === undefined) return column;
		return { ...column, field, reason: `Beside the other half of the name the label means ${field.title}` };
	});
}
