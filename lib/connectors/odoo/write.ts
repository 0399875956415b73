import { isImportError, makeIssue } from '../../errors';
import type { WriteResult } from '../connector';
import type { CrmCreation, CrmDriver, CrmUpdate } from '../crm/driver';
import { writeSingly } from '../crm/singly';
import { MODEL, type Partners } from './partners';
import type { OdooRpc } from './rpc';

/** Creates partners together, changes them one by one, and removes them. */
export function makeOdooWriter(
	rpc: OdooRpc,
	partners: Partners,
): Pick<CrmDriver, 'create' | 'update'> & Required<Pick<CrmDriver, 'remove'>> {
	async function create(rows: readonly CrmCreation[]): Promise<readonly WriteResult[]> {
		const list = rows.map(({ properties }) => withName(properties));
		const answer = await rpc.write(MODEL, 'create', { vals_list: list });
		const ids = 'result' in answer && Array.isArray(answer.result) ? answer.result.map(String) : [];
		return await withVersions(
			rows.map((_, place): WriteResult => {
				const id = ids[place];
				return id === undefined ? { outcome: 'unknown' } : { outcome: 'created', id };
			}),
		);
	}

	async function updateOne({ id, properties }: CrmUpdate): Promise<WriteResult> {
		const answer = await rpc.write(MODEL, 'write', { ids: [Number(id)], vals: properties });
		if ('lost' in answer) return { outcome: 'unknown' };
		if ('missing' in answer) return { outcome: 'conflict', issue: makeIssue('CHANGED_MEANWHILE') };
		return { outcome: 'updated', id };
	}

	/** The versions are asked for with one more call; where it fails, the writes are known all the same. */
	async function withVersions(results: readonly WriteResult[]): Promise<readonly WriteResult[]> {
		const ids = results.flatMap(({ id }) => id ?? []);
		if (ids.length === 0) return results;
		const versions = await partners.versions(ids).catch((): ReadonlyMap<string, string> => new Map());
		return results.map((result) => {
			const version = versions.get(result.id ?? '');
			return version === undefined ? result : { ...result, version };
		});
	}

	/** Whom invoices or users refer to, Odoo keeps; then the others are removed one by one. */
	async function remove(ids: readonly string[]): Promise<readonly string[]> {
		const there = (await partners.get(ids, [])).map(({ id }) => id);
		if (there.length === 0) return [];
		const answer = await unlink(there);
		if (answer === 'done') return there;
		if (answer === 'unknown' || there.length === 1) return [];
		const removed: string[] = [];
		for (const id of there) removed.push(...(await remove([id])));
		return removed;
	}

	async function unlink(ids: readonly string[]): Promise<'done' | 'refused' | 'unknown'> {
		try {
			const answer = await rpc.write(MODEL, 'unlink', { ids: ids.map(Number) });
			return 'result' in answer ? 'done' : 'unknown';
		} catch (error) {
			if (isImportError(error) && error.code === 'BATCH_REFUSED') return 'refused';
			return await Promise.reject(error);
		}
	}

	return {
		create,
		update: async (rows) => await withVersions(await writeSingly(rows, updateOne)),
		remove,
	};
}

/** A contact of Odoo must have a name; without one he is called by what he is reached by, as Odoo does it itself. */
function withName(properties: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
	const { name, email, phone, ref } = properties;
	return name ? properties : { ...properties, name: email ?? phone ?? ref };
}
