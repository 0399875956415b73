import { asError, userError } from '../../errors';
import { FIELD_TYPES } from '../../model';
import type { ConnectorSettings } from '../crm/settings';
import { checkDefinition, TITLES } from './checkDefinition';
import {
	ACTIONS,
	PAGINGS,
	type RestAction,
	type RestAnswers,
	type RestDefinition,
	type RestField,
	type RestPaging,
	type RestRequest,
	type RestSignals,
} from './definition';
import { DEFAULT_PRESET, REST_PRESETS, type RestPreset, typeOf } from './presets';

type Rows = readonly ConnectorSettings[];

/**
 * The CRM that a person has described: what he starts from, with what he has filled in in its place.
 * @throws userError where it is not usable, with what and where
 */
export function readDefinition(settings: ConnectorSettings): RestDefinition {
	const preset = presetOf(text(settings, 'preset') || DEFAULT_PRESET);
	const limits = group(settings, 'limits');
	const definition: RestDefinition = {
		fields: readFields(preset.fields, rowsOf(settings, 'restFields', 'field')),
		requests: readRequests(preset.requests, rowsOf(settings, 'requests', 'request')),
		answers: overwrite(preset.answers, group(settings, 'answers')),
		paging: readPaging(preset.paging, group(settings, 'paging')),
		signals: readSignals(preset.signals, group(settings, 'signals')),
		clear: choice(settings, 'clearBy', { null: null, empty: '' }, preset.clear),
		phonePlus: choice(settings, 'phoneForm', { plus: true, digits: false }, preset.phonePlus),
		lookupSize: whole(limits['valuesPerLookUp'], preset.lookupSize),
		batchSize: whole(limits['customersPerWrite'], preset.batchSize),
		callsPerSecond: positive(limits['callsPerSecond'], preset.callsPerSecond),
	};
	checkDefinition(definition);
	return definition;
}

function presetOf(name: string): RestPreset {
	const found = Object.entries<RestPreset>(REST_PRESETS).find(([known]) => known === name)?.[1];
	if (found) return found;
	throw wrong(`There is nothing called '${name}' to start from`, "Choose 'Start From' in the credential.");
}

/** A field that is filled in stands in the place of the preset's for the same field. */
function readFields(preset: readonly RestField[], rows: Rows): readonly RestField[] {
	const fields = new Map(preset.map((field) => [field.field, field]));
	for (const row of rows) {
		const [field, property] = [text(row, 'field'), text(row, 'property')];
		if (field === '') continue;
		if (property === '') fields.delete(field);
		else fields.set(field, { ...readField(row), field, property });
	}
	return [...fields.values()];
}

function readField(row: ConnectorSettings): Omit<RestField, 'field' | 'property'> {
	const type = FIELD_TYPES.find((known) => known === text(row, 'type'));
	return {
		type: type ?? typeOf(text(row, 'field')),
		findBy: row['findBy'] === true,
		multiple: row['multiple'] === true,
		required: row['required'] === true,
		readOnly: row['readOnly'] === true,
	};
}

