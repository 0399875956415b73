import { userError } from '../../errors';
import type { ReadQuery } from '../connector';
import type { CrmDriver, CrmRecord } from '../crm/driver';
import type { Session } from '../http/session';
import { mentions } from './checkDefinition';
import type { RestDefinition, RestRequest } from './definition';
import { restPages, type ToRecord } from './pages';
import { at } from './place';
import { fillRequest } from './request';
import { fillText } from './template';

export interface RestFinder {
	readonly find: CrmDriver['find'];
	readonly get: CrmDriver['get'];
	readonly list: CrmDriver['list'];
	readonly check: CrmDriver['check'];
}

/**
 * @param propertyOf where a field of ours is in a customer of the CRM
 * @param asAsked a value of ours as the CRM writes it
 */
export function makeRestFinder(
	session: Session,
	definition: RestDefinition,
	baseUrl: string,
	toRecord: ToRecord,
	{
		propertyOf,
		asAsked,
	}: { propertyOf(field: string): string; asAsked(field: string, value: string): string },
): RestFinder {
	const { requests, answers } = definition;

	async function all(request: RestRequest, values: Readonly<Record<string, unknown>>): Promise<CrmRecord[]> {
		const found: CrmRecord[] = [];
		for await (const page of restPages(
			session,
			definition,
			fillRequest(request, values),
			baseUrl,
			toRecord,
		)) {
			found.push(...page);
		}
		return found;
	}

	async function one(id: string): Promise<CrmRecord | undefined> {
		const { get } = requests;
		if (!get || id === '') return undefined;
		const { status, body } = await session.read(fillRequest(get, { id }), NOT_THERE);
		return status >= 400 ? undefined : toRecord(at(body, answers.record));
	}

	async function many(ids: readonly string[]): Promise<readonly CrmRecord[]> {
		const found = await Promise.all(ids.map(one));
		return found.filter((record) => record !== undefined);
	}

	return {
		find: async (field, values) => {
			const property = propertyOf(field);
			if (property === answers.id) return await many(values);
			const { find } = requests;
			return find
				? await all(
						find,
						asked(
							find,
							property,
							values.map((value) => asAsked(field, value)),
						),
					)
				: [];
		},
		get: many,
		list: requests.list && listing(requests.list),
		async check() {
			const { list = requests.find } = requests;
			const values = { value: '-', values: ['-'], each: '', field: propertyOf('email') };
			const pages = list && restPages(session, definition, fillRequest(list, values), baseUrl, toRecord);
			await pages?.next();
		},
	};

	function listing(list: RestRequest): CrmDriver['list'] {
		return ({ changedAfter }: ReadQuery) => {
			if (changedAfter !== undefined && !mentions(list, 'changedAfter')) throw tellsNoChanges();
			return restPages(session, definition, fillRequest(list, { changedAfter }), baseUrl, toRecord);
		};
	}
}

/** An id that cannot be one is a wrong request to many. */
const NOT_THERE = [400, 404, 410, 422];

function asked(
	find: RestRequest,
	property: string,
	values: readonly string[],
): Readonly<Record<string, unknown>> {
	const each = values
		.map((value) => fillText(find.each, { field: property, value }) ?? '')
		.join(find.between);
	return { field: property, value: values[0], values, each };
}

function tellsNoChanges(): Error {
	return userError(
		'The CRM was not said how to ask for what has changed',
		"Write {{changedAfter}} in the query of the request 'List' in the credential, or leave out 'Changed After'.",
		'NO_CHANGES',
	);
}
