import { userError } from '../errors';
import { FIELD_TYPES, type FieldSpec } from '../model';
import type { NormalizeOptions } from '../normalize';
import { SUBSCRIPTION_STATUSES } from '../subscriptions';
import {
	type Composition,
	type Constant,
	type FirstOf,
	type Join,
	NAME_ORDERS,
	type Split,
	type SplitName,
} from './composition';
import { UNMAPPED_POLICIES } from './customColumns';
import { DATE_CONSISTENCIES } from './dateFormat';
import type { FieldRule } from './fieldRules';
import { type Correction, MAPPING_MODES } from './mapping';
import { INVALID_VALUE_POLICIES } from './mapRow';
import type { MinimumData } from './minimumData';
import { type MappingProfile, PROFILE_KIND, PROFILE_VERSION } from './profile';
import { asObject, count, flag, listOf, name, objectOf, oneOf, type Shape, text } from './profileShape';
import { REQUIRED_POLICIES } from './requiredFields';
import type { SubscriptionColumns } from './subscriptionColumns';

const TEXT_POLICIES = ['keep', 'clean', 'reject'] as const;

const correction = objectOf<Correction>({ label: text, field: text }, ['label', 'field']);

const fieldSpec = objectOf<FieldSpec>(
	{
		name,
		title: name,
		type: oneOf(FIELD_TYPES),
		multiple: flag,
		required: flag,
		identifier: flag,
		custom: flag,
		anyKind: flag,
		readOnly: flag,
		aliases: listOf(text),
		options: listOf(text),
		maxLength: count,
		yearless: flag,
	},
	['name', 'title', 'type'],
);

const fieldRule = objectOf<FieldRule>(
	{ field: name, required: flag, maxLength: count, options: listOf(text), unique: flag },
	['field'],
);

const subscriptionColumns = objectOf<SubscriptionColumns>(
	{
		channel: name,
		resource: name,
		contactColumn: text,
		status: oneOf(SUBSCRIPTION_STATUSES),
		statusColumn: text,
	},
	['channel', 'resource'],
);

const minimum = objectOf<MinimumData>({ rule: oneOf(['all', 'any']), identifiers: listOf(name) }, [
	'rule',
	'identifiers',
]);

const normalize = objectOf<NormalizeOptions>(
	{
		defaultCountry: name,
		phoneFormat: oneOf(['digits', 'e164', 'national', 'international']),
		dateOrder: oneOf(['dayFirst', 'monthFirst', 'yearFirst']),
		twoDigitYearsFrom: count,
		latestDate: name,
		timeZone: name,
		decimal: oneOf(['.', ',']),
		decimalDoubt: oneOf(['guess', 'refuse', '.', ',']),
		extensions: oneOf(['keep', 'drop']),
		currencies: oneOf(['keep', 'drop']),
		options: listOf(text),
		nameCase: oneOf(['keep', 'proper']),
		formulas: oneOf(TEXT_POLICIES),
		specialCharacters: oneOf(TEXT_POLICIES),
		maxLength: count,
		tooLong: oneOf(['reject', 'cut']),
	},
	[],
);

type Kind = Composition['kind'];

const COMPOSITIONS: { readonly [K in Kind]: Shape<Extract<Composition, { kind: K }>> } = {
	constant: objectOf<Constant>({ kind: oneOf(['constant']), field: name, value: text }, [
		'kind',
		'field',
		'value',
	]),
	join: objectOf<Join>({ kind: oneOf(['join']), field: name, labels: listOf(text), separator: text }, [
		'kind',
		'field',
		'labels',
		'separator',
	]),
	firstOf: objectOf<FirstOf>(
		{ kind: oneOf(['firstOf']), field: name, labels: listOf(text), otherwise: text },
		['kind', 'field', 'labels'],
	),
	split: objectOf<Split>({ kind: oneOf(['split']), label: text, separator: name, fields: listOf(name) }, [
		'kind',
		'label',
		'separator',
		'fields',
	]),
	splitName: objectOf<SplitName>({ kind: oneOf(['splitName']), label: text, order: oneOf(NAME_ORDERS) }, [
		'kind',
		'label',
		'order',
	]),
};

const KINDS = ['constant', 'join', 'firstOf', 'split', 'splitName'] as const satisfies readonly Kind[];

const composition: Shape<Composition> = (value, place) => {
	const kind = oneOf(KINDS)(asObject(value, place)['kind'], `${place}.kind`);
	return COMPOSITIONS[kind](value, place);
};

const profile = objectOf<MappingProfile>(
	{
		kind: oneOf([PROFILE_KIND]),
		version: readVersion,
		mode: oneOf(MAPPING_MODES),
		corrections: listOf(correction),
		customFields: listOf(fieldSpec),
		compositions: listOf(composition),
		subscriptions: listOf(subscriptionColumns),
		rules: listOf(fieldRule),
		template: listOf(name),
		unmapped: oneOf(UNMAPPED_POLICIES),
		normalize,
		minimum,
		invalidValue: oneOf(INVALID_VALUE_POLICIES),
		requiredWithoutColumn: oneOf(REQUIRED_POLICIES),
		dateConsistency: oneOf(DATE_CONSISTENCIES),
	},
	['kind', 'version', 'mode'],
);

function readVersion(value: unknown): typeof PROFILE_VERSION {
	if (value === PROFILE_VERSION) return PROFILE_VERSION;
	throw userError(
		`The profile is of version ${String(value)}, and this one reads version ${PROFILE_VERSION}`,
		'Update n8n-nodes-customer-import, or make the profile anew: run the node once and take it from the output Summary.',
		'PROFILE_VERSION',
	);
}

/**
 * Reads a profile that was kept: JSON text, or what it stands for.
 * @throws userError `BAD_PROFILE` or `PROFILE_VERSION`, which names what is not right and where
 */
export function readProfile(value: unknown): MappingProfile {
	const given = asObject(typeof value === 'string' ? parse(value) : value, '');
	// Before all else: a later version may look otherwise.
	if (given['kind'] === PROFILE_KIND) readVersion(given['version']);
	return profile(given, '');
}

function parse(json: string): unknown {
	try {
		return JSON.parse(json.replace(/^\uFEFF/, ''));
	} catch (cause) {
		throw userError(
			'The profile cannot be used: it is not JSON',
			"Paste it whole, as the output 'Summary' gives it.",
			'BAD_PROFILE',
			cause,
		);
	}
}
