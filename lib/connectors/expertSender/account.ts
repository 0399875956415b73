import { STANDARD_FIELDS } from '../../fields';
import type { FieldSpec, FieldType, FieldValue } from '../../model';
import { type Binding, bindFields, mainValue } from '../crm/bindings';
import type { FieldBindings } from '../crm/driver';
import { type ConnectorSettings, propertySettings, textSetting } from '../crm/settings';
import { textForms } from '../crm/valueForms';
import { read } from '../http/body';
import type { Session } from '../http/session';
import { attributeProperty, AWAITING, consentProperty, MATCHED } from './customer';
import type { Matching } from './matching';

/** A field and how it is bound. */
interface Bound {
	readonly spec: FieldSpec;
	readonly binding: Binding;
}

export interface Account {
	/** Asks for the attributes and consents that the account has. */
	describe(): Promise<readonly FieldSpec[]>;
	/** After `describe`. */
	bind(): FieldBindings;
}

/** What the engine calls a consent that is not confirmed yet. */
const UNCONFIRMED = 'unconfirmed';

const GENDERS = ['Male', 'Female', 'NotSpecified'] as const;

const ATTRIBUTE_TYPES: Readonly<Record<string, FieldType>> = {
	Number: 'number',
	Money: 'money',
	Date: 'date',
	DateTime: 'dateTime',
	Boolean: 'boolean',
};

/** The consents that are ours by the channel they are for. */
const CHANNELS = { newsletterConsent: 'Email', smsConsent: 'Sms' } as const;

export function makeAccount(session: Session, settings: ConnectorSettings, matching: Matching): Account {
	let bound: readonly Bound[] = [];

	async function list(url: string): Promise<readonly unknown[]> {
		return read.list((await session.read({ method: 'GET', url })).body, 'data');
	}

	return {
		async describe() {
			const attributes = await list('customerattributes');
			const consents = await list('customerconsents');
			const own = [...attributesOf(attributes, settings), ...consentsOf(consents, settings)];
			bound = withoutDoubles([...standardOnes(matching), ...own]);
			return bound.map(({ spec }) => spec);
		},
		bind: () =>
			withMatched(
				bindFields(
					bound.map(({ binding }) => binding),
					[],
					{ clear: '' },
				),
				matching,
			),
	};
}

/** A change has to name the value that the customer is matched by, also where that stays as it is. */
function withMatched(bindings: FieldBindings, { field }: Matching): FieldBindings {
	return {
		...bindings,
		toProperties: (fields, record) => ({
			...bindings.toProperties(fields, record),
			...(fields.includes(field) ? {} : { [MATCHED]: bindings.toProperties([field], record) }),
		}),
	};
}

function standardOnes(matching: Matching): Bound[] {
	const bound: Bound[] = [
		standard('email', 'email', { maxLength: 320 }),
		standard('phone', 'phone', { maxLength: 20 }, { read: digits, write: digits }),
		standard('crmId', 'crmId', { maxLength: 128 }),
		standard('firstName', 'firstName', { maxLength: 256 }),
		standard('lastName', 'lastName', { maxLength: 256 }),
		standard('birthDate', 'dateOfBirth', {}, { read: dayOf, write: momentOf }),
		standard('gender', 'gender', { options: GENDERS }, { read: genderOf }),
	];
	return bound.map(({ spec, binding }) =>
		spec.name === matching.field ? { spec: { ...spec, required: true }, binding } : { spec, binding },
	);
}

function standard(
	name: string,
	property: string,
	details: Partial<FieldSpec>,
	forms: Pick<Binding, 'read' | 'write'> = {},
): Bound {
	const { title = name, type = 'text', identifier = false } = standardField(name) ?? {};
	const spec = { name, title, type, ...(identifier ? { identifier } : {}), ...details };
	return { spec, binding: { field: name, property, ...forms } };
}

function standardField(name: string): FieldSpec | undefined {
	return STANDARD_FIELDS.find((field) => field.name === name);
}

function attributesOf(attributes: readonly unknown[], settings: ConnectorSettings): Bound[] {
	const ours = new Map(Object.entries(propertySettings(settings)).map(([field, name]) => [name, field]));
	return attributes.map((attribute) => {
		const attributeName = read.text(attribute, 'name') ?? '';
		const name = ours.get(attributeName) ?? attributeName;
		const known = standardField(name);
		const type = known?.type ?? ATTRIBUTE_TYPES[read.text(attribute, 'type') ?? ''] ?? 'text';
		const spec = { name, title: known?.title ?? name, type, ...(known ? {} : { custom: true }) };
		return {
			spec,
			binding: { field: name, property: attributeProperty(attributeName), ...textForms({ type }) },
		};
	});
}

/** Each consent is a field by its name; that of the newsletter and that of text messages are ours. */
function consentsOf(consents: readonly unknown[], settings: ConnectorSettings): Bound[] {
	const ours = new Map<string, string>();
	for (const [field, channel] of Object.entries(CHANNELS)) {
		const id = textSetting(settings, `${field}Id`) || onlyOne(consents, channel);
		if (id !== undefined) ours.set(id, field);
	}
	return consents.map((consent) => {
		const id = read.text(consent, 'id') ?? '';
		const name = ours.get(id) ?? read.text(consent, 'name') ?? id;
		const title = standardField(name)?.title ?? name;
		const spec: FieldSpec = {
			name,
			title,
			type: 'consent',
			...(ours.has(id) ? {} : { custom: true }),
		};
		const forms = { read: consentOf, write: consentWord };
		return { spec, binding: { field: name, property: consentProperty(id), ...forms } };
	});
}

/** Where there are several consents for a channel, the person has to say which one is meant. */
function onlyOne(consents: readonly unknown[], channel: string): string | undefined {
	const [first, second] = consents.filter((consent) => read.text(consent, 'type') === channel);
	return second === undefined ? read.text(first, 'id') : undefined;
}

/** Of an attribute and a consent with one name, or with that of a standard field, the first is kept. */
function withoutDoubles(bound: readonly Bound[]): readonly Bound[] {
	const names = new Set<string>();
	return bound.filter(({ spec: { name } }) => !names.has(name) && names.add(name));
}

/** Phone numbers are kept as digits. */
function digits(value: unknown): string | undefined {
	const [text] = Array.isArray(value) ? (value as readonly unknown[]) : [value];
	if (typeof text !== 'string' && typeof text !== 'number') return undefined;
	return String(text).replace(/\D/g, '');
}

function dayOf(value: unknown): string | undefined {
	return typeof value === 'string' ? value.slice(0, 10) : undefined;
}

function momentOf(value: FieldValue): string {
	return `${String(mainValue(value)).slice(0, 10)}T00:00:00.000Z`;
}

function genderOf(value: unknown): string | undefined {
	return typeof value === 'string' && value !== 'NotSpecified' ? value : undefined;
}

function consentOf(value: unknown): FieldValue | undefined {
	if (value === AWAITING) return UNCONFIRMED;
	return value === 'True' ? true : value === 'False' ? false : undefined;
}

function consentWord(value: FieldValue): string {
	const one = mainValue(value);
	return one === true ? 'True' : one === false ? 'False' : AWAITING;
}
