import type { FieldType } from '../../model';
import type { FoundProperty } from '../crm/schema';
import { ADDRESS_PARTS, NEEDED_PARTS, partName } from './address';
import type { Group, Layout, MergeField } from './layout';

/** What a text is cut at there. */
const TEXT_LENGTH = 255;

const TYPES: Readonly<Record<string, FieldType>> = {
	number: 'number',
	phone: 'phone',
	date: 'date',
	birthday: 'date',
	radio: 'option',
	dropdown: 'option',
};

/** What every member has. */
export const MEMBER: readonly FoundProperty[] = [
	{
		property: 'email_address',
		title: 'E-mail',
		type: 'email',
		required: true,
		unique: true,
		multiple: false,
	},
	{
		property: 'contact_id',
		title: 'Contact ID',
		type: 'text',
		readOnly: true,
		unique: true,
		multiple: false,
	},
	{
		property: 'status',
		title: 'Status',
		type: 'option',
		multiple: false,
		options: ['subscribed', 'unsubscribed', 'pending', 'transactional'],
	},
	{ property: 'timestamp_opt', title: 'Opt-In Time', type: 'dateTime', multiple: false },
	{ property: 'timestamp_signup', title: 'Sign-Up Time', type: 'dateTime', readOnly: true, multiple: false },
	{ property: 'last_changed', title: 'Last Changed', type: 'dateTime', readOnly: true, multiple: false },
	{ property: 'language', title: 'Language', type: 'language', multiple: false },
	{ property: 'vip', title: 'VIP', type: 'boolean', multiple: false },
	{
		property: 'email_type',
		title: 'E-mail Format',
		type: 'option',
		multiple: false,
		options: ['html', 'text'],
	},
	{ property: 'tags', title: 'Tags', type: 'text', multiple: true },
];

/** Everything that a member of the audience has, each part of an address by itself. */
export function propertiesOf({ mergeFields, groups }: Layout): readonly FoundProperty[] {
	return [...MEMBER, ...mergeFields.flatMap(ofMergeField), ...groups.map(ofGroup)];
}

function ofMergeField({ tag, title, kind, required, choices }: MergeField): FoundProperty[] {
	if (kind === 'address') {
		return Object.entries(ADDRESS_PARTS).map(([part, words]) => ({
			property: partName(tag, part),
			title: `${title}: ${words}`,
			type: 'text',
			multiple: false,
			required: required && NEEDED_PARTS.includes(part),
		}));
	}
	const type = TYPES[kind] ?? 'text';
	return [
		{
			property: tag,
			title,
			type,
			multiple: false,
			required,
			...(kind === 'birthday' ? { yearless: true } : {}),
			...(kind === 'text' ? { maxLength: TEXT_LENGTH } : {}),
			...(choices.length > 0 ? { options: choices } : {}),
		},
	];
}

function ofGroup({ property, multiple, interests }: Group): FoundProperty {
	return { property, title: property, type: 'option', multiple, options: [...interests.keys()] };
}
