import type { DeletedQuery } from '../connector';
import { addressPieces } from '../crm/addressPieces';
import type { CrmDeleted, CrmDriver, CrmRecord } from '../crm/driver';
import { slices } from '../crm/finding';
import { readTime } from '../crm/jsonForms';
import type { Session } from '../http/session';
import { queryPages, VERSION } from './query';
import { soqlText } from './soql';

/** Characters of the columns of a query, and ids in one, which together are short enough for an address. */
const LONGEST_COLUMNS = 6_000;
const MOST_IDS = 200;

/**
 * Lists the records of the recycle bin, which keeps them for 15 days. Deleting is the last change of a record
 * (https://developer.salesforce.com/docs/platform/api-rest/guide/resources-queryall.html).
 */
export function deletedRecords(session: Session, object: string): NonNullable<CrmDriver['listDeleted']> {
	const query = (columns: readonly string[], condition: string) =>
		`SELECT ${['Id', VERSION, ...columns].join(',')} FROM ${object} WHERE ${condition}`;

	/** An org may have more fields than an address holds; nobody can be asked for by his id in the recycle bin. */
	async function withColumns(
		records: readonly CrmRecord[],
		pieces: readonly (readonly string[])[],
		signal: AbortSignal | undefined,
	): Promise<readonly CrmRecord[]> {
		const whole = new Map(records.map((record) => [record.id, record]));
		for (const columns of pieces) {
			for (const some of slices([...whole.keys()], MOST_IDS)) {
				const condition = `IsDeleted = TRUE AND Id IN (${some.map(soqlText).join(',')})`;
				for await (const page of queryPages(session, 'queryAll', query(columns, condition), signal))
					for (const record of page) whole.set(record.id, merged(whole.get(record.id), record));
			}
		}
		return [...whole.values()];
	}

	return async function* ({ deletedAfter, signal }: DeletedQuery, properties) {
		const own = properties.filter((property) => property !== 'Id' && property !== VERSION);
		const [first = [], ...further] = addressPieces(own, 1, LONGEST_COLUMNS);
		const since =
			deletedAfter === undefined ? '' : ` AND ${VERSION} > ${new Date(deletedAfter).toISOString()}`;
		const q = `${query(first, `IsDeleted = TRUE${since}`)} ORDER BY Id`;
		for await (const page of queryPages(session, 'queryAll', q, signal))
			yield (await withColumns(page, further, signal)).map(toDeleted);
	};
}

const merged = (one: CrmRecord | undefined, other: CrmRecord): CrmRecord => ({
	...other,
	properties: { ...one?.properties, ...other.properties },
});

function toDeleted(record: CrmRecord): CrmDeleted {
	const deletedAt = readTime(record.version);
	return deletedAt === undefined ? record : { ...record, deletedAt };
}
