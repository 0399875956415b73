import type { ReadQuery } from '../connector';
import type { CrmDriver, CrmRecord } from '../crm/driver';
import { slices } from '../crm/finding';
import type { Schema } from '../crm/schema';
import type { Session } from '../http/session';
import { queryPages, toRecord, VERSION } from './query';
import { conditionsFor, LONGEST_CONDITION, soqlText, soqlValue } from './soql';

/** Records by id in one call. */
const RETRIEVED = 2_000;

/** An id as Salesforce makes them; a query that has another breaks. */
export const isSalesforceId = (id: string): boolean => /^[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/.test(id);

export interface SalesforceFinder {
	readonly find: CrmDriver['find'];
	readonly get: CrmDriver['get'];
	readonly list: NonNullable<CrmDriver['list']>;
}

export function makeSalesforceFinder(session: Session, object: string, schema: Schema): SalesforceFinder {
	async function* pages(
		rest: string,
		properties: readonly string[],
		signal?: AbortSignal,
	): AsyncGenerator<readonly CrmRecord[]> {
		const columns = [...new Set(['Id', VERSION, ...properties])].join(',');
		// An org may have hundreds of fields: those of long lists are asked for by id afterwards.
		const fits = columns.length <= LONGEST_CONDITION - 1_000;
		const q = `SELECT ${fits ? columns : 'Id'} FROM ${object} ${rest}`;
		for await (const found of queryPages(session, 'query', q, signal)) {
			yield fits
				? found
				: await byIds(
						found.map(({ id }) => id),
						properties,
					);
		}
	}

	async function byIds(ids: readonly string[], properties: readonly string[]): Promise<CrmRecord[]> {
		const found: CrmRecord[] = [];
		for (const some of slices(ids.filter(isSalesforceId), RETRIEVED)) {
			const { body } = await session.read({
				method: 'POST',
				url: `composite/sobjects/${object}`,
				body: { ids: some, fields: [...new Set(['Id', VERSION, ...properties])] },
			});
			// Nothing stands in the place of who is not there.
			const records: readonly unknown[] = Array.isArray(body) ? body : [];
			found.push(...records.filter((record) => record !== null).map(toRecord));
		}
		return found;
	}

	function valuesOf(field: string, property: string, value: string): string[] {
		if (property === 'Id') return isSalesforceId(value) ? [soqlText(value)] : [];
		if (field === 'phone') return [soqlText(`+${value}`), soqlText(value)];
		return [soqlValue(schema.propertyOf(property)?.type ?? 'text', value) ?? []].flat();
	}

	async function find(
		field: string,
		values: readonly string[],
		properties: readonly string[],
	): Promise<readonly CrmRecord[]> {
		const asked = schema.propertiesOf(field);
		const literals = values.flatMap((value) => valuesOf(field, asked[0] ?? field, value));
		const found: CrmRecord[] = [];
		for (const condition of conditionsFor(asked, literals)) {
			for await (const page of pages(`WHERE ${condition}`, properties)) found.push(...page);
		}
		return found;
	}

	return {
		find,
		get: byIds,
		list: ({ changedAfter, signal }: ReadQuery, properties) => {
			const since =
				changedAfter === undefined ? '' : `WHERE ${VERSION} > ${new Date(changedAfter).toISOString()} `;
			return pages(`${since}ORDER BY Id`, properties, signal);
		},
	};
}
