import { createHash } from 'node:crypto';
import { read } from '../../../../../lib/connectors/http/body';
import { type FakeMergeField, INTERESTS } from './audience';

/** A member as the fake keeps him. */
export interface FakeMember {
	readonly contactId: string;
	readonly email: string;
	readonly status: string;
	readonly merged: Readonly<Record<string, unknown>>;
	readonly interests: Readonly<Record<string, boolean>>;
	readonly tags: readonly string[];
	readonly others: Readonly<Record<string, unknown>>;
	readonly optIn: string;
	/** Milliseconds since 1970. */
	readonly changed: number;
}

export const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
export const hashOf = (email: string): string => md5(email.toLowerCase());

/** Mailchimp cuts texts and never says so. */
const TEXT_BYTES = 255;

/** A member with what a request says of him. */
export function merge(
	before: FakeMember,
	body: unknown,
	fields: readonly FakeMergeField[],
	now: number,
): FakeMember {
	const { email_address, status, merge_fields, interests, tags, timestamp_opt, ...others } =
		read.object(body);
	const next = typeof status === 'string' ? status : before.status;
	const becomes = next === 'subscribed' && before.status !== 'subscribed';
	const optIn = typeof timestamp_opt === 'string' ? timestamp_opt : becomes ? timeText(now) : before.optIn;
	return {
		...before,
		email: typeof email_address === 'string' ? email_address : before.email,
		status: next,
		merged: { ...before.merged, ...stored(read.object(merge_fields), fields) },
		interests: { ...before.interests, ...(read.object(interests) as Record<string, boolean>) },
		tags: [...new Set([...before.tags, ...(Array.isArray(tags) ? tags.map(String) : [])])],
		others: { ...before.others, ...pick(others, ['language', 'vip', 'email_type']) },
		optIn,
		changed: now,
	};
}

function stored(values: Readonly<Record<string, unknown>>, fields: readonly FakeMergeField[]) {
	const known = fields.filter(({ tag }) => tag in values);
	return Object.fromEntries(known.map(({ tag, type }) => [tag, storedValue(values[tag], type)]));
}

function storedValue(value: unknown, type: string): unknown {
	if (type === 'address' && typeof value === 'object')
		return { addr2: '', country: 'US', ...read.object(value) };
	if (type === 'text') return Buffer.from(String(value)).subarray(0, TEXT_BYTES).toString();
	return type === 'number' && value !== '' ? Number(value) : value;
}

function pick(values: Readonly<Record<string, unknown>>, names: readonly string[]) {
	return Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)));
}

/** Whole seconds, with the zone in figures. */
export const timeText = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}+00:00`;

/**
 * A member as an answer has him.
 * @param isStrict without the empty texts that Mailchimp writes for times that are not there
 */
export function answerOf(
	member: FakeMember,
	fields: readonly FakeMergeField[],
	{ isStrict, listId }: { readonly isStrict: boolean; readonly listId: string },
) {
	const { contactId, email, status, merged, interests, tags, others, optIn, changed } = member;
	const optInTime = isStrict && optIn === '' ? {} : { timestamp_opt: optIn };
	return {
		id: hashOf(email),
		email_address: email,
		unique_email_id: hashOf(email).slice(0, 10),
		contact_id: contactId,
		full_name: '',
		web_id: 1,
		email_type: 'html',
		status,
		consents_to_one_to_one_messaging: true,
		merge_fields: Object.fromEntries(fields.map(({ tag }) => [tag, merged[tag] ?? ''])),
		interests: Object.fromEntries(INTERESTS.map((id) => [id, interests[id] ?? false])),
		stats: { avg_open_rate: 0, avg_click_rate: 0 },
		ip_signup: '',
		...(isStrict ? {} : { timestamp_signup: '' }),
		ip_opt: '',
		...optInTime,
		member_rating: 2,
		last_changed: timeText(changed),
		language: '',
		vip: false,
		...others,
		email_client: '',
		source: 'API - Generic',
		tags_count: tags.length,
		// No more than fifty come with a member.
		tags: tags.slice(0, 50).map((name) => ({ id: tagId(name), name })),
		list_id: listId,
	};
}

export const tagId = (name: string): number => parseInt(md5(name).slice(0, 6), 16);
