import { userError } from '../errors';
import type { FieldSpec, FieldType } from '../model';

/** What the values of a field must be, beside being of its type. */
export interface FieldRule {
	readonly field: string;
	/** Every row must have it; where no column gives it, every row is rejected. */
	readonly required?: boolean;
	/** The most characters a value may have. */
	readonly maxLength?: number;
	/** The allowed values. */
	readonly options?: readonly string[];
	/** No two rows of a run may have the same value. */
	readonly unique?: boolean;
}

/** Fields of words, which a list of allowed values makes a choice. */
const WORDS: ReadonlySet<FieldType> = new Set<FieldType>(['text', 'name', 'company', 'option']);

/**
 * The fields with what the rules say of them.
 * @throws userError for a rule that no field can keep
 */
export function withRules(fields: readonly FieldSpec[], rules: readonly FieldRule[]): FieldSpec[] {
	for (const rule of rules) requirePossible(rule, fields);
	return fields.map((field) => rules.filter((rule) => rule.field === field.name).reduce(withRule, field));
}

function withRule(field: FieldSpec, { required, maxLength, options }: FieldRule): FieldSpec {
	return {
		...field,
		...(required === undefined ? {} : { required }),
		...(maxLength === undefined ? {} : { maxLength }),
		...(options === undefined || options.length === 0 ? {} : { options, type: 'option' }),
	};
}

function requirePossible({ field: name, options, maxLength }: FieldRule, fields: readonly FieldSpec[]): void {
	const field = findFieldNamed(fields, name, 'A field rule names');
	if (maxLength !== undefined && !(Number.isInteger(maxLength) && maxLength > 0)) {
		throw userError(
			`The maximum length of ${field.title} is ${maxLength}, and must be a whole number above 0`,
			"Correct 'Maximum Length', or leave it out.",
			'BAD_RULE',
		);
	}
	if (options !== undefined && options.length > 0 && !WORDS.has(field.type)) {
		throw userError(
			`${field.title} cannot have a list of allowed values, because it holds no text`,
			"Take 'Allowed Values' out of its rule.",
			'BAD_RULE',
		);
	}
}

/**
 * The field of this name.
 * @param saying what names it, for the message
 * @throws userError where there is none
 */
export function findFieldNamed(fields: readonly FieldSpec[], name: string, saying: string): FieldSpec {
	const field = fields.find((one) => one.name === name);
	if (field !== undefined) return field;
	throw userError(
		`${saying} '${name}', and there is no such field`,
		'Choose a field of the list, or add it to the custom fields.',
		'UNKNOWN_FIELD',
	);
}
