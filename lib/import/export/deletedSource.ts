import {
	type Connector,
	type ConnectorCapabilities,
	countStored,
	type DeletedCustomer,
	type ReadQuery,
	readStored,
	type StoredCustomer,
} from '../../connectors';
import { userError } from '../../errors';
import { fieldToCell } from '../../fields';
import type { FieldSpec } from '../../model';
import { knownFields } from './connectorSource';
import type { ExportSource } from './exportSource';

const ID: FieldSpec = { name: 'deletedId', title: 'Deleted ID', type: 'text' };
const TIME: FieldSpec = { name: 'deletedAt', title: 'Deleted At', type: 'dateTime' };
const NAME: FieldSpec = { name: 'deletedName', title: 'Deleted Name', type: 'text' };

/**
 * Who was deleted from a destination, or archived there: his id, when, and his fields as far as they are told.
 * `changedAfter` of a query is when he was deleted.
 * @throws userError `NO_DELETES` where the destination does not tell
 */
export async function deletedSource(connector: Connector): Promise<ExportSource> {
	const { capabilities, readDeleted, title } = connector;
	if (readDeleted === undefined || capabilities.deletes === undefined) throw tellsNone(title);
	const fields = await deletedFields(connector, capabilities.deletes);
	const given = async () => await Promise.resolve(fields);
	const customers = (query: ReadQuery) => deletedOnes(readDeleted(deletedQuery(query)));
	return {
		fields,
		async *read(query) {
			for await (const batch of readStored(customers(query), given, query)) {
				yield batch.map(({ record }) => fields.map(({ name }) => fieldToCell(record[name])));
			}
		},
		count: async (query) => await countStored(customers(query), given, query),
	};
}

async function deletedFields(
	connector: Connector,
	told: NonNullable<ConnectorCapabilities['deletes']>,
): Promise<readonly FieldSpec[]> {
	if (told === 'ids') return [ID, TIME, NAME];
	const own = await knownFields(connector);
	// When somebody was archived is told nowhere; when he was changed last is one of his own fields.
	return told === 'archived' ? [ID, ...own] : [ID, TIME, ...own];
}

function deletedQuery({ changedAfter, signal }: ReadQuery) {
	return {
		...(changedAfter === undefined ? {} : { deletedAfter: changedAfter }),
		...(signal ? { signal } : {}),
	};
}

/** With what is told of the deletion beside their own fields, so that conditions and the order know it. */
async function* deletedOnes(
	pages: AsyncIterable<readonly DeletedCustomer[]>,
): AsyncGenerator<readonly StoredCustomer[]> {
	for await (const page of pages) {
		yield page.map(({ id, record, deletedAt, name }) => ({
			id,
			record: {
				...record,
				deletedId: id,
				...(deletedAt === undefined ? {} : { deletedAt }),
				...(name === undefined ? {} : { deletedName: name }),
			},
		}));
	}
}

function tellsNone(title: string): Error {
	return userError(
		`${title} does not tell which customers were deleted`,
		"Turn off 'Deleted Customers', or choose a destination that tells, as the page of the destinations says.",
		'NO_DELETES',
	);
}
