import type { FieldType } from '../../model';
import type { FoundProperty } from '../crm/schema';
import { read } from '../http/body';
import type { Session } from '../http/session';

/** One of several values: Brevo keeps its number or code, people know it by its label. */
export interface Choice {
	readonly label: string;
	readonly value: string | number;
}

/** An attribute of contacts as the account has it. */
export interface Attribute {
	readonly name: string;
	readonly type: FieldType;
	readonly multiple: boolean;
	readonly readOnly: boolean;
	/** Of those with a list of values; others take any. */
	readonly choices?: readonly Choice[];
}

/** The attributes of an account by their names, which are upper case. */
export type Attributes = ReadonlyMap<string, Attribute>;

const TYPES: Readonly<Record<string, FieldType>> = {
	text: 'text',
	date: 'date',
	float: 'number',
	boolean: 'boolean',
	'multiple-choice': 'option',
	user: 'text',
};

/** Attributes that are a contact's phone numbers, whatever type Brevo gives them. */
export const PHONES = ['SMS', 'WHATSAPP', 'LANDLINE_NUMBER'] as const;

/** Shown by Brevo among the attributes of a contact, and written elsewhere. */
const OUTSIDE = new Set(['EMAIL', 'EXT_ID']);

/**
 * The attributes that are a contact's own. Those of transactions have many values for a contact, and global ones
 * are the account's.
 */
export async function loadAttributes(session: Session): Promise<Attributes> {
	const { body } = await session.read({ method: 'GET', url: 'contacts/attributes' });
	const own = read.list(body, 'attributes').flatMap((one): Attribute[] => {
		const category = read.text(one, 'category') ?? '';
		const name = read.text(one, 'name') ?? '';
		return ['normal', 'category', 'calculated'].includes(category) && !OUTSIDE.has(name)
			? [attributeOf(one, name, category)]
			: [];
	});
	// Every account has it, also where it is not listed.
	const all = [{ ...PLAIN, name: 'SMS', type: 'phone' } as const, ...own];
	return new Map(all.map((attribute) => [attribute.name, attribute]));
}

const PLAIN = { multiple: false, readOnly: false };

function attributeOf(one: unknown, name: string, category: string): Attribute {
	const type = read.text(one, 'type') ?? '';
	if (category === 'category') return { ...PLAIN, name, type: 'option', choices: choicesOf(one) };
	if (category === 'calculated') return { name, type: 'number', multiple: false, readOnly: true };
	if (PHONES.some((phone) => phone === name)) return { ...PLAIN, name, type: 'phone' };
	const options = read.list(one, 'multiCategoryOptions').map(String);
	const isMultiple = type === 'multiple-choice';
	return {
		name,
		type: TYPES[type] ?? 'text',
		multiple: isMultiple,
		readOnly: type === 'user',
		...(isMultiple ? { choices: options.map((label) => ({ label, value: label })) } : {}),
	};
}

/** `value` is 0 where the value is no number; then `valueStr` has it. */
function choicesOf(one: unknown): Choice[] {
	return read.list(one, 'enumeration').map((entry) => {
		const label = read.text(entry, 'label') ?? '';
		const number = Number(read.value(entry, 'value'));
		const code = read.text(entry, 'valueStr') ?? String(number);
		return { label, value: String(number) === code ? number : code };
	});
}

/** The choice that a contact has: Brevo tells its number or code, and sometimes its label. */
export function choiceOfContact(
	{ choices = [] }: Pick<Attribute, 'choices'>,
	value: unknown,
): Choice | undefined {
	return choices.find((choice) => String(choice.value) === String(value)) ?? byLabel(choices, value);
}

/** The choice that a row means: by its label, or else by its number or code. */
export function choiceOfRow(
	{ choices = [] }: Pick<Attribute, 'choices'>,
	value: unknown,
): Choice | undefined {
	return byLabel(choices, value) ?? choices.find((choice) => String(choice.value) === String(value));
}

function byLabel(choices: readonly Choice[], value: unknown): Choice | undefined {
	const text = String(value).trim().toLowerCase();
	return choices.find(({ label }) => label.trim().toLowerCase() === text);
}

export function propertyOf({ name, type, multiple, readOnly, choices }: Attribute): FoundProperty {
	return {
		property: name,
		title: name,
		type,
		...(multiple ? { multiple } : {}),
		...(readOnly ? { readOnly } : {}),
		...(choices ? { options: choices.map(({ label }) => label) } : {}),
	};
}
