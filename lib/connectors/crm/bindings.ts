import type { Cell, CustomerRecord, FieldSpec, FieldValue } from '../../model';
import type { FieldBindings } from './driver';

/** One of our fields and the property that stands for it. */
export interface Binding {
	readonly field: string;
	readonly property: string;
	/** Our value; `undefined` where there is none. As text, number or yes-or-no when left out. */
	readonly read?: (value: unknown, properties: Readonly<Record<string, unknown>>) => FieldValue | undefined;
	/** The CRM's value. As it is when left out; never called for what is cleared. */
	readonly write?: (value: FieldValue, record: CustomerRecord) => unknown;
	/** Further properties that `read` looks at. */
	readonly besides?: readonly string[];
	/** What is written with it: the further values of a list that the CRM keeps elsewhere. */
	readonly also?: (value: FieldValue | undefined) => Readonly<Record<string, unknown>>;
}

export interface BindingOptions {
	/** What clears a property, such as `''` or `null`. */
	readonly clear: unknown;
	/** How a field without a binding is read and written: the CRM's own properties, by their names. */
	readonly own?: (spec: FieldSpec) => Pick<Binding, 'read' | 'write'>;
}

/**
 * The bindings of a CRM whose properties are a flat list of names and values.
 * @param bindings the standard fields it has
 * @param fields all that it has, its own ones among them
 */
export function bindFields(
	bindings: readonly Binding[],
	fields: readonly FieldSpec[],
	{ clear, own = () => ({}) }: BindingOptions,
): FieldBindings {
	const bound = new Set(bindings.map(({ field }) => field));
	const others = fields
		.filter(({ name }) => !bound.has(name))
		.map((spec): Binding => ({ field: spec.name, property: spec.name, ...own(spec) }));
	const all = [...bindings, ...others];
	const byField = new Map(all.map((binding) => [binding.field, binding]));

	function toRecord(properties: Readonly<Record<string, unknown>>): CustomerRecord {
		const record: Record<string, FieldValue> = Object.create(null);
		for (const { field, property, read = plainValue } of all) {
			const value = plainOne(read(properties[property], properties));
			if (!saysNothing(value)) record[field] = value;
		}
		return record;
	}

	function toProperties(names: readonly string[], record: CustomerRecord): Record<string, unknown> {
		const properties: Record<string, unknown> = Object.create(null);
		for (const name of names) {
			const {
				property,
				write = mainValue,
				also,
			}: Omit<Binding, 'field'> = byField.get(name) ?? { property: name };
			const value = record[name];
			properties[property] = saysNothing(value) ? clear : write(value, record);
			if (also) Object.assign(properties, also(value));
		}
		return properties;
	}

	const properties = [...new Set(all.flatMap(({ property, besides = [] }) => [property, ...besides]))];
	return { toRecord, toProperties, properties };
}

function saysNothing(value: FieldValue | undefined): value is undefined | null | '' {
	return (
		value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
	);
}

/** A list of one value is that value. */
function plainOne(value: FieldValue | undefined): FieldValue | undefined {
	return value !== undefined && isList(value) && value.length === 1 ? value[0] : value;
}

/** A value as we keep it, where the CRM's is a plain one. */
export function plainValue(value: unknown): Cell | undefined {
	return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
		? value
		: undefined;
}

/** The one value of a property that holds no list. */
export function mainValue(value: FieldValue): Cell {
	if (!isList(value)) return value;
	return value[0] ?? null;
}

/** Every value as a list. */
export function listOf(value: FieldValue | undefined): readonly Cell[] {
	if (saysNothing(value)) return [];
	return isList(value) ? value : [value];
}

function isList(value: FieldValue): value is readonly Cell[] {
	return Array.isArray(value);
}
