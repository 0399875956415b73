import type { CrmDriver, CrmRecord } from '../crm/driver';
import { read } from '../http/body';
import type { Session } from '../http/session';
import { toRecord } from './customer';

const NOT_FOUND = 404;

export type ExpertSenderFinder = Pick<CrmDriver, 'find' | 'get'>;

/** Look-ups go one by one, each at an address of its own, and give one customer or none. */
export function makeExpertSenderFinder(session: Session): ExpertSenderFinder {
	async function at(kind: string, value: string): Promise<readonly CrmRecord[]> {
		// An address does not keep these as a part of its own.
		if (value === '.' || value === '..') return [];
		const url = `customers/${kind}/${encodeURIComponent(value)}`;
		const { status, body } = await session.read({ method: 'GET', url }, [NOT_FOUND]);
		if (status === NOT_FOUND) return [];
		const data = read.value(body, 'data');
		const customers: readonly unknown[] = Array.isArray(data) ? data : [data];
		return customers.map(toRecord).filter(({ id }) => id !== '');
	}

	async function all(kind: string, values: readonly string[]): Promise<readonly CrmRecord[]> {
		return (await Promise.all(values.map(async (value) => await at(kind, value)))).flat();
	}

	return {
		find: all,
		get: async (ids) =>
			await all(
				'id',
				ids.filter((id) => /^[1-9]\d*$/.test(id)),
			),
	};
}
