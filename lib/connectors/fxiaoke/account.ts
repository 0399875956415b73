import { STANDARD_FIELDS } from '../../fields';
import type { FieldSpec, FieldType } from '../../model';
import { type Binding, bindFields } from '../crm/bindings';
import type { FieldBindings } from '../crm/driver';
import { type ConnectorSettings, textSetting } from '../crm/settings';
import { read } from '../http/body';
import type { FxiaokeCalls } from './calls';
import { makePhoneForms } from './phones';
import { formsOf, labelsOf } from './values';

/** The types of fields that hold a value of their own; links, files, sums and formulas are left out. */
const TYPES: Readonly<Record<string, FieldType>> = {
	text: 'text',
	long_text: 'text',
	html_rich_text: 'text',
	number: 'number',
	currency: 'money',
	percentile: 'number',
	date: 'date',
	date_time: 'dateTime',
	phone_number: 'phone',
	email: 'email',
	url: 'text',
	true_or_false: 'boolean',
	select_one: 'option',
	select_many: 'option',
	record_type: 'option',
	employee: 'text',
	employee_many: 'text',
	department: 'text',
	department_many: 'text',
	tag: 'text',
	array: 'text',
	auto_number: 'text',
	object_reference: 'text',
	master_detail: 'text',
};

const SEVERAL = new Set(['select_many', 'employee_many', 'department_many', 'tag', 'array']);

/** What every record has, described or not. */
const OWN_ID = { _id: { type: 'text' } };

/** What Fxiaoke fills in itself. */
const READ_ONLY = new Set(['create_time', 'last_modified_time', 'created_by', 'last_modified_by', '_id']);

export interface FxiaokeAccount {
	/** Asks for the fields of the object. */
	describe(): Promise<readonly FieldSpec[]>;
	/** After `describe`. */
	bind(): FieldBindings;
	/** The property of a field, and all the ways in which a value of it may be written. */
	lookUp(field: string, value: string): { readonly property: string; readonly forms: readonly string[] };
}

export function makeFxiaokeAccount(
	calls: FxiaokeCalls,
	object: string,
	names: Readonly<Record<string, string>>,
	settings: ConnectorSettings,
): FxiaokeAccount {
	const phones = makePhoneForms(textSetting(settings, 'countryCode').replace(/\D/g, '') || '86');
	const ours = new Map(Object.entries(names).map(([field, property]) => [property, field]));
	let described: readonly Described[] = [];

	return {
		async describe() {
			const body = await calls.read('object/describe', {
				includeDetail: false,
				data: { apiName: object, includeDetail: false },
			});
			const fields = Object.entries({ ...OWN_ID, ...read.object(body, 'data', 'describe', 'fields') });
			described = fields.flatMap(([property, field]): Described[] => {
				const spec = specOf(property, field, ours.get(property));
				return spec === undefined ? [] : [{ spec, property, field }];
			});
			return described.map(({ spec }) => spec);
		},
		bind: () => {
			const bindings = described.map(({ spec, property, field }): Binding => ({
				field: spec.name,
				property,
				...formsOf(field, phones),
			}));
			return bindFields(bindings, [], { clear: null });
		},
		lookUp: (field, value) => {
			const isPhone = described.some(({ spec }) => spec.name === field && spec.type === 'phone');
			return { property: names[field] ?? field, forms: isPhone ? phones.forms(value) : [value] };
		},
	};
}

interface Described {
	readonly spec: FieldSpec;
	readonly property: string;
	/** As Fxiaoke describes it. */
	readonly field: unknown;
}

function specOf(property: string, field: unknown, ours: string | undefined): FieldSpec | undefined {
	const type = read.text(field, 'type') ?? '';
	if (TYPES[type] === undefined || read.value(field, 'is_active') === false) return undefined;
	const known = STANDARD_FIELDS.find(({ name }) => name === ours);
	const options = labelsOf(field);
	const maxLength = Number(read.text(field, 'max_length') ?? 0);
	const isReadOnly =
		type === 'auto_number' || READ_ONLY.has(property) || read.value(field, 'is_readonly') === true;
	if (property === '_id' && ours === undefined) return undefined;
	return {
		name: ours ?? property,
		title: known?.title ?? read.text(field, 'label') ?? property,
		type: known && known.type !== 'option' ? known.type : (TYPES[type] ?? 'text'),
		...(known ? {} : { custom: true }),
		...(SEVERAL.has(type) ? { multiple: true } : {}),
		...(read.value(field, 'is_required') === true && !isReadOnly ? { required: true } : {}),
		...(isReadOnly ? { readOnly: true } : {}),
		...(known && 'identifier' in known ? { identifier: true } : {}),
		...(options.length > 0 && (!known || known.type === 'option') ? { options } : {}),
		...(maxLength > 0 && type.includes('text') ? { maxLength } : {}),
	};
}
