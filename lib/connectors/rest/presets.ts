import type { FieldType } from '../../model';
import { STANDARD_FIELDS } from '../../fields';
import type {
	RestAnswers,
	RestDefinition,
	RestField,
	RestPaging,
	RestRequest,
	RestSignals,
} from './definition';

/** A definition to start from. */
export interface RestPreset extends RestDefinition {
	readonly title: string;
}

const ANSWERS: RestAnswers = {
	records: '',
	record: '',
	id: 'id',
	properties: '',
	version: '',
	results: '',
	resultError: 'error',
	message: 'message,error.message,error',
	failure: '',
};

const PAGING: RestPaging = {
	kind: 'page',
	parameter: 'page',
	sizeParameter: 'limit',
	size: 100,
	first: 1,
	next: '',
};

const SIGNALS: RestSignals = {
	throttledStatuses: [429],
	throttledText: '',
	quotaText: '',
	waitHeader: '',
	emptyStatuses: [],
	duplicateStatuses: [409],
	duplicateText: '',
};

const REST = {
	signals: SIGNALS,
	clear: null,
	phonePlus: true,
	lookupSize: 1,
	batchSize: 1,
	callsPerSecond: 5,
} as const;

type Shape = Partial<Omit<RestRequest, 'query'>> & { readonly query?: Readonly<Record<string, string>> };

/** `'GET /contacts/{{id}}'` with what else it has. */
function request(
	line: string,
	{ query = {}, headers = {}, each = '', between = '', ...rest }: Shape = {},
): RestRequest {
	const [method = 'GET', path = ''] = line.split(' ');
	return {
		method: method as RestRequest['method'],
		path,
		query: Object.entries(query),
		headers,
		each,
		between,
		...rest,
	};
}

const FOUND_BY = ['email', 'phone', 'crmId'];

/** @param names our standard fields and where they are in the CRM; a name after `=` can only be read */
function fields(names: Readonly<Record<string, string>>): RestField[] {
	return Object.entries(names).map(([field, place]) => ({
		field,
		property: place.replace(/^=/, ''),
		type: typeOf(field),
		findBy: FOUND_BY.includes(field),
		multiple: false,
		required: false,
		readOnly: place.startsWith('='),
	}));
}

/** The type of a standard field; text for any other. */
export function typeOf(field: string): FieldType {
	return STANDARD_FIELDS.find(({ name }) => name === field)?.type ?? 'text';
}

/** One address for customers, plain JSON objects, as most small interfaces have it. */
const plain: RestPreset = {
	...REST,
	title: 'Plain JSON',
	fields: fields({
		crmId: '=id',
		email: 'email',
		phone: 'phone',
		firstName: 'firstName',
		lastName: 'lastName',
		company: 'company',
		city: 'city',
		postalCode: 'postalCode',
		street: 'street',
		country: 'country',
	}),
	requests: {
		find: request('GET /contacts', { query: { '{{field}}': '{{value}}' } }),
		get: request('GET /contacts/{{id}}'),
		list: request('GET /contacts'),
		create: request('POST /contacts', { body: '{{fields}}' }),
		update: request('PATCH /contacts/{{id}}', { body: '{{fields}}' }),
		remove: request('DELETE /contacts/{{id}}'),
	},
	answers: ANSWERS,
	paging: PAGING,
};

/** JSON:API 1.1 (https://jsonapi.org/format/). */
const jsonApi: RestPreset = {
	...REST,
	title: 'JSON:API',
	fields: plain.fields,
	requests: {
		find: request('GET /contacts', { query: { 'filter[{{field}}]': '{{value}}' } }),
		get: request('GET /contacts/{{id}}'),
		list: request('GET /contacts'),
		create: request('POST /contacts', jsonApiBody('contacts')),
		update: request('PATCH /contacts/{{id}}', jsonApiBody('contacts', '{{id}}')),
		remove: request('DELETE /contacts/{{id}}'),
	},
	answers: {
		...ANSWERS,
		records: 'data',
		record: 'data',
		properties: 'attributes',
		message: 'errors.0.detail,errors.0.title',
	},
	paging: { ...PAGING, kind: 'link', parameter: '', sizeParameter: 'page[size]', next: 'links.next' },
};

function jsonApiBody(type: string, id?: string): Shape {
	return {
		headers: { 'content-type': 'application/vnd.api+json', accept: 'application/vnd.api+json' },
		body: { data: { type, ...(id === undefined ? {} : { id }), attributes: '{{fields}}' } },
	};
}

const ESPO_FIELDS = fields({
	crmId: '=id',
	email: 'emailAddress',
	phone: 'phoneNumber',
	firstName: 'firstName',
	lastName: 'lastName',
	street: 'addressStreet',
	postalCode: 'addressPostalCode',
	city: 'addressCity',
	region: 'addressState',
	country: 'addressCountry',
	notes: 'description',
	changedAt: '=modifiedAt',
});

