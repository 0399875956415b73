import type { FieldType } from '../../model';
import { listOf, mainValue } from '../crm/bindings';
import { type Forms, jsonForms } from '../crm/jsonForms';
import type { Choices, DynamicsColumn } from './describe';

/** Dataverse keeps the number of a choice; people know its name. */
export function formsOfColumn({ choices, type, multiple = false }: DynamicsColumn, ours: FieldType): Forms {
	if (choices === undefined) return jsonForms({ type, ours });
	const nameOf = namesByNumber(choices);
	const numberOf = numbersByName(choices);
	if (!multiple) {
		return {
			read: (value) => (value === undefined || value === null ? undefined : nameOf(String(value))),
			write: (value) => numberOf(String(mainValue(value))),
		};
	}
	// Several are one text: `1,4`.
	return {
		read: (value) => (typeof value === 'string' && value !== '' ? value.split(',').map(nameOf) : undefined),
		write: (value) =>
			listOf(value)
				.map((name) => numberOf(String(name)))
				.join(','),
	};
}

function namesByNumber(choices: Choices): (number: string) => string {
	const names = new Map([...choices].map(([name, number]) => [String(number), name]));
	return (number) => names.get(number.trim()) ?? number.trim();
}

/** Without case; what is no choice goes as it is, so that Dataverse says so. */
function numbersByName(choices: Choices): (name: string) => number | string {
	const numbers = new Map([...choices].map(([name, number]) => [name.toLowerCase(), number]));
	return (name) => numbers.get(name.trim().toLowerCase()) ?? (/^\d+$/.test(name) ? Number(name) : name);
}
