import type { WriteResult } from '../connector';
import type { CrmUpdate } from '../crm/driver';
import { afterTheFirst, writeSingly } from '../crm/singly';
import { read } from '../http/body';
import type { Session, WriteAnswer } from '../http/session';
import type { Holders } from './holders';
import type { Payload, Ready } from './payload';
import type { People } from './people';
import { batchOf, CHANGED, idOf, inOrder, REFUSED, resultsOf, written } from './results';
import { isDuplicate, isMissing, messageOf, recordsIn, refusal } from './session';

type Change = Ready<CrmUpdate>;

/** One result for each, in that order. */
export type Changer = (ready: readonly Change[]) => Promise<readonly WriteResult[]>;

/**
 * Changes people. The one way to change several in a call is an upsert by their ids, which would also bring back who
 * was deleted meanwhile, make anew who was destroyed, and put everybody at the head of the list; so they are read just
 * before, and keep their places. One alone is changed without it.
 */
export function makeChanger(session: Session, people: People, holders: Holders): Changer {
	let canUpsert = true;

	async function changeAll(ready: readonly Change[]): Promise<readonly WriteResult[]> {
		if (ready.length === 1 || !canUpsert) return await singly(ready);
		const now = new Map((await people.raw(ready.map(({ row }) => row.id))).map((one) => [idOf(one), one]));
		const asPlanned = ready.filter(({ row }) => isAsPlanned(row, now.get(row.id)));
		const placed = asPlanned.map((one) => ({
			...one,
			position: read.value(now.get(one.row.id), 'position'),
		}));
		const results = (placed.length > 0 ? await upsert(placed) : []).values();
		return ready.map((one): WriteResult => {
			if (!asPlanned.includes(one)) return CHANGED;
			return results.next().value ?? { outcome: 'unknown' };
		});
	}

	async function upsert(placed: readonly Placed[]): Promise<readonly WriteResult[]> {
		if (placed.length === 1 || !canUpsert) return await singly(placed);
		const sent = placed.map(withPlace);
		const answer = await session.write(batchOf('people', sent, { upsert: true }), REFUSED);
		if ('lost' in answer) return inOrder(sent, new Map());
		const { response } = answer;
		if (response.status < 400) return inOrder(sent, resultsOf(sent, response, 'updated'));
		// A version that knows no upsert in this interface takes them for new ones.
		if (/already exists/i.test(messageOf(response) ?? '')) canUpsert = false;
		return await inHalves(placed);
	}

	/** Some may be written when a batch is refused, so nothing is thrown any more: who is wrong is found here. */
	async function inHalves(placed: readonly Placed[]): Promise<readonly WriteResult[]> {
		const half = Math.ceil(placed.length / 2);
		const results: WriteResult[] = [];
		for (const part of [placed.slice(0, half), placed.slice(half)]) {
			results.push(...(await upsert(part).catch((error: unknown) => part.map(() => afterTheFirst(error)))));
		}
		return results;
	}

	async function singly(ready: readonly Change[]): Promise<readonly WriteResult[]> {
		const rows = ready.map(({ row, payload }) => ({ ...row, payload }));
		return await writeSingly(rows, async ({ id, payload }) => {
			const request = { method: 'PATCH', url: `people/${id}`, query: { depth: 0 }, body: payload } as const;
			return await resultOf(id, payload, await session.write(request, [...REFUSED, 404]));
		});
	}

	async function resultOf(id: string, payload: Payload, answer: WriteAnswer): Promise<WriteResult> {
		if ('lost' in answer) return { outcome: 'unknown' };
		const { response } = answer;
		if (response.status < 400) return written('updated', id, recordsIn(response.body)[0]);
		if (isMissing(response)) return CHANGED;
		if (!isDuplicate(response)) throw refusal(response);
		const [taken] = (await holders.of([{ ...payload, id }], false)).values();
		return taken ?? { outcome: 'conflict' };
	}

	return changeAll;
}

/** Where a person stands among the others, as a user may have put him. */
type Placed = Change & { readonly position: unknown };

function withPlace({ row, payload, position }: Placed): Payload {
	return { ...payload, id: row.id, ...(typeof position === 'number' ? { position } : {}) };
}

/** Whether a person is there, and as he was when the change was planned. */
function isAsPlanned({ version }: CrmUpdate, person: unknown): boolean {
	return person !== undefined && (version === undefined || read.text(person, 'updatedAt') === version);
}
