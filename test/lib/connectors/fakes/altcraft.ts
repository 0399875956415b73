import { read } from '../../../../lib/connectors/http/body';
import type { FakeAnswer, FakeRequest } from './fakeServer';

type Profile = Record<string, unknown> & { id: string };

/**
 * The profiles of Altcraft as its guides have them: methods called by POST, the token in the body, errors in HTTP 200
 * with a code and a text, results in the order of a batch, adding that does not look who is there, imports and
 * updates that match, functions in the place of values, queries in the words of MongoDB, which tell case and kind apart.
 */
export interface FakeAltcraft {
	handle(request: FakeRequest): FakeAnswer;
	readonly profiles: ReadonlyMap<string, Profile>;
	/** Adds a profile as a person would. */
	put(data: Readonly<Record<string, unknown>>): void;
}

export interface FakeAltcraftOptions {
	readonly token?: string;
	readonly database?: number;
	/** Whether a list says where its next page begins. */
	readonly tellsNext?: boolean;
}

const FIELDS = [
	{ name: 'email', type: 'email' },
	{ name: 'phones', type: 'phone' },
	...['_fname', '_lname', '_city', '_region', '_country', 'crm_number'].map((name) => ({
		name,
		type: 'string',
	})),
	{ name: '_postal_code', type: 'int' },
	{ name: '_bdate', type: 'date' },
	{ name: '_sex', type: 'enum', options: ['male', 'female'] },
	{ name: '_createtime', type: 'date' },
	{ name: 'points', type: 'int' },
	{ name: 'labels', type: 'tags' },
	{ name: 'newsletter', type: 'bool' },
	{ name: 'newsletter_at', type: 'string' },
];

const FINE = { error: 0, error_text: 'Successful operation' };

export function fakeAltcraft({
	token = 'fake-token',
	database = 1,
	tellsNext = true,
}: FakeAltcraftOptions = {}): FakeAltcraft {
	const profiles = new Map<string, Profile>();
	let lastId = 0;
	let clock = Date.UTC(2026, 10, 22);

	function add(data: unknown): unknown {
		const wrong = invalid(data);
		if (wrong !== undefined) return failed(wrong);
		const id = (lastId += 1).toString(16).padStart(24, '0');
		const profile: Profile = { id, _createtime: new Date((clock += 1_000)).toISOString() };
		profiles.set(id, changed(profile, data));
		return { ...FINE, profile_id: id };
	}

	function change(profile: Profile, data: unknown): unknown {
		const wrong = invalid(data);
		if (wrong !== undefined) return failed(wrong);
		profiles.set(profile.id, changed(profile, data));
		return { ...FINE, profile_id: profile.id };
	}

	/** Who a profile of a batch is; by default by its e-mail address. */
	function match(body: unknown, data: unknown): Profile | undefined {
		const mode = read.text(body, 'matching') ?? 'email';
		if (mode === 'profile_id') return profiles.get(read.text(data, 'profile_id') ?? '');
		const own = read.text(body, 'field_name') ?? '';
		const name = mode === 'custom' ? own : mode.startsWith('phone') ? 'phones' : 'email';
		const wanted = asList(read.value(data, name));
		return [...profiles.values()].find((one) => asList(one[name]).some((value) => wanted.includes(value)));
	}

	function batch(body: unknown, handleOne: (data: unknown, profile: Profile | undefined) => unknown) {
		const result = read.list(body, 'data').map((data) => handleOne(data, match(body, data)));
		return { ...FINE, result };
	}

	function list(body: unknown): unknown {
		const query = read.object(body, 'query');
		const fitting = [...profiles.values()].filter((profile) => fits(profile, query));
		const from = read.text(body, 'from_id') ?? '';
		const limit = Number(read.value(body, 'limit') ?? 1000);
		const rest = fitting.filter(({ id }) => (tellsNext ? id > from : id >= from));
		const data = rest.slice(0, limit);
		return { ...FINE, data, ...(tellsNext && data.length > 0 ? { next_from_id: data.at(-1)?.id } : {}) };
	}

	function byId(body: unknown, handleOne: (profile: Profile) => unknown): unknown {
		const profile = profiles.get(read.text(body, 'profile_id') ?? '');
		return profile ? handleOne(profile) : failed('Profile not found');
	}

	function answer(method: string, body: unknown): unknown {
		switch (method) {
			case 'databases/fields_get':
				return { ...FINE, data: FIELDS };
			case 'profiles/list':
				return list(body);
			case 'profiles/get':
				return byId(body, (profile) => ({ ...FINE, data: profile }));
			case 'profiles/delete':
				return byId(body, ({ id }) => (profiles.delete(id), FINE));
			case 'profiles/add_batch':
				return batch(body, add);
			case 'profiles/import_batch':
				return batch(body, (data, profile) => (profile ? change(profile, data) : add(data)));
			case 'profiles/update_batch':
				return batch(body, (data, profile) =>
					profile ? change(profile, data) : failed('Profile not found'),
				);
			default:
				return undefined;
		}
	}

	return {
		profiles,
		put: (data) => void add(data),
		handle({ path, body }) {
			if (read.text(body, 'token') !== token) return { status: 200, body: failed('Invalid token') };
			if (read.value(body, 'db_id') !== database) return { status: 200, body: failed('Database not found') };
			const answered = answer(path.replace('/api/v1.1/', ''), body);
			return answered === undefined ? { status: 404 } : { status: 200, body: answered };
		},
	};
}

function failed(text: string) {
	return { error: 400, error_text: text };
}

function changed(profile: Profile, data: unknown): Profile {
	const after: Profile = { ...profile };
	for (const [name, value] of Object.entries(read.object(data))) {
		if (name === 'profile_id') continue;
		if (read.text(value, 'action') === 'unset') delete after[name];
		else after[name] = name === 'subscriptions' ? merged(profile[name], value) : value;
	}
	return after;
}

/** One subscription for each contact of a resource; others stay. */
function merged(before: unknown, after: unknown): unknown[] {
	const keyOf = (one: unknown) =>
		JSON.stringify([
			read.text(one, 'resource_id'),
			read.object(one, 'email_data'),
			read.object(one, 'phone_data'),
		]);
	const all = [...asList(before), ...asList(after)];
	return [...new Map(all.map((one) => [keyOf(one), one])).values()];
}

function invalid(data: unknown): string | undefined {
	const email = read.value(data, 'email');
	if (typeof email === 'string' && !/^[^@\s]+@[^@\s]+$/.test(email)) return `Invalid email ${email}`;
	const unknown = Object.keys(read.object(data)).find((name) => !isKnown(name));
	return unknown === undefined ? undefined : `Unknown field ${unknown}`;
}

function isKnown(name: string): boolean {
	return name === 'subscriptions' || name === 'profile_id' || FIELDS.some((field) => field.name === name);
}

function asList(value: unknown): readonly unknown[] {
	return Array.isArray(value) ? value : value === undefined ? [] : [value];
}

/** `{"$or": [{"a.b": {"$in": [1, "1"]}}]}` */
function fits(profile: unknown, query: Readonly<Record<string, unknown>>): boolean {
	return Object.entries(query).every(([name, wanted]) => {
		if (name === '$or') return asList(wanted).some((one) => fits(profile, read.object(one)));
		const values = valuesAt(profile, name.split('.'));
		return values.some((value) => read.list(wanted, '$in').includes(value));
	});
}

function valuesAt(value: unknown, [name, ...rest]: readonly string[]): readonly unknown[] {
	if (name === undefined) return asList(value);
	return asList(value).flatMap((one) => valuesAt(read.value(one, name), rest));
}
