import { read } from '../../../../../lib/connectors/http/body';
import { type FakeMergeField, INTERESTS } from './audience';
import type { Refusal } from './problems';

const STATUSES = ['subscribed', 'unsubscribed', 'cleaned', 'pending', 'transactional'];

/** Addresses that Mailchimp takes for made up. */
const FAKE = /^(test|noreply|abuse)@|@(example\.invalid|mailinator\.com)$/i;

/** What Mailchimp would say of an address. */
export function checkEmail(email: string): Refusal | undefined {
	if (/^[^@\s]+@[^@\s]+\.[^@\s.]+$/.test(email) && !FAKE.test(email)) return undefined;
	const detail = `${email} looks fake or invalid, please enter a real email address.`;
	return { title: 'Invalid Resource', detail };
}

/** What it would say of the rest of a member. */
export function checkMember(
	member: unknown,
	fields: readonly FakeMergeField[],
	{ isNew, skipsRequired }: { readonly isNew: boolean; readonly skipsRequired: boolean },
): Refusal | undefined {
	const status = read.value(member, 'status');
	if (status !== undefined && !STATUSES.includes(String(status)))
		return wrong('status', 'Data did not match any of the schemas described in anyOf.');
	for (const id of Object.keys(read.object(member, 'interests')))
		if (!INTERESTS.includes(id)) return wrong('interests', `${id} is not a valid interest ID for this list.`);
	const merged = read.object(member, 'merge_fields');
	for (const field of fields) {
		const value = merged[field.tag];
		const isEmpty = value === undefined || value === '';
		const isMissing = field.required && (isNew ? isEmpty : value === '');
		if (isMissing && !skipsRequired) return wrong(field.tag, 'This value should not be blank.');
		const message = isEmpty ? undefined : complaint(value, field);
		if (message !== undefined) return wrong(field.tag, message);
	}
	return undefined;
}

function wrong(field: string, message: string): Refusal {
	return { title: 'Invalid Resource', detail: 'Your merge fields were invalid.', field, message };
}

const PATTERNS: Readonly<Record<string, readonly [RegExp, string]>> = {
	number: [/^-?\d+(\.\d+)?$/, 'Please enter a number'],
	date: [/^\d{4}-\d{2}-\d{2}$/, 'Please enter a valid date'],
	birthday: [/^(0[1-9]|1[0-2])\/(0[1-9]|[12]\d|3[01])$/, 'Please enter the month and day'],
	zip: [/^\d{5}$/, 'Please enter a valid zip code'],
	url: [/^https?:\/\//, 'Please enter a complete URL'],
	imageurl: [/^https?:\/\//, 'Please enter a complete URL'],
};

function complaint(value: unknown, { type, options }: FakeMergeField): string | undefined {
	if (type === 'address') return isWhole(value) ? undefined : 'Please enter a complete address';
	if (typeof value !== 'string' && typeof value !== 'number') return 'Data did not match any schema';
	const { choices } = options;
	if (Array.isArray(choices) && !choices.includes(value)) return 'Please choose one of the options';
	if (options['phone_format'] === 'US' && !/^\d{3}-\d{3}-\d{4}$/.test(String(value)))
		return 'Please enter a valid phone number';
	const [pattern, message] = PATTERNS[type] ?? [/./, ''];
	return pattern.test(String(value)) ? undefined : message;
}

function isWhole(value: unknown): boolean {
	return ['addr1', 'city', 'state', 'zip'].every((part) => (read.text(value, part) ?? '') !== '');
}
