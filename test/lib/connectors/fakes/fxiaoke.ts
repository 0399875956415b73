import { read } from '../../../../lib/connectors/http/body';
import type { FakeAnswer, FakeRequest } from './fakeServer';

type Stored = Record<string, unknown> & { _id: string };

/**
 * Fxiaoke's open interface as its documentation has it: tokens that live two hours and are the same for all but the
 * last ten minutes, ten of them a minute; a trace id for every call, never twice; HTTP 200 with a code for everything;
 * pages of 100 and no offset past 10,000; numbers as texts and dates as milliseconds; nothing that is unique; two
 * steps to delete; a user who is responsible and is not changed by an update.
 */
export interface FakeFxiaoke {
	handle(request: FakeRequest): FakeAnswer;
	readonly records: ReadonlyMap<string, Stored>;
	/** Puts a record there as a person would have entered it. */
	put(record: Readonly<Record<string, unknown>>): void;
	/** From now on the token that was given last does not count. */
	expire(): void;
	/** How many tokens were given. */
	tokens(): number;
	/** How many calls came too fast. */
	tooFast(): number;
}

export interface FakeFxiaokeOptions {
	readonly legacy?: boolean;
	readonly object?: string;
	/** So many calls of an interface in any twenty seconds of this clock. */
	readonly limit?: { readonly calls: number; readonly now: () => number };
}

const FIELDS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
	name: { type: 'text', is_required: true, max_length: 100, label: '姓名' },
	email: { type: 'email', label: '邮件' },
	mobile1: { type: 'phone_number', label: '手机1' },
	customer_no__c: { type: 'text', label: '客户编号' },
	first_name__c: { type: 'text', label: '名' },
	last_name__c: { type: 'text', label: '姓' },
	city__c: { type: 'text', label: '城市' },
	points: { type: 'number', label: '积分' },
	date_of_birth: { type: 'date', time_zone: 'GMT+8', label: '生日' },
	level__c: {
		type: 'select_one',
		label: '客户级别',
		options: [
			{ label: 'VIP客户', value: '1' },
			{ label: '普通客户', value: '2' },
		],
	},
	newsletter__c: { type: 'true_or_false', label: '邮件订阅' },
	newsletter_at__c: { type: 'date_time', label: '邮件订阅时间' },
	owner: { type: 'employee', label: '负责人' },
	create_time: { type: 'date_time', label: '创建时间' },
	last_modified_time: { type: 'date_time', label: '最后修改时间' },
	account_id: { type: 'object_reference', label: '客户名称' },
	photo: { type: 'image', label: '照片' },
	old__c: { type: 'text', is_active: false, label: '停用' },
};

const ACCESS = { appId: 'FSAID_fake', appSecret: 'fake-secret', permanentCode: 'fake-code' };

const UUID_V4 = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

const FINE = { errorCode: 0, errorMessage: 'OK', errorDescription: 'success', traceId: 'E-O.fake.1' };

