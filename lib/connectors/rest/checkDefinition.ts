import { userError } from '../../errors';
import {
	ACTIONS,
	NEEDED,
	PLACEHOLDERS,
	type RestAction,
	type RestDefinition,
	type RestRequest,
} from './definition';
import { placeholdersIn, unknownQuotings } from './template';

/** What the requests are called on the panel. */
export const TITLES: Readonly<Record<RestAction, string>> = {
	create: 'Create',
	createMany: 'Create Many',
	find: 'Look Up',
	get: 'Get by ID',
	list: 'List',
	remove: 'Remove',
	update: 'Update',
	updateMany: 'Update Many',
};

/** @throws userError that says what is not usable, and where */
export function checkDefinition(definition: RestDefinition): void {
	for (const action of NEEDED) {
		if (!definition.requests[action]) {
			throw wrong(`The request '${TITLES[action]}' is missing`, `Add '${TITLES[action]}' to 'Requests'.`);
		}
	}
	if (!definition.fields.some(({ findBy }) => findBy)) {
		throw wrong(
			'There is no field by which customers are looked up',
			"Turn on 'Find By' for one of 'Fields', such as email.",
		);
	}
	for (const action of ACTIONS) {
		const request = definition.requests[action];
		if (request) checkRequest(action, request);
	}
	checkPurpose(definition);
	checkPaging(definition);
}

function checkRequest(action: RestAction, request: RestRequest): void {
	const where = `the request '${TITLES[action]}'`;
	if (request.path === '') throw wrong(`${where} has no path`, "Write 'Path' such as /contacts.");
	const { path, query, headers, body, each } = request;
	const parts = [path, ...query.flat(), ...Object.entries(headers).flat(), each];
	const known = PLACEHOLDERS[action];
	for (const name of [...parts, body].flatMap(placeholdersIn)) {
		const isProperty = known.includes('fields') && name.startsWith('fields.');
		if (known.includes(name) || isProperty) continue;
		throw wrong(
			`{{${name}}} in ${where} is no placeholder`,
			`Use ${known.map((one) => `{{${one}}}`).join(', ')}${known.includes('fields') ? ' or {{fields.email}} with the name of a CRM field' : ''}.`,
		);
	}
	for (const quoting of parts.flatMap(unknownQuotings)) {
		throw wrong(`'${quoting}' in ${where} is no way to quote`, 'Use {{value|sql}} or {{value|json}}.');
	}
}

/** A request that does not say whom it is about would be about everybody. */
function checkPurpose({ requests, lookupSize }: RestDefinition): void {
	for (const action of ['get', 'update', 'remove'] as const) {
		const request = requests[action];
		if (request && !mentions(request, 'id')) {
			throw wrong(
				`The request '${TITLES[action]}' does not say whom it is about`,
				'Write {{id}} in its path or its body.',
			);
		}
	}
	const { find } = requests;
	if (!find) return;
	const names = ['value', 'values', 'each'].filter((name) => mentions(find, name));
	if (names.length === 0) {
		throw wrong(
			"The request 'Look Up' does not say what is looked for",
			'Write {{value}} in its path, query or body.',
		);
	}
	if (lookupSize > 1 && !names.some((name) => name !== 'value')) {
		throw wrong(
			`The request 'Look Up' takes one value, and 'Values per Look-Up' is ${lookupSize}`,
			"Write {{values}} or {{each}} in it, or set 'Values per Look-Up' to 1.",
		);
	}
}

/** Whether a request has a placeholder. */
export function mentions({ path, query, headers, body }: RestRequest, name: string): boolean {
	const all = [path, ...query.flat(), ...Object.values(headers), body].flatMap(placeholdersIn);
	return all.some((one) => one === name || one.startsWith(`${name}.`));
}

function checkPaging({ paging: { kind, parameter, next } }: RestDefinition): void {
	if (kind === 'none' || kind === 'link') return;
	if (parameter === '') {
		throw wrong(`Paging by ${kind} has no query parameter`, "Fill in 'Parameter' in 'Paging'.");
	}
	if (kind === 'cursor' && next === '') {
		throw wrong(
			'Where the answer has the cursor is not said',
			"Fill in 'Next' in 'Paging', such as meta.cursor.",
		);
	}
}

function wrong(message: string, hint: string): Error {
	return userError(message, hint, 'REST_DEFINITION');
}
