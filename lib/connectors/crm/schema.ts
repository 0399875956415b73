import { userError } from '../../errors';
import { STANDARD_FIELDS } from '../../fields';
import type { FieldSpec, FieldType, FieldValue } from '../../model';
import { type Binding, bindFields, listOf } from './bindings';
import type { FieldBindings } from './driver';
import type { Forms } from './jsonForms';
import { fieldNames, type FieldNames, namesThatExist } from './names';
import { type ConnectorSettings, textSetting } from './settings';

/** A property as a CRM describes it. */
export interface FoundProperty {
	readonly property: string;
	readonly title: string;
	readonly type: FieldType;
	readonly multiple?: boolean;
	/** Nobody can be created without it. */
	readonly required?: boolean;
	readonly readOnly?: boolean;
	readonly unique?: boolean;
	readonly maxLength?: number;
	/** It keeps the month and the day of a date and no year. */
	readonly yearless?: boolean;
	readonly options?: readonly string[];
}

export interface SchemaOptions {
	/** How people know the CRM. */
	readonly title: string;
	/** The CRM's properties for our fields; several are separated by commas. */
	readonly standard: Readonly<Record<string, string>>;
	readonly settings: ConnectorSettings;
	readonly load: () => Promise<readonly FoundProperty[]>;
	/** How a property is read and written; `ours` is what it stands for here. */
	readonly forms: (found: FoundProperty, ours: FieldType) => Forms;
	/** What clears a property. */
	readonly clear: unknown;
}

/** What a CRM has, and what of it stands for our fields. */
export interface Schema {
	/** Asks the CRM. Everything else here is asked after it. */
	describe(): Promise<readonly FieldSpec[]>;
	bind(fields: readonly FieldSpec[]): FieldBindings;
	/** The properties that stand for a field, the main one first. */
	propertiesOf(field: string): readonly string[];
	/** What kind a property is; `undefined` where there is no such one. */
	propertyOf(name: string): FoundProperty | undefined;
	/** Our name for a property; its own where it stands for none of our fields. */
	fieldOf(property: string): string;
	/** What to send of a new customer: with something in each property that he cannot be created without. */
	complete(properties: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>;
}

/** The setting that says what is written where the CRM wants a value and the row has none. */
const FILLER = 'filler';

export function makeSchema(options: SchemaOptions): Schema {
	const { settings, title, clear } = options;
	const filler = textSetting(settings, FILLER);
	let found: ReadonlyMap<string, FoundProperty> = new Map();
	let names: FieldNames = fieldNames(options.standard, settings);

	const isFilled = ({ required, type }: FoundProperty) =>
		required === true && filler !== '' && (type === 'text' || type === 'name' || type === 'company');

	function specOf(property: FoundProperty, field: string | undefined): FieldSpec {
		const known = STANDARD_FIELDS.find(({ name }) => name === field);
		const slots = field === undefined ? 1 : propertiesOf(field).length;
		const options = known === undefined || known.type === 'option' ? property.options : undefined;
		return {
			name: field ?? property.property,
			title: known?.title ?? property.title,
			type: known?.type ?? property.type,
			...(known ? {} : { custom: true }),
			...(property.multiple === true || slots > 1 ? { multiple: true } : {}),
			...(property.multiple === false && !known && slots === 1 ? { multiple: false } : {}),
			...(property.required === true && !isFilled(property) ? { required: true } : {}),
			...(property.readOnly === true ? { readOnly: true } : {}),
			...(known?.identifier === true || property.unique === true ? { identifier: true } : {}),
			...(options && options.length > 0 ? { options } : {}),
			...(property.maxLength === undefined ? {} : { maxLength: property.maxLength }),
			...(property.yearless === true ? { yearless: true } : {}),
		};
	}

	function propertiesOf(field: string): readonly string[] {
		return names.get(field) ?? [field];
	}

	function bindingOf(field: string, properties: readonly string[]): Binding[] {
		const [main] = properties;
		const property = main === undefined ? undefined : found.get(main);
		if (main === undefined || property === undefined) return [];
		const ours = STANDARD_FIELDS.find(({ name }) => name === field)?.type ?? property.type;
		const forms = options.forms(property, ours);
		if (properties.length > 1) return [slotsBinding(title, field, properties, forms, clear)];
		return [
			isFilled(property) ? filledBinding(field, main, forms, filler) : { field, property: main, ...forms },
		];
	}

	return {
		async describe() {
			found = new Map((await options.load()).map((one) => [one.property, one]));
			names = namesThatExist(fieldNames(options.standard, settings), new Set(found.keys()), settings, title);
			const ours = new Map([...names].map(([field, [main]]) => [main, field]));
			const further = new Set([...names.values()].flatMap((properties) => properties.slice(1)));
			const shown = [...found.values()].filter(
				({ property }) => ours.has(property) || !further.has(property),
			);
			return shown.map((property) => specOf(property, ours.get(property.property)));
		},
		bind(fields) {
			const bindings = [...names].flatMap(([field, properties]) => bindingOf(field, properties));
			const own = ({ name, type }: FieldSpec) => {
				const property = found.get(name);
				return property ? options.forms(property, type) : {};
			};
			return bindFields(bindings, fields, { clear, own });
		},
		propertiesOf,
		propertyOf: (name) => found.get(name),
		fieldOf: (property) => [...names].find(([, all]) => all.includes(property))?.[0] ?? property,
		complete(properties) {
			const missing = [...found.values()].filter(
				(property) => isFilled(property) && isMissing(properties[property.property]),
			);
			return { ...properties, ...Object.fromEntries(missing.map(({ property }) => [property, filler])) };
		},
	};
}

const isMissing = (value: unknown): boolean => value === undefined || value === null || value === '';

/** A property that must have a value: the filler stands for none. */
function filledBinding(field: string, property: string, forms: Forms, filler: string): Binding {
	return {
		field,
		property,
		read: (value, properties) => (value === filler ? undefined : forms.read(value, properties)),
		write: forms.write,
		also: (value) => (listOf(value).length === 0 ? { [property]: filler } : {}),
	};
}

/** Several values, each in a property of its own. */
function slotsBinding(
	title: string,
	field: string,
	slots: readonly string[],
	forms: Forms,
	clear: unknown,
): Binding {
	const [main = '', ...further] = slots;
	return {
		field,
		property: main,
		besides: further,
		read: (_value, properties) => [
			...new Set(slots.flatMap((slot) => listOf(forms.read(properties[slot], properties)))),
		],
		write: forms.write,
		also: (value) => {
			const [, ...rest] = listOf(value);
			if (rest.length > further.length) throw tooMany(title, field, slots.length);
			return Object.fromEntries(further.map((slot, place) => [slot, slotValue(rest[place], forms, clear)]));
		},
	};
}

function slotValue(value: FieldValue | undefined, forms: Forms, clear: unknown): unknown {
	return value === undefined ? clear : forms.write(value, Object.create(null));
}

/** Refused before anything is sent, so that the row that has too many stands alone with it in the end. */
function tooMany(title: string, field: string, most: number): Error {
	return userError(
		`${title} keeps ${most} values of ${field}, and the customer would have more`,
		`Name a further field of the CRM for ${field} in 'Field Names', or replace its values instead of appending.`,
		'BATCH_REFUSED',
	);
}
