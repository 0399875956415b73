import { read } from '../../../../../lib/connectors/http/body';
import type { FakeAnswer } from '../fakeServer';
import { type FakeField, kept, wrongWith } from './fields';
import type { Item, Store } from './store';

/** How Pipedrive says that something is wrong. */
export const failure = (status: number, error: string, further = {}): FakeAnswer => ({
	status,
	body: { success: false, error, error_info: '', data: null, additional_data: null, ...further },
});

/** What an account has. */
export interface Account {
	readonly fields: readonly FakeField[];
	readonly contactSync: boolean;
	readonly campaigns: boolean;
	readonly organizations: Store;
}

const SYNCED = ['im', 'postal_address', 'notes', 'birthday', 'job_title'];
const KNOWN = [
	...['name', 'first_name', 'last_name', 'owner_id', 'org_id', 'emails', 'phones', 'visible_to', 'label_ids'],
	...['marketing_status', 'custom_fields', ...SYNCED],
];

/** Why a person is refused, where he is. */
export function refusal(body: Readonly<Record<string, unknown>>, before: Item | undefined, account: Account) {
	const unknown = Object.keys(body).find((name) => !KNOWN.includes(name));
	if (unknown !== undefined) return failure(400, `Validation failed: ${unknown}: unrecognized key`);
	if (!account.contactSync && Object.keys(body).some((name) => SYNCED.includes(name)))
		return failure(403, 'Contact sync is not enabled');
	const wrong =
		wrongName(body, before) ??
		wrongLists(body) ??
		wrongLinks(body, account) ??
		wrongFields(body, account.fields);
	if (wrong !== undefined) return failure(400, `Validation failed: ${wrong}`);
	const status = body['marketing_status'];
	if (status === undefined) return undefined;
	if (!account.campaigns) return failure(403, 'Campaigns is not enabled');
	const emails = body['emails'] ?? before?.['emails'];
	return Array.isArray(emails) && emails.length > 0
		? undefined
		: failure(400, 'Email must be given if marketing status is set.');
}

/** Either the whole name or both of its parts, of which one may be empty. */
function wrongName(body: Readonly<Record<string, unknown>>, before: Item | undefined): string | undefined {
	const { name, first_name: first, last_name: last } = body;
	const hasParts = first !== undefined || last !== undefined;
	if (name !== undefined && hasParts) return 'name: give either name or first_name and last_name';
	if (hasParts && (typeof first !== 'string' || typeof last !== 'string'))
		return 'first_name and last_name: required';
	if (hasParts && first === '' && last === '') return 'first_name and last_name: both empty';
	if (name === undefined && !hasParts) return before ? undefined : 'name: required';
	return hasParts || (typeof name === 'string' && name !== '' && name.length <= 255)
		? undefined
		: 'name: not valid';
}

function wrongLists(body: Readonly<Record<string, unknown>>): string | undefined {
	for (const name of ['emails', 'phones']) {
		if (body[name] === undefined) continue;
		const isFine =
			Array.isArray(body[name]) && body[name].every((entry) => (read.text(entry, 'value') ?? '') !== '');
		if (!isFine) return `${name}: not valid`;
	}
	return undefined;
}

function wrongLinks(
	body: Readonly<Record<string, unknown>>,
	{ organizations, fields }: Account,
): string | undefined {
	const { org_id: id, label_ids: labels, owner_id: owner } = body;
	const labelField = fields.find(({ field_code }) => field_code === 'label_ids');
	const known = labelField?.options?.map((option) => option.id) ?? [];
	if (
		labels !== undefined &&
		!(Array.isArray(labels) && labels.every((label) => known.includes(Number(label))))
	)
		return 'label_ids: not valid';
	if (owner !== undefined && typeof owner !== 'number') return 'owner_id: expected number';
	const isLinked = id === undefined || id === null || organizations.all.some((one) => one.id === id);
	return isLinked ? undefined : 'org_id: organization not found';
}

function wrongFields(
	body: Readonly<Record<string, unknown>>,
	fields: readonly FakeField[],
): string | undefined {
	for (const [code, value] of Object.entries(read.object(body, 'custom_fields'))) {
		const field = fields.find((one) => one.field_code === code && one.is_custom_field);
		const wrong = field ? wrongWith(field, value) : 'unrecognized key';
		if (wrong !== undefined) return `custom_fields.${code}: ${wrong}`;
	}
	return undefined;
}

/** A person as he is after a write. */
export function personOf(
	body: Readonly<Record<string, unknown>>,
	before: Item | undefined,
	fields: readonly FakeField[],
): Record<string, unknown> {
	const keptAs = (code: string, value: unknown) => {
		const field = fields.find(({ field_code }) => field_code === code);
		return field ? kept(field, value) : value;
	};
	const custom = Object.entries(read.object(body, 'custom_fields')).map(([code, value]) => [
		code,
		keptAs(code, value),
	]);
	const own = Object.entries(body).map(([code, value]) => [code, keptAs(code, value)]);
	const list = (name: string) => entries(body[name]) ?? before?.[name] ?? [];
	return {
		owner_id: 1,
		org_id: null,
		label_ids: [],
		visible_to: 3,
		...before,
		...Object.fromEntries(own),
		...names(body),
		emails: list('emails'),
		phones: list('phones'),
		custom_fields: { ...read.object(before, 'custom_fields'), ...Object.fromEntries(custom) },
		marketing_status: nextStatus(body['marketing_status'], before?.['marketing_status']),
	};
}

function names({ name, first_name, last_name }: Readonly<Record<string, unknown>>): Record<string, unknown> {
	if (typeof first_name === 'string' && typeof last_name === 'string')
		return { first_name, last_name, name: `${first_name} ${last_name}`.trim() };
	if (typeof name !== 'string') return {};
	const words = name.split(' ');
	return {
		name,
		first_name: words.slice(0, -1).join(' ') || name,
		last_name: words.length > 1 ? words.at(-1) : null,
	};
}

/** One of them is the primary one, and one without a label is that of work. */
function entries(list: unknown): unknown[] | undefined {
	if (!Array.isArray(list)) return undefined;
	const hasPrimary = list.some((entry) => read.value(entry, 'primary') === true);
	return list.map((entry, place) => ({
		label: 'work',
		...read.object(entry),
		primary: hasPrimary ? read.value(entry, 'primary') === true : place === 0,
	}));
}

/** Who has unsubscribed is not subscribed again by the interface; it says nothing of it. */
function nextStatus(asked: unknown, before: unknown = 'no_consent'): unknown {
	if (asked === undefined || before === 'unsubscribed') return before;
	return asked;
}
