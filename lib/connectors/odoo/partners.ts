import type { DeletedQuery, ReadQuery } from '../connector';
import type { CrmDriver, CrmRecord } from '../crm/driver';
import { writeUtcTime } from '../crm/valueForms';
import { read } from '../http/body';
import type { OdooRpc } from './rpc';

export const MODEL = 'res.partner';
const PAGE = 500;

export interface Partners {
	readonly find: CrmDriver['find'];
	readonly get: CrmDriver['get'];
	readonly list: NonNullable<CrmDriver['list']>;
	readonly listDeleted: NonNullable<CrmDriver['listDeleted']>;
	/** The versions of some partners, by id. */
	versions(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

type Leaf = readonly [string, string, unknown];
type Domain = ReadonlyArray<string | Leaf>;

/** Those that were archived too, so that an import does not make them anew. */
const ALL = { active_test: false };

/** @param knows whether partners have a field in this database */
export function makePartners(
	rpc: OdooRpc,
	names: Readonly<Record<string, string>>,
	knows: (property: string) => boolean,
): Partners {
	async function search(
		domain: Domain,
		properties: readonly string[],
		further: Readonly<Record<string, unknown>>,
	): Promise<CrmRecord[]> {
		const fields = [...new Set([...properties, 'write_date'])];
		const found = await rpc.read(MODEL, 'search_read', { domain, fields, order: 'id', ...further });
		return (Array.isArray(found) ? (found as readonly unknown[]) : []).map(toRecord);
	}

	async function get(ids: readonly string[], properties: readonly string[]): Promise<CrmRecord[]> {
		const numbers = ids.filter((id) => /^[1-9]\d{0,9}$/.test(id)).map(Number);
		if (numbers.length === 0) return [];
		return await search([['id', 'in', numbers]], properties, { context: ALL });
	}

	/** Page by page by the id that came last: an offset slips when somebody is added or removed meanwhile. */
	async function* pages(
		domain: Domain,
		properties: readonly string[],
		further: Readonly<Record<string, unknown>> = {},
	): AsyncGenerator<CrmRecord[]> {
		for (let last = 0; ;) {
			const page = await search([['id', '>', last], ...domain], properties, { limit: PAGE, ...further });
			if (page.length > 0) yield page;
			if (page.length < PAGE) return;
			last = Number(page.at(-1)?.id);
		}
	}

	return {
		find: async (field, values, properties) => {
			const domain = conditions(field, names[field] ?? field, values, knows);
			return await search(anyOf(domain), properties, { context: ALL });
		},
		get,
		list: ({ changedAfter }: ReadQuery, properties) => pages(changedSince(changedAfter), properties),
		listDeleted: ({ deletedAfter }: DeletedQuery, properties) => {
			const archived: Leaf = ['active', '=', false];
			return pages([archived, ...changedSince(deletedAfter)], properties, { context: ALL });
		},
		versions: async (ids) => new Map((await get(ids, [])).map(({ id, version }) => [id, version ?? ''])),
	};
}

function changedSince(time: string | undefined): Leaf[] {
	return time === undefined ? [] : [['write_date', '>', writeUtcTime(time)]];
}

function conditions(
	field: string,
	property: string,
	values: readonly string[],
	knows: (property: string) => boolean,
): Leaf[] {
	if (field === 'email') return values.map((value) => [property, '=ilike', likeOf(value)]);
	if (field !== 'phone') return [[property, 'in', values]];
	const international = values.map((value) => `+${value}`);
	const own: Leaf = [property, 'in', [...international, ...values]];
	return knows('phone_sanitized') ? [own, ['phone_sanitized', 'in', international]] : [own];
}

/** Odoo writes a choice before its parts: `['|', '|', a, b, c]`. */
function anyOf(leaves: readonly Leaf[]): Domain {
	return [...leaves.slice(1).map(() => '|'), ...leaves];
}

/**
 * A pattern that fits the text in any case. What has a meaning in patterns becomes the sign for any one character;
 * what is found besides is left out by the comparison that follows.
 */
const likeOf = (text: string): string => text.replace(/[\\%]/g, '_');

/** A partner; `write_date` has whole seconds, and two changes within one cannot be told apart by it. */
function toRecord(row: unknown): CrmRecord {
	return {
		id: read.text(row, 'id') ?? '',
		version: read.text(row, 'write_date') ?? '',
		properties: read.object(row),
	};
}
