import type { ReadQuery } from '../connector';
import type { CrmDriver, CrmRecord } from '../crm/driver';
import { writeUtcTime } from '../crm/valueForms';
import { read } from '../http/body';
import type { Session } from '../http/session';
import { EMAILS } from './bindings';

/** EspoCRM refuses larger pages. */
const PAGE = 200;

type Query = Readonly<Record<string, string | number>>;
type Where = Readonly<Record<string, unknown>>;

export interface EspoFinder {
	readonly find: CrmDriver['find'];
	readonly get: CrmDriver['get'];
	readonly list: NonNullable<CrmDriver['list']>;
}

export function makeEspoFinder(
	session: Session,
	entity: string,
	names: Readonly<Record<string, string>>,
): EspoFinder {
	async function page(where: readonly Where[], further: Query = {}): Promise<readonly CrmRecord[]> {
		const query = { ...flatten('where', where), maxSize: PAGE, ...further };
		const { body } = await session.read({ method: 'GET', url: entity, query });
		return read.list(body, 'list').map(toRecord);
	}

	/** All pages by the id that came last: an offset slips when somebody is added or removed meanwhile. */
	async function* pages(where: readonly Where[]): AsyncGenerator<readonly CrmRecord[]> {
		for (let last = ''; ;) {
			const after: Where[] = last === '' ? [] : [{ type: 'greaterThan', attribute: 'id', value: last }];
			const found = await page([...where, ...after], { orderBy: 'id', order: 'asc' });
			if (found.length > 0) yield found;
			if (found.length < PAGE) return;
			last = found.at(-1)?.id ?? '';
		}
	}

	async function all(where: readonly Where[]): Promise<CrmRecord[]> {
		const found: CrmRecord[] = [];
		for await (const some of pages(where)) found.push(...some);
		return found;
	}

	/** A list shows only the main address; who was found by another one is asked for with all he has. */
	async function withAllAddresses(
		records: readonly CrmRecord[],
		emails: readonly string[],
	): Promise<CrmRecord[]> {
		const asked = new Set(emails);
		const whole: CrmRecord[] = [];
		for (const record of records) {
			const main = record.properties['emailAddress'];
			const isSeen =
				typeof main === 'string' && asked.has(main.toLowerCase()) && record.properties[EMAILS] !== undefined;
			whole.push(isSeen ? record : ((await one(record.id)) ?? record));
		}
		return whole;
	}

	async function one(id: string): Promise<CrmRecord | undefined> {
		const { status, body } = await session.read({ method: 'GET', url: `${entity}/${id}` }, [404]);
		return status === 404 ? undefined : toRecord(body);
	}

	return {
		find: async (field, values) => {
			const attribute = names[field] ?? field;
			const found = await all([
				condition(attribute, field === 'phone' ? values.map((value) => `+${value}`) : values),
			]);
			return await withAllAddresses(found, field === 'email' ? values : []);
		},
		get: async (ids) => {
			const found = await Promise.all(ids.map(one));
			return found.filter((record) => record !== undefined);
		},
		list: ({ changedAfter }: ReadQuery) =>
			pages(changedAfter === undefined ? [] : [changedSince(changedAfter)]),
	};
}

/** EspoCRM 8 breaks on `in` for e-mail addresses and phones (HTTP 500); one condition for each value works. */
function condition(attribute: string, values: readonly string[]): Where {
	if (!['emailAddress', 'phoneNumber'].includes(attribute)) return { type: 'in', attribute, value: values };
	return { type: 'or', value: values.map((value) => ({ type: 'equals', attribute, value })) };
}

function changedSince(time: string): Where {
	return {
		type: 'after',
		attribute: 'modifiedAt',
		value: writeUtcTime(time),
		dateTime: true,
		timeZone: 'UTC',
	};
}

/** `where[0][value][1][type]`: how PHP reads lists and objects from an address. */
function flatten(name: string, value: unknown): Record<string, string> {
	if (typeof value !== 'object' || value === null) return { [name]: String(value) };
	const parts = Object.entries(value).map(([key, part]) => flatten(`${name}[${key}]`, part));
	return Object.assign({}, ...parts) as Record<string, string>;
}

/** A record; `modifiedAt` has seconds only, and two changes within one cannot be told apart by it. */
export function toRecord(body: unknown): CrmRecord {
	const properties = read.object(body);
	const version = read.text(properties, 'modifiedAt');
	return { id: read.text(properties, 'id') ?? '', properties, ...(version === undefined ? {} : { version }) };
}
