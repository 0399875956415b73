import type { FieldSpec } from '../model';
import { foldText } from '../normalize';
import type { Candidate } from './suggestMapping';

/** A label that is another word in another language: what it means beside words of that language. */
interface Ambiguous {
	readonly label: string;
	readonly field: string;
	readonly beside: ReadonlySet<string>;
}

const words = (text: string): ReadonlySet<string> => new Set(text.split('|').map(foldText));

const AMBIGUOUS: readonly Ambiguous[] = [
	// Turkish for the mobile phone, and the Brazilian postal code.
	{
		label: foldText('CEP'),
		field: 'postalCode',
		beside: words(
			'cidade|endereço|rua|bairro|logradouro|município|uf|complemento|número|telefone|celular|nome|sobrenome|nome completo|empresa|data de nascimento',
		),
	},
];

/** Settles labels that two languages have by the language of the labels beside them. */
export function settleLanguages(columns: readonly Candidate[], fields: readonly FieldSpec[]): Candidate[] {
	const labels = columns.map(({ label }) => foldText(label));
	return columns.map((column, place) => {
		const one = column.settled ? undefined : AMBIGUOUS.find(({ label }) => label === labels[place]);
		const field = fields.find(({ name }) => name === one?.field);
		if (one === undefined || field === undefined || !labels.some((label) => one.beside.has(label)))
			return column;
		return { ...column, field, reason: `Beside the other labels it means ${field.title}` };
	});
}
