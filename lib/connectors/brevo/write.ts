import { userError } from '../../errors';
import type { WriteResult } from '../connector';
import type { CrmCreation, CrmDriver, CrmUpdate } from '../crm/driver';
import type { Schema } from '../crm/schema';
import { afterTheFirst, writeSingly } from '../crm/singly';
import { read } from '../http/body';
import type { Session } from '../http/session';
import type { Account } from './account';
import { askFor, isEmpty, makeCarefulChange, needsCare } from './careful';
import type { Ask } from './confirm';
import { type ContactBody, NEWSLETTER, toBody } from './contact';
import { type BrevoFinder, isContactId } from './find';
import { refusalOf } from './refusal';
import { failed, refusedResult } from './results';
import { BAD_REQUEST, messageOf, NOT_ALLOWED, NOT_FOUND } from './session';

/** What the writer works with. */
export interface WriterParts {
	readonly account: Account;
	readonly schema: Schema;
	readonly finder: BrevoFinder;
	readonly ask: Ask;
	/** Lists that every new contact is put on. */
	readonly listIds: readonly number[];
	/** Whether new contacts whose row has no newsletter consent go on the blocklist. */
	readonly blocksUnasked: boolean;
}

export type BrevoWriter = Pick<CrmDriver, 'create' | 'update'> & Required<Pick<CrmDriver, 'remove'>>;

/** The address of one contact says by what he is known in it. */
const BY_ID = { identifierType: 'contact_id' };

/**
 * Creates, changes and deletes contacts. New ones are never sent with `updateEnabled`, which changes whoever has the
 * address, nor with `forceMerge`, which deletes one of two. `/contacts/import` is not used either: it goes on after
 * its answer, and never tells what became of a row.
 */
export function makeBrevoWriter(session: Session, parts: WriterParts): BrevoWriter {
	const { account, schema, finder, ask, listIds, blocksUnasked } = parts;
	const changeCarefully = makeCarefulChange(finder, ask, change);

	async function create(row: CrmCreation): Promise<WriteResult> {
		const given = withoutNothing(toBody(row.properties, undefined));
		const problem = await askFor(row, given.email, ask);
		if (problem) return problem;
		const lists = [...new Set([...listIds, ...(given.listIds ?? [])])];
		const body = {
			...(blocksUnasked && !(NEWSLETTER in row.properties) ? { emailBlacklisted: true } : {}),
			...given,
			...(lists.length > 0 ? { listIds: lists } : {}),
		};
		const answer = await session.write({ method: 'POST', url: 'contacts', body }, [BAD_REQUEST]);
		if ('lost' in answer) return { outcome: 'unknown' };
		if (answer.response.status >= BAD_REQUEST) return refusedResult(answer.response, row, schema);
		const id = read.text(answer.response.body, 'id');
		return id === undefined ? { outcome: 'unknown' } : { outcome: 'created', id };
	}

	async function change(row: CrmUpdate, body: Partial<ContactBody>): Promise<WriteResult> {
		const request = { method: 'PUT', url: `contacts/${row.id}`, query: BY_ID, body } as const;
		const answer = await session.write(request, [BAD_REQUEST, NOT_FOUND]);
		if ('lost' in answer) return { outcome: 'unknown' };
		if (answer.response.status >= BAD_REQUEST) return refusedResult(answer.response, row, schema);
		return { outcome: 'updated', id: row.id };
	}

	/** Who is not there, and a value that is wrong, make Brevo refuse them all; then they are tried in halves. */
	async function changeTogether(rows: readonly CrmUpdate[]): Promise<readonly WriteResult[]> {
		const contacts = rows.map(({ id, properties }) => ({ id: Number(id), ...toBody(properties, []) }));
		const request = { method: 'POST', url: 'contacts/batch', body: { contacts } } as const;
		const answer = await session.write(request, [NOT_FOUND, NOT_ALLOWED]);
		if ('lost' in answer) return rows.map(() => ({ outcome: 'unknown' }));
		const { response } = answer;
		if (response.status >= BAD_REQUEST) {
			const said = messageOf(response) ?? `HTTP ${response.status}`;
			throw userError(`Brevo refused a batch: ${said}`, undefined, 'BATCH_REFUSED');
		}
		// Its reference has an answer that says who was left out, and not why; they are tried by themselves.
		const left = new Set(read.list(response.body, 'failureIds').map(String));
		const tried = rows.map(async (row): Promise<WriteResult> => {
			if (!left.has(row.id)) return { outcome: 'updated', id: row.id };
			return await change(row, toBody(row.properties, [])).catch(afterTheFirst);
		});
		return await Promise.all(tried);
	}

	async function changePlainly(rows: readonly CrmUpdate[]): Promise<readonly WriteResult[]> {
		const [first, second] = rows;
		if (first === undefined) return [];
		return second === undefined
			? [await change(first, toBody(first.properties, []))]
			: await changeTogether(rows);
	}

	async function update(rows: readonly CrmUpdate[]): Promise<readonly WriteResult[]> {
		const together = await changePlainly(rows.filter((row) => !needsCare(row)));
		const singly = await writeSingly(rows.filter(needsCare), async (row) => {
			const sent = changeCarefully(row);
			return await (together.length > 0 ? sent.catch(afterTheFirst) : sent);
		});
		const [plain, careful] = [together.values(), singly.values()];
		return rows.map((row) => (needsCare(row) ? careful : plain).next().value ?? { outcome: 'unknown' });
	}

	/** Rows that Brevo would write only in part are not sent. */
	async function exceptRefused<Row extends CrmCreation>(
		rows: readonly Row[],
		isNew: boolean,
		send: (rows: readonly Row[]) => Promise<readonly WriteResult[]>,
	): Promise<readonly WriteResult[]> {
		const emptied = rows.map((row) => ({ ...row, properties: account.emptied(row.properties) }));
		const reasons = emptied.map(({ properties }) => refusalOf(properties, account.attributes, isNew));
		const results = (await send(emptied.filter((_, place) => reasons[place] === undefined))).values();
		return reasons.map((reason) => {
			if (reason !== undefined) return failed(reason, 'Correct the row, or the field that it is mapped to.');
			return results.next().value ?? { outcome: 'unknown' };
		});
	}

	/** Deleting twice does no harm. The contact of the account's own address cannot be deleted. */
	async function removeOne(id: string): Promise<boolean> {
		const request = { method: 'DELETE', url: `contacts/${id}`, query: BY_ID } as const;
		const { status } = await session.read(request, [NOT_FOUND, NOT_ALLOWED]);
		return status < BAD_REQUEST;
	}

	return {
		create: async (rows) => await exceptRefused(rows, true, async (some) => await writeSingly(some, create)),
		update: async (rows) => await exceptRefused(rows, false, update),
		remove: async (ids) => {
			const removed: string[] = [];
			for (const id of ids.filter(isContactId)) if (await removeOne(id)) removed.push(id);
			return removed;
		},
	};
}

/** Nobody who is new has anything to empty. */
function withoutNothing({ ext_id, attributes, ...rest }: ContactBody): ContactBody {
	const filled = Object.entries(attributes).filter(([, value]) => !isEmpty(value));
	return { ...rest, ...(isEmpty(ext_id) ? {} : { ext_id }), attributes: Object.fromEntries(filled) };
}