const ESPO_WHERE = {
	'where[0][type]': 'equals',
	'where[0][attribute]': '{{field}}',
	'where[0][value]': '{{value}}',
};

/** EspoCRM and what was made of it; leads, accounts or an entity of one's own instead of contacts. */
const espoCrmLike: RestPreset = {
	...REST,
	title: 'Like EspoCRM',
	fields: ESPO_FIELDS,
	requests: {
		find: request('GET /api/v1/Contact', { query: ESPO_WHERE }),
		get: request('GET /api/v1/Contact/{{id}}'),
		list: request('GET /api/v1/Contact', { query: { orderBy: 'createdAt', order: 'asc' } }),
		create: request('POST /api/v1/Contact', { body: '{{fields}}' }),
		update: request('PUT /api/v1/Contact/{{id}}', { body: '{{fields}}' }),
		remove: request('DELETE /api/v1/Contact/{{id}}'),
	},
	answers: { ...ANSWERS, records: 'list', message: 'messageTranslation.label,message' },
	paging: { ...PAGING, kind: 'offset', parameter: 'offset', sizeParameter: 'maxSize', size: 200 },
};

const SUITE = '/Api/V8/module';

/** SuiteCRM with its V8 interface: JSON:API with an address of its own (https://docs.suitecrm.com/developer/api/developer-setup-guide/json-api/). */
const suiteCrmV8: RestPreset = {
	...REST,
	title: 'SuiteCRM V8',
	fields: fields({
		crmId: '=id',
		email: 'email1',
		phone: 'phone_mobile',
		firstName: 'first_name',
		lastName: 'last_name',
		street: 'primary_address_street',
		postalCode: 'primary_address_postalcode',
		city: 'primary_address_city',
		region: 'primary_address_state',
		country: 'primary_address_country',
		birthDate: 'birthdate',
		notes: 'description',
	}),
	requests: {
		find: request(`GET ${SUITE}/Contacts`, { query: { 'filter[{{field}}][eq]': '{{value}}' } }),
		get: request(`GET ${SUITE}/Contacts/{{id}}`),
		list: request(`GET ${SUITE}/Contacts`, { query: { sort: 'date_entered' } }),
		create: request(`POST ${SUITE}`, jsonApiBody('Contacts')),
		update: request(`PATCH ${SUITE}`, jsonApiBody('Contacts', '{{id}}')),
		remove: request(`DELETE ${SUITE}/Contacts/{{id}}`),
	},
	answers: { ...jsonApi.answers, message: 'errors.detail,errors.0.detail,message' },
	paging: { ...PAGING, parameter: 'page[number]', sizeParameter: 'page[size]', size: 100 },
	// SuiteCRM keeps a text in every field.
	clear: '',
};

/** Dolibarr's third parties (https://wiki.dolibarr.org/index.php/Module_Web_Services_API_REST_(developer)). */
const dolibarr: RestPreset = {
	...REST,
	title: 'Dolibarr',
	fields: fields({
		crmId: 'ref_ext',
		email: 'email',
		phone: 'phone',
		fullName: 'name',
		street: 'address',
		postalCode: 'zip',
		city: 'town',
		notes: 'note_private',
	}),
	requests: {
		find: request('GET /api/index.php/thirdparties', {
			query: { sqlfilters: '{{each}}' },
			each: "(t.{{field}}:=:'{{value|sql}}')",
			between: ' OR ',
		}),
		get: request('GET /api/index.php/thirdparties/{{id}}'),
		list: request('GET /api/index.php/thirdparties', { query: { sortfield: 't.rowid', sortorder: 'ASC' } }),
		// A customer, with a code of Dolibarr's own making.
		create: request('POST /api/index.php/thirdparties', {
			body: { client: '1', code_client: '-1', '{{fields}}': '' },
		}),
		update: request('PUT /api/index.php/thirdparties/{{id}}', { body: '{{fields}}' }),
		remove: request('DELETE /api/index.php/thirdparties/{{id}}'),
	},
	answers: { ...ANSWERS, message: 'error.message,error.0' },
	// A list of nobody is not found, with an object that says so.
	signals: { ...SIGNALS, emptyStatuses: [404] },
	paging: { ...PAGING, first: 0 },
	lookupSize: 10,
};

/** What a person can start from, by name. */
export const REST_PRESETS = { dolibarr, espoCrmLike, jsonApi, plain, suiteCrmV8 } satisfies Readonly<
	Record<string, RestPreset>
>;

export const DEFAULT_PRESET = 'plain';
