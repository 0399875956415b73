import type { FieldSpec } from '../model';
import { consentOfTime, isConsent } from './consent';
import type { UpsertSettings } from './settings';

/** How the values of a field get into a customer. */
export interface FieldRule {
	readonly kind: 'value' | 'append' | 'replace' | 'consent' | 'consentTime' | 'subscriptions' | 'readOnly';
	/** Whether an empty cell clears it. */
	readonly clears: boolean;
	/** Whether the same in other letters is a change, as for names. */
	readonly literal: boolean;
	/** Whether only the first of several values is kept. */
	readonly single: boolean;
}

/**
 * The rules of fields, each worked out once and not once a row.
 * @param known the destination's fields by name; one that is not among them is a custom text field
 * @param findable the fields by which the destination can find customers
 */
export function makeFieldRules(
	settings: UpsertSettings,
	known: ReadonlyMap<string, FieldSpec>,
	findable: readonly string[],
): (field: string) => FieldRule {
	const rules = new Map<string, FieldRule>();
	const clearing = new Set(settings.clearFields);
	const kept = new Set([...settings.identifiers, ...findable]);

	function make(field: string): FieldRule {
		const spec = known.get(field);
		const kind = kindOf(field, spec, known, settings);
		const wanted = settings.clearOnEmpty === true || clearing.has(field);
		const clearable = kind === 'value' || kind === 'append' || kind === 'replace';
		const type = spec?.type;
		return {
			kind,
			clears: wanted && clearable && spec?.required !== true && !kept.has(field),
			literal: type === 'name' || type === 'company' || type === 'option',
			single: kind === 'value' && isSingle(spec),
		};
	}

	return (field) => {
		let rule = rules.get(field);
		if (rule === undefined) rules.set(field, (rule = make(field)));
		return rule;
	};
}

/** Of a custom field it must be said: a destination that keeps whatever is written to it keeps lists too. */
function isSingle(spec: FieldSpec | undefined): boolean {
	return spec !== undefined && (spec.custom === true ? spec.multiple === false : spec.multiple !== true);
}

function kindOf(
	field: string,
	spec: FieldSpec | undefined,
	known: ReadonlyMap<string, FieldSpec>,
	{ multiValues = 'append', multiValueFields = {} }: UpsertSettings,
): FieldRule['kind'] {
	if (spec?.readOnly) return 'readOnly';
	if (spec?.type === 'subscription') return 'subscriptions';
	if (spec?.type === 'consent') return 'consent';
	if (isConsent(known.get(consentOfTime(field) ?? ''))) return 'consentTime';
	if (!spec?.multiple) return 'value';
	return Object.hasOwn(multiValueFields, field) ? (multiValueFields[field] ?? multiValues) : multiValues;
}
