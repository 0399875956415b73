import { makeIssue, userError } from '../../errors';
import type { WriteResult } from '../connector';
import type { CrmCreation, CrmDriver, CrmUpdate } from '../crm/driver';
import type { ConnectorSettings } from '../crm/settings';
import { read } from '../http/body';
import type { HttpResponse } from '../http/client';
import type { Session, WriteAnswer } from '../http/session';
import { MATCHED, toCustomer } from './customer';
import type { ExpertSenderFinder } from './find';
import type { Matching } from './matching';
import { messageOf, saysMissing, saysTaken } from './session';

/** Statuses of a refusal: nothing was written. */
const REFUSALS: readonly number[] = [400, 404, 409, 422];

export function makeExpertSenderWriter(
	session: Session,
	finder: ExpertSenderFinder,
	matching: Matching,
	settings: ConnectorSettings,
): Pick<CrmDriver, 'create' | 'update'> {
	/** A batch that is refused is refused as a whole, so that it can be halved until the one it is about stands alone. */
	async function post(mode: 'Add' | 'Update', rows: readonly CrmCreation[]): Promise<WriteAnswer> {
		const data = rows.map(({ properties }) => toCustomer(properties, settings));
		const body = { mode, matchBy: matching.matchBy, data };
		const answer = await session.write({ method: 'POST', url: 'customers', body }, REFUSALS);
		if (rows.length === 1 || 'lost' in answer || !isRefusal(answer.response)) return answer;
		throw userError(`ExpertSender CDP refused a batch: ${said(answer.response)}`, undefined, 'BATCH_REFUSED');
	}

	const valueOf = ({ properties }: CrmCreation) => read.text(properties, matching.field) ?? '';

	async function add(rows: readonly CrmCreation[]): Promise<readonly WriteResult[]> {
		const answer = await post('Add', rows);
		if ('lost' in answer) return rows.map(() => ({ outcome: 'unknown' }));
		const { response } = answer;
		if (isRefusal(response)) return [saysTaken(response) ? takenResult() : refusal(response)];
		const ids = read.list(response.body, 'data').map((one) => read.text(one, 'id'));
		return await Promise.all(rows.map(async (row, place) => await readBack(row, ids[place])));
	}

	/** A customer counts as written once he can be read; his id is known only then. */
	async function readBack(row: CrmCreation, told: string | undefined): Promise<WriteResult> {
		if (told !== undefined) return { outcome: 'created', id: told };
		const found = await finder.find(matching.field, [valueOf(row)], []).catch(() => []);
		const [customer] = found;
		return customer ? { outcome: 'created', id: customer.id } : { outcome: 'unknown' };
	}

	async function change(rows: readonly CrmUpdate[]): Promise<readonly WriteResult[]> {
		const answer = await post('Update', rows);
		if ('lost' in answer) return rows.map(() => ({ outcome: 'unknown' }));
		const { response } = answer;
		if (isRefusal(response)) return [saysMissing(response) ? goneResult() : refusal(response)];
		return await Promise.all(rows.map(checkCleared));
	}

	/** How a value is emptied is not documented, so what was to be emptied is read again. */
	async function checkCleared({ id, properties }: CrmUpdate): Promise<WriteResult> {
		const emptied = Object.keys(properties).filter((name) => properties[name] === '');
		if (emptied.length === 0) return { outcome: 'updated', id };
		const found = await finder.get([id], []).catch(() => undefined);
		if (found === undefined) return { outcome: 'unknown' };
		const left = emptied.filter((name) => !isEmpty(name, found[0]?.properties[name]));
		if (left.length === 0) return { outcome: 'updated', id };
		const message = `ExpertSender CDP did not empty ${left.join(', ')}`;
		return failure(message, 'Empty the field in ExpertSender.');
	}

	return {
		create: async (rows) => {
			const message = `ExpertSender CDP recognises customers by their ${matching.title}, and the row has none`;
			const hint = "Fill it in, or set 'Matching Mode' as it is in ExpertSender.";
			return await exceptFor(rows, (row) => valueOf(row) === '', failure(message, hint), add);
		},
		update: async (rows) => {
			const message = `ExpertSender CDP recognises customers by their ${matching.title}, so it can be neither changed nor missing`;
			const hint = 'Change it in ExpertSender.';
			const isOut = ({ properties }: CrmUpdate) => !read.text(properties, MATCHED, matching.field);
			return await exceptFor(rows, isOut, failure(message, hint), change);
		},
	};
}

/** Sends the rows but some; these have their result already. */
async function exceptFor<Row>(
	rows: readonly Row[],
	isOut: (row: Row) => boolean,
	result: WriteResult,
	send: (rows: readonly Row[]) => Promise<readonly WriteResult[]>,
): Promise<readonly WriteResult[]> {
	const sent = rows.filter((row) => !isOut(row));
	const results = (sent.length > 0 ? await send(sent) : []).values();
	return rows.map((row) => (isOut(row) ? result : (results.next().value ?? { outcome: 'unknown' })));
}

function isEmpty(name: string, value: unknown): boolean {
	return (
		value === undefined || value === null || value === '' || (name === 'gender' && value === 'NotSpecified')
	);
}

function failure(message: string, hint: string): WriteResult {
	return { outcome: 'failed', issue: makeIssue('WRITE_FAILED', { message, hint }) };
}

const isRefusal = ({ status }: HttpResponse): boolean => REFUSALS.includes(status);

const said = (response: HttpResponse): string => messageOf(response) ?? `HTTP ${response.status}`;

function refusal(response: HttpResponse): WriteResult {
	return { outcome: 'failed', issue: makeIssue('WRITE_FAILED', { message: said(response) }) };
}

function takenResult(): WriteResult {
	return { outcome: 'conflict', issue: makeIssue('IDENTIFIER_TAKEN') };
}

function goneResult(): WriteResult {
	return { outcome: 'conflict', issue: makeIssue('CHANGED_MEANWHILE') };
}
