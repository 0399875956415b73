import { makeIssue } from '../../errors';
import type { WriteResult } from '../connector';
import type { CrmCreation, CrmDriver } from '../crm/driver';
import type { HttpResponse } from '../http/client';
import type { Session } from '../http/session';
import { makeChanger } from './change';
import type { Companies } from './companies';
import { COMPANY, type PersonField } from './fields';
import { anyOf, either } from './filter';
import type { Holders } from './holders';
import type { NewIds } from './newIds';
import { type Payload, payloadOf, type Ready, withoutNothing } from './payload';
import type { People } from './people';
import { batchOf, idOf, inOrder, REFUSED, resultsOf } from './results';
import { isDuplicate, refusal } from './session';

export type TwentyWriter = Pick<CrmDriver, 'create' | 'update'> & Required<Pick<CrmDriver, 'remove'>>;

export interface WriterOptions {
	readonly people: People;
	readonly companies: Companies;
	readonly holders: Holders;
	readonly newIds: NewIds;
	readonly fields: () => ReadonlyMap<string, PersonField>;
}

/** Creates people in batches, changes them in batches where this version can, and destroys them. */
export function makeTwentyWriter(session: Session, options: WriterOptions): TwentyWriter {
	const { people, companies, holders, newIds, fields } = options;
	const change = makeChanger(session, people, holders);

	/** Sends the rows whose companies are there; a row without its company is refused by itself. */
	async function linked<Row extends CrmCreation>(
		rows: readonly Row[],
		send: (ready: readonly Ready<Row>[]) => Promise<readonly WriteResult[]>,
	): Promise<readonly WriteResult[]> {
		const named = rows.flatMap((row) => companyOf(row) ?? []);
		if (named.length > 0) await companies.link(named);
		const missing = new Map(
			rows.flatMap((row) => {
				const name = companyOf(row);
				return name === undefined || companies.idOf(name) !== undefined ? [] : [[row, name] as const];
			}),
		);
		const ready = rows.filter((row) => !missing.has(row));
		const sent = ready.map((row) => ({ row, payload: payloadOf(row, fields(), companies.idOf) }));
		const results = (sent.length > 0 ? await send(sent) : []).values();
		return rows.map((row) => {
			const name = missing.get(row);
			return name === undefined ? (results.next().value ?? { outcome: 'unknown' }) : noCompany(name);
		});
	}

	function companyOf({ properties }: CrmCreation): string | undefined {
		const name = properties[COMPANY];
		return fields().get(COMPANY)?.kind === 'company' && typeof name === 'string' ? name : undefined;
	}

	/** A batch is written as a whole or not at all; whoever stands in its way is left out, and the rest sent again. */
	async function create(ready: readonly Ready<CrmCreation>[]): Promise<readonly WriteResult[]> {
		const records = ready.map(({ row, payload }) => [row.rowNumber, payload]);
		const all = ready.map(({ payload }, place) => ({ ...payload, id: newIds.of(records[place]) }));
		const results = new Map<Payload, WriteResult>();
		let isLost = false;
		try {
			for (let left = all; left.length > 0; left = left.filter((one) => !results.has(one))) {
				const answer = await session.write(batchOf('people', left), REFUSED);
				isLost = 'lost' in answer;
				if ('lost' in answer) break;
				for (const [one, result] of await createdOrTaken(left, answer.response)) results.set(one, result);
			}
		} finally {
			if (!isLost) newIds.settle(records);
		}
		return inOrder(all, results);
	}

	async function createdOrTaken(
		sent: readonly Payload[],
		response: HttpResponse,
	): Promise<ReadonlyMap<Payload, WriteResult>> {
		if (response.status < 400) return resultsOf(sent, response, 'created');
		if (!isDuplicate(response)) throw refusal(response);
		const taken = await holders.of(sent, true);
		if (taken.size > 0) return taken;
		// Two of them have the same value, or nobody may see who has it.
		if (sent.length > 1) throw refusal(response);
		return new Map(sent.map((payload) => [payload, { outcome: 'conflict' }]));
	}

	/** For good: who is only deleted keeps his e-mail address, and could not be imported again. */
	async function remove(ids: readonly string[]): Promise<readonly string[]> {
		const there = (await people.raw(ids)).map(idOf);
		if (there.length === 0) return [];
		const query = { filter: either(anyOf('id', there)) };
		const { status } = await session.read({ method: 'DELETE', url: 'people', query }, REFUSED);
		// Older versions destroy one in a call.
		if (status >= 400) {
			for (const id of there) await session.read({ method: 'DELETE', url: `people/${id}` }, [404]);
		}
		return there;
	}

	return {
		create: async (rows) => await linked(rows.map(withoutNothing), create),
		update: async (rows) => await linked(rows, change),
		remove,
	};
}

function noCompany(name: string): WriteResult {
	const message = `There is no company called ${name} in Twenty`;
	const hint = 'Create the company in Twenty, or let the credential create those that are missing.';
	return {
		outcome: 'failed',
		issue: makeIssue('WRITE_FAILED', { message, hint, field: 'company', value: name }),
	};
}