export function fakeFxiaoke({
	legacy = false,
	object = 'ContactObj',
	limit,
}: FakeFxiaokeOptions = {}): FakeFxiaoke {
	const records = new Map<string, Stored>();
	const traces = new Set<string>();
	const times = new Map<string, number[]>();
	let [lastId, clock, given, refusals] = [0, Date.UTC(2026, 10, 22), 0, 0];
	let token: string | undefined;

	function giveToken(body: unknown): unknown {
		const isRight = Object.entries(ACCESS).every(([name, value]) => read.text(body, name) === value);
		if (!isRight) return refused(10006, 'the parameter appSecret is missing or illegal');
		if (token === undefined) token = `fake-token-${(given += 1)}`;
		const life = { expiresIn: 7_200 };
		return legacy
			? { ...FINE, ...life, corpAccessToken: token, corpId: 'FSCID_fake' }
			: { ...FINE, ...life, accessToken: token, ea: 'fake_ea' };
	}

	function isLoggedIn({ headers, body }: FakeRequest): boolean {
		if (legacy)
			return read.text(body, 'corpAccessToken') === token && read.text(body, 'corpId') === 'FSCID_fake';
		return headers['authorization'] === `Bearer ${token}` && headers['x-fs-ea'] === 'fake_ea';
	}

	function actingUser({ headers, body }: FakeRequest): string | undefined {
		return legacy ? read.text(body, 'currentOpenUserId') : headers['x-fs-userid'];
	}

	function isTooFast(path: string): boolean {
		if (!limit) return false;
		const now = limit.now();
		const mine = [...(times.get(path) ?? []), now].filter((time) => time > now - 20_000);
		times.set(path, mine);
		if (mine.length > limit.calls) refusals += 1;
		return mine.length > limit.calls;
	}

	function query(data: unknown): unknown {
		const info = read.value(data, 'search_query_info');
		const [size, offset] = [Number(read.value(info, 'limit')), Number(read.value(info, 'offset'))];
		if (offset > 10_000) return refused(10013, 'offset out of range 10000');
		if (!(size <= 100) || offset % size !== 0) return refused(32000, 'limit or offset is not right');
		const filters = read.list(info, 'filters');
		if (filters.some((filter) => read.list(filter, 'field_values').length === 0))
			return refused(32000, 'field_values');
		const fitting = [...records.values()]
			.filter((record) => filters.every((filter) => fits(record, filter)))
			.sort((a, b) => (a._id < b._id ? -1 : 1));
		const projection = read.list(info, 'fieldProjection').map(String);
		const page = fitting.slice(offset, offset + size).map((record) => projected(record, projection));
		return { ...FINE, data: { dataList: page, offset, limit: size, total: 0 } };
	}

	function save(data: unknown, isNew: boolean): unknown {
		const given = read.object(data, 'object_data');
		if (read.text(given, 'dataObjectApiName') !== object) return refused(32000, 'dataObjectApiName');
		const before = records.get(read.text(given, '_id') ?? '');
		if (!isNew && !before) return refused(320_002_500, '数据不存在');
		const values = { ...given, dataObjectApiName: undefined, object_describe_api_name: undefined };
		const wrong = invalid(isNew ? { name: undefined, ...values } : values, isNew);
		if (wrong !== undefined) return refused(320_001_400, wrong);
		const _id = before?._id ?? (lastId += 1).toString(16).padStart(24, '0');
		const now = (clock += 1_000);
		const times = { create_time: before?.['create_time'] ?? now, last_modified_time: now };
		const version = String(Number(before?.['version'] ?? 0) + 1);
		records.set(_id, without({ ...before, ...values, _id, ...times, version, life_status: 'normal' }));
		return isNew ? { ...FINE, dataId: _id } : FINE;
	}

	function bin(id: string): unknown {
		const record = records.get(id);
		if (!record) return refused(320_002_500, '数据不存在');
		records.set(id, { ...record, life_status: 'invalid' });
		return FINE;
	}

	function deleteAll(ids: readonly string[]): unknown {
		if (ids.some((id) => records.get(id)?.['life_status'] !== 'invalid'))
			return refused(320_002_501, '请先作废数据');
		ids.forEach((id) => records.delete(id));
		return FINE;
	}

	function give(data: unknown): unknown {
		for (const one of read.list(data, 'Data')) {
			const record = records.get(read.text(one, 'objectDataId') ?? '');
			if (record) records.set(record._id, { ...record, owner: read.value(one, 'ownerId') });
		}
		return FINE;
	}

	function call(path: string, body: unknown): unknown {
		const data = read.value(body, 'data');
		switch (path) {
			case 'object/describe':
				return { ...FINE, data: { describe: { api_name: object, fields: FIELDS } } };
			case 'data/query':
				return query(data);
			case 'data/create':
				return save(data, true);
			case 'data/update':
				return save(data, false);
			case 'data/invalid':
				return bin(read.text(data, 'object_data_id') ?? '');
			case 'data/delete':
				return deleteAll(read.list(data, 'idList').map(String));
			case 'data/changeOwner':
				return give(data);
			default:
				return undefined;
		}
	}

	function answer(request: FakeRequest): unknown {
		const { path, query: parameters, body } = request;
		const trace = parameters.get('thirdTraceId') ?? '';
		if (!UUID_V4.test(trace) || traces.has(trace)) return refused(32000, 'thirdTraceId');
		traces.add(trace);
		if (path === (legacy ? '/cgi/corpAccessToken/get/V2' : '/oauth2.0/token')) return giveToken(body);
		if (!isLoggedIn(request)) return refused(20016, 'the cropId,cropAccessToken or authorization is error');
		if (path === '/cgi/user/getByMobile') return { ...FINE, empList: [{ openUserId: 'FSUID_admin' }] };
		if (!actingUser(request)) return refused(20014, '应用没有获取该员工的数据的权限');
		if (isTooFast(path)) return refused(30004, '秒频次超限');
		const prefix = object.endsWith('__c') && path.includes('/data/') ? '/cgi/crm/custom/v2/' : '/cgi/crm/v2/';
		return path.startsWith(prefix) ? call(path.slice(prefix.length), body) : undefined;
	}

	return {
		records,
		put: (record) => void save({ object_data: { dataObjectApiName: object, ...record } }, true),
		expire: () => (token = undefined),
		tokens: () => given,
		tooFast: () => refusals,
		handle: (request) => {
			const body = answer(request);
			return body === undefined ? { status: 404 } : { status: 200, body };
		},
	};
}

function refused(errorCode: number, errorMessage: string) {
	return { errorCode, errorMessage, traceId: 'E-O.fake.2' };
}

function invalid(values: Readonly<Record<string, unknown>>, isNew: boolean): string | undefined {
	for (const [name, value] of Object.entries(values)) {
		const field = FIELDS[name];
		const isGiven = value !== undefined && value !== null;
		if (name === 'owner' && isGiven && !isNew) return '负责人不能通过修改接口修改';
		if (field?.['is_required'] === true && (isNew ? !value : value === null)) return `必填字段为空: ${name}`;
		if (!isGiven || name === '_id') continue;
		if (field === undefined) return `字段不存在: ${name}`;
		if (!isOfType(value, String(field['type']))) return `字段类型不正确: ${name}`;
	}
	return undefined;
}

function isOfType(value: unknown, type: string): boolean {
	if (type.startsWith('date')) return typeof value === 'number';
	if (type === 'true_or_false') return typeof value === 'boolean';
	if (type === 'employee') return Array.isArray(value);
	if (type === 'select_one') return value === '1' || value === '2';
	if (type === 'email') return /^[^@\s]+@[^@\s]+$/.test(String(value));
	return typeof value === 'string';
}

/** What is empty is not there. */
function without(record: Stored): Stored {
	const entries = Object.entries(record).filter(
		([, value]) => value !== null && value !== undefined && value !== '',
	);
	return { ...Object.fromEntries(entries), _id: record._id };
}

function projected(record: Stored, names: readonly string[]): Readonly<Record<string, unknown>> {
	return Object.fromEntries(
		Object.entries(record).filter(([name]) => names.length === 0 || names.includes(name)),
	);
}

function fits(record: Stored, filter: unknown): boolean {
	const value = record[read.text(filter, 'field_name') ?? ''];
	const wanted = read.list(filter, 'field_values').map(String);
	const text = String(value ?? '');
	if (read.text(filter, 'operator') === 'GT') return text > (wanted[0] ?? '');
	return value !== undefined && wanted.includes(text);
}
