import { userError } from '../../errors';
import type { CrmRecord } from '../crm/driver';
import type { HttpRequest, HttpResponse } from '../http/client';
import type { Session } from '../http/session';
import type { RestDefinition, RestPaging } from './definition';
import { listAt, textAt } from './place';

/** The records of an answer. */
export type ToRecord = (body: unknown) => CrmRecord | undefined;

/** Customers of one page after the other, until there are no more. */
export async function* restPages(
	session: Session,
	definition: RestDefinition,
	first: HttpRequest,
	baseUrl: string,
	toRecord: ToRecord,
): AsyncGenerator<readonly CrmRecord[]> {
	const { paging, answers, signals } = definition;
	const seen = new Set<string>();
	let request: HttpRequest | undefined = withQuery(first, sizeOf(paging), startOf(paging));
	for (let page = 0; request !== undefined; page += 1) {
		const response: HttpResponse = await session.read(request, signals.emptyStatuses);
		const records = isNobody(response)
			? []
			: listAt(response.body, answers.records).flatMap((one) => toRecord(one) ?? []);
		if (records.length > 0) {
			checkNew(records, seen);
			yield records;
		}
		request = nextRequest(first, definition, { page, response, count: records.length, baseUrl });
	}
}

/** A status that says that nobody was found comes with an object; a page that is not there, with none. */
function isNobody({ status, body }: HttpResponse): boolean {
	if (status < 400) return false;
	if (typeof body === 'object' && body !== null) return true;
	throw userError(
		`The CRM has nothing at this address: HTTP ${status}`,
		"Check 'Base URL' and the paths of 'Requests' in the credential.",
		'CRM_ADDRESS',
	);
}

const sizeOf = ({ kind, sizeParameter, size }: RestPaging) =>
	kind === 'none' || sizeParameter === '' ? {} : { [sizeParameter]: size };

function startOf({ kind, parameter, first }: RestPaging): Readonly<Record<string, number>> {
	if (kind === 'page') return { [parameter]: first };
	return kind === 'offset' ? { [parameter]: 0 } : {};
}

interface Turn {
	/** How many pages came before this one. */
	readonly page: number;
	readonly response: HttpResponse;
	readonly count: number;
	readonly baseUrl: string;
}

function nextRequest(
	first: HttpRequest,
	{ paging }: RestDefinition,
	{ page, response, count, baseUrl }: Turn,
): HttpRequest | undefined {
	const { kind, parameter, first: number, size, next } = paging;
	switch (kind) {
		case 'none':
			return undefined;
		case 'page':
		case 'offset': {
			// A server may have smaller pages than it was asked for, but says so only by a page without anybody.
			const isLast = count === 0 || (paging.sizeParameter !== '' && count < size);
			if (isLast) return undefined;
			const place = kind === 'page' ? number + page + 1 : (page + 1) * size;
			return withQuery(first, sizeOf(paging), { [parameter]: place });
		}
		case 'cursor': {
			const cursor = textAt(response.body, next);
			return cursor === undefined ? undefined : withQuery(first, sizeOf(paging), { [parameter]: cursor });
		}
		case 'link':
			return linked(first, next === '' ? linkHeader(response) : textAt(response.body, next), baseUrl);
	}
}

function withQuery(
	request: HttpRequest,
	...further: readonly Readonly<Record<string, string | number>>[]
): HttpRequest {
	return {
		...request,
		query: Object.assign({}, request.query, ...further) as NonNullable<HttpRequest['query']>,
	};
}

/** `<https://…?page=2>; rel="next"` (https://www.rfc-editor.org/rfc/rfc8288). */
function linkHeader({ headers }: HttpResponse): string | undefined {
	const links = headers['link']?.matchAll(/<([^>]*)>([^,<]*)/g) ?? [];
	return [...links].find(([, , about = '']) => /\brel="?next\b/i.test(about))?.[1];
}

/** The login goes along with a request, so a link to anybody else is not followed. */
function linked(first: HttpRequest, link: string | undefined, baseUrl: string): HttpRequest | undefined {
	if (link === undefined) return undefined;
	const url = new URL(link, `${baseUrl}/`);
	if (url.origin !== new URL(baseUrl).origin) {
		throw userError(
			`The link to the next page leads to ${url.origin}`,
			"Check 'Base URL' and 'Paging' in the credential; the login is not sent to another server.",
			'REST_DEFINITION',
		);
	}
	// The link has the whole query in it.
	return { ...first, query: {}, url: url.href };
}

/** A server that does not know the parameter of the page gives the first one for ever. */
function checkNew(records: readonly CrmRecord[], seen: Set<string>): void {
	if (records.every(({ id }) => seen.has(id))) {
		throw userError(
			'The CRM gives the same customers on every page',
			"Check 'Paging' in the credential: the CRM does not seem to know its parameters.",
			'REST_DEFINITION',
		);
	}
	for (const { id } of records) seen.add(id);
}