function readRequests(preset: RestDefinition['requests'], rows: Rows): RestDefinition['requests'] {
	const requests: Partial<Record<RestAction, RestRequest>> = { ...preset };
	for (const row of rows) {
		const action = ACTIONS.find((known) => known === text(row, 'action'));
		if (action !== undefined) requests[action] = readRequest(row, action);
	}
	return requests;
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

function readRequest(row: ConnectorSettings, action: RestAction): RestRequest {
	const method = METHODS.find((known) => known === text(row, 'method')) ?? 'GET';
	const body = readBody(row['body'], action);
	return {
		method,
		path: text(row, 'path'),
		query: lines(row['query'], '='),
		headers: Object.fromEntries(lines(row['headers'], ':')),
		each: text(row, 'each'),
		between: typeof row['between'] === 'string' ? row['between'] : '',
		...(body === undefined ? {} : { body }),
	};
}

/** The template is JSON before anything is filled in. */
function readBody(value: unknown, action: RestAction): unknown {
	if (typeof value !== 'string') return value;
	if (value.trim() === '') return undefined;
	try {
		return JSON.parse(value) as unknown;
	} catch (error) {
		throw wrong(
			`The body of the request '${TITLES[action]}' is no JSON: ${asError(error).message}`,
			'Write placeholders in quotes, such as { "email": "{{fields.email}}" }.',
		);
	}
}

/** `name=value` in each line. */
function lines(value: unknown, separator: string): (readonly [string, string])[] {
	const all = typeof value === 'string' ? value.split('\n').filter((line) => line.trim() !== '') : [];
	return all.map((line) => {
		const [name = '', ...rest] = line.split(separator);
		return [name.trim(), rest.join(separator).trim()] as const;
	});
}

/** `-` says that there is no such thing, where leaving empty means what one started from. */
const NOTHING = '-';

function overwrite(preset: RestAnswers, given: ConnectorSettings): RestAnswers {
	const entries = Object.entries(preset).map(([name, place]: [string, string]) => {
		const own = text(given, name);
		return [name, own === '' ? place : own === NOTHING ? '' : own];
	});
	return Object.fromEntries(entries) as unknown as RestAnswers;
}

function readPaging(preset: RestPaging, given: ConnectorSettings): RestPaging {
	const kind = PAGINGS.find((known) => known === text(given, 'kind'));
	const base = kind === undefined || kind === preset.kind ? preset : { ...preset, parameter: '', next: '' };
	const first = given['first'];
	return {
		kind: kind ?? preset.kind,
		parameter: text(given, 'parameter') || base.parameter,
		sizeParameter: text(given, 'sizeParameter') || base.sizeParameter,
		size: whole(given['size'], preset.size),
		first: typeof first === 'number' ? first : preset.first,
		next: text(given, 'next') || base.next,
	};
}

function readSignals(preset: RestSignals, given: ConnectorSettings): RestSignals {
	return {
		throttledStatuses: statuses(given, 'throttledStatuses', preset.throttledStatuses),
		throttledText: text(given, 'throttledText') || preset.throttledText,
		quotaText: text(given, 'quotaText') || preset.quotaText,
		waitHeader: (text(given, 'waitHeader') || preset.waitHeader).toLowerCase(),
		emptyStatuses: statuses(given, 'emptyStatuses', preset.emptyStatuses),
		duplicateStatuses: statuses(given, 'duplicateStatuses', preset.duplicateStatuses),
		duplicateText: text(given, 'duplicateText') || preset.duplicateText,
	};
}

function statuses(given: ConnectorSettings, name: string, otherwise: readonly number[]): readonly number[] {
	const found = text(given, name).match(/\b[1-5]\d\d\b/g);
	return found === null ? otherwise : found.map(Number);
}

function text(settings: ConnectorSettings, name: string): string {
	const value = settings[name];
	return typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
}

function whole(value: unknown, otherwise: number): number {
	const number = Number(value);
	return Number.isInteger(number) && number > 0 ? number : otherwise;
}

function positive(value: unknown, otherwise: number): number {
	const number = Number(value);
	return number > 0 ? number : otherwise;
}

function choice<T>(
	settings: ConnectorSettings,
	name: string,
	choices: Readonly<Record<string, T>>,
	otherwise: T,
): T {
	const chosen = text(settings, name);
	return Object.hasOwn(choices, chosen) ? (choices[chosen] as T) : otherwise;
}

/** The settings of a group on the panel. */
function group(settings: ConnectorSettings, name: string): ConnectorSettings {
	const value = settings[name];
	return isSettings(value) ? value : {};
}

/** The rows of a list on the panel. */
function rowsOf(settings: ConnectorSettings, name: string, inner: string): Rows {
	const rows = group(settings, name)[inner];
	return Array.isArray(rows) ? (rows as readonly unknown[]).filter(isSettings) : [];
}

function isSettings(value: unknown): value is ConnectorSettings {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function wrong(message: string, hint: string): Error {
	return userError(message, hint, 'REST_DEFINITION');
}
