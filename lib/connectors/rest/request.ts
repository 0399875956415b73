import type { HttpRequest } from '../http/client';
import type { RestRequest } from './definition';
import { fillJson, fillText, type TemplateValues } from './template';

/** Values of the query; the same name several times is a list. */
type Query = Record<string, string | readonly string[]>;

/** A request with its placeholders filled in. What has no value is left out. */
export function fillRequest(
	{ method, path, query, headers, body }: RestRequest,
	values: TemplateValues,
): HttpRequest {
	return {
		method,
		url: fillText(path, values, encodeURIComponent) ?? path,
		query: fillQuery(query, values),
		headers: fillHeaders(headers, values),
		...(body === undefined ? {} : { body: fillJson(body, values) }),
	};
}

function fillQuery(pairs: RestRequest['query'], values: TemplateValues): Query {
	const query: Query = {};
	for (const [nameTemplate, template] of pairs) {
		const name = fillText(nameTemplate, values);
		const filled = fillJson(template, values);
		if (name === undefined || filled === undefined || filled === null) continue;
		const texts = (Array.isArray(filled) ? (filled as readonly unknown[]) : [filled]).map(String);
		const all = [...[query[name] ?? []].flat(), ...texts];
		query[name] = all.length === 1 ? (all[0] ?? '') : all;
	}
	return query;
}

/** A value in a header can end neither the line nor the header. */
function fillHeaders(headers: RestRequest['headers'], values: TemplateValues): Record<string, string> {
	const filled = Object.entries(headers).flatMap(([name, template]) => {
		const text = fillText(template, values, (value) => value.replace(/[^\x20-\x7e]+/g, ' '));
		return text === undefined ? [] : [[name.toLowerCase(), text] as const];
	});
	return Object.fromEntries(filled);
}
