import { makeIssue, userError } from '../../errors';
import type { WriteResult } from '../connector';
import type { CrmCreation, CrmDriver, CrmUpdate } from '../crm/driver';
import { valuesOf } from './commands';
import type { Parties, Party } from './parties';
import type { References } from './references';
import type { TrytonAnswer, TrytonRpc } from './rpc';

export interface WriterParts {
	readonly rpc: TrytonRpc;
	readonly parties: Parties;
	readonly references: References;
	/** `phone` or `mobile`, for new numbers. */
	readonly phoneType: string;
}

type Results<Row> = Map<Row, WriteResult>;

/** How often a batch is tried again because somebody has changed one of its parties meanwhile. */
const TRIES = 5;

/** Creates, changes and removes parties; a call is one transaction. */
export function makeTrytonWriter(
	parts: WriterParts,
): Pick<CrmDriver, 'create' | 'update'> & Required<Pick<CrmDriver, 'remove'>> {
	const { rpc, parties } = parts;

	/** Sends what has not been settled, until nothing more of it is taken or has changed. */
	async function settle<Row extends CrmCreation>(
		rows: readonly Row[],
		send: (left: readonly Row[], results: Results<Row>) => Promise<void>,
	): Promise<readonly WriteResult[]> {
		const results: Results<Row> = new Map();
		for (let tries = 0; tries < TRIES && results.size < rows.length; tries++)
			await send(
				rows.filter((row) => !results.has(row)),
				results,
			);
		return rows.map((row) => results.get(row) ?? CHANGED);
	}

	async function create(left: readonly CrmCreation[], results: Results<CrmCreation>): Promise<void> {
		const values: unknown[] = [];
		for (const { properties } of left) values.push(await valuesOf(properties, undefined, parts));
		const answer = await rpc.write('model.party.party.create', values, {});
		if ('refused' in answer) return await settleTaken(left, answer, results);
		const ids = 'result' in answer && Array.isArray(answer.result) ? answer.result.map(String) : [];
		await settleDone(left, ids, 'created', results);
	}

	async function update(left: readonly CrmUpdate[], results: Results<CrmUpdate>): Promise<void> {
		const now = await current(left);
		for (const row of left) if (hasChanged(row, now.get(row.id))) results.set(row, CHANGED);
		const ready = left.filter((row) => !results.has(row));
		if (ready.length === 0) return;
		const { changes, timestamps } = await changesOf(ready, now);
		const answer = await rpc.write('model.party.party.write', ...changes, { _timestamp: timestamps });
		if ('changed' in answer) return;
		if ('refused' in answer) return await settleTaken(ready, answer, results);
		const ids = 'result' in answer ? ready.map(({ id }) => id) : [];
		await settleDone(ready, ids, 'updated', results);
	}

	async function current(rows: readonly CrmUpdate[]): Promise<Map<string, Party>> {
		const found = await parties.load(
			rows.map(({ id }) => id),
			[],
		);
		return new Map(found.map((party) => [party.id, party]));
	}

	async function changesOf(rows: readonly CrmUpdate[], now: ReadonlyMap<string, Party>) {
		const changes: unknown[] = [];
		const timestamps: Record<string, unknown> = {};
		for (const { id, properties } of rows) {
			const party = now.get(id);
			changes.push([Number(id)], await valuesOf(properties, party, parts));
			Object.assign(timestamps, party?.timestamps);
		}
		return { changes, timestamps };
	}

	/** The versions are asked for with one more call; where it fails, the write is known all the same. */
	async function settleDone<Row extends CrmCreation>(
		rows: readonly Row[],
		ids: readonly string[],
		outcome: 'created' | 'updated',
		results: Results<Row>,
	): Promise<void> {
		const found = ids.length > 0 ? await parties.load(ids, []).catch(() => []) : [];
		const versions = new Map(found.map(({ id, version }) => [id, version]));
		rows.forEach((row, place) => {
			const id = ids[place];
			const version = versions.get(id ?? '');
			if (id === undefined) results.set(row, { outcome: 'unknown' });
			else results.set(row, { outcome, id, ...(version === undefined ? {} : { version }) });
		});
	}

	/** A code that somebody else has made Tryton refuse all of them; whose it is has to be asked. */
	async function settleTaken<Row extends CrmCreation & { readonly id?: string }>(
		rows: readonly Row[],
		{ refused }: TrytonAnswer & { readonly refused: string },
		results: Results<Row>,
	): Promise<void> {
		const codes = rows.flatMap(({ properties }) => codeOf(properties) ?? []);
		const owners = codes.length > 0 ? await parties.find('code', codes, ['code']) : [];
		const taken = rows.filter(({ properties, id }) =>
			owners.some((owner) => owner.properties['code'] === codeOf(properties) && owner.id !== id),
		);
		if (taken.length === 0)
			throw userError(
				`Tryton refused what was sent: ${refused}`,
				'Correct the row, or the field it is mapped to.',
				'BATCH_REFUSED',
			);
		for (const row of taken) results.set(row, takenCode(codeOf(row.properties) ?? ''));
	}

	async function remove(ids: readonly string[]): Promise<readonly string[]> {
		const there = (await parties.load(ids, [])).map(({ id }) => id);
		if (there.length === 0) return [];
		const answer = await rpc.write('model.party.party.delete', there.map(Number), {});
		if ('result' in answer) return there;
		if ('lost' in answer || there.length === 1) return [];
		const removed: string[] = [];
		for (const id of there) removed.push(...(await remove([id])));
		return removed;
	}

	return {
		create: async (rows) => await settle(rows, create),
		update: async (rows) => await settle(rows, update),
		remove,
	};
}

const CHANGED: WriteResult = { outcome: 'conflict', issue: makeIssue('CHANGED_MEANWHILE') };

function hasChanged({ version }: CrmUpdate, party: Party | undefined): boolean {
	return party === undefined || (version !== undefined && party.version !== version);
}

function codeOf(properties: Readonly<Record<string, unknown>>): string | undefined {
	const { code } = properties;
	return typeof code === 'string' ? code : undefined;
}

function takenCode(value: string): WriteResult {
	return { outcome: 'conflict', issue: makeIssue('IDENTIFIER_TAKEN', { field: 'crmId', value }) };
}
