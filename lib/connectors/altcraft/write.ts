import { makeIssue } from '../../errors';
import type { CustomerWriteOptions, WriteResult } from '../connector';
import type { CrmCreation, CrmDriver, CrmUpdate } from '../crm/driver';
import type { ConnectorSettings } from '../crm/settings';
import { read } from '../http/body';
import type { WriteAnswer } from '../http/session';
import type { ProfileMatching } from './matching';
import { type AltcraftSession, isError, isMissing } from './session';

type Writer = Pick<CrmDriver, 'create' | 'update'> & Required<Pick<CrmDriver, 'remove'>>;

export function makeAltcraftWriter(
	session: AltcraftSession,
	matching: ProfileMatching | undefined,
	settings: ConnectorSettings,
): Writer {
	const always = settings['skipInvalidSubscriptions'] === false ? {} : { skip_invalid_subscriptions: true };
	const quiet = ({ suppressTriggers }: CustomerWriteOptions) => ({
		...always,
		...(suppressTriggers === true ? { skip_triggers: true } : {}),
	});

	async function add(rows: readonly CrmCreation[], options: CustomerWriteOptions): Promise<WriteAnswer> {
		return await session.write('profiles/add_batch', { ...quiet(options), data: rows.map(newProfile) });
	}

	async function importAll(
		rows: readonly CrmCreation[],
		options: CustomerWriteOptions,
		{ request }: ProfileMatching,
	): Promise<WriteAnswer> {
		const data = rows.map(newProfile);
		return await session.write('profiles/import_batch', { ...quiet(options), ...request, data });
	}

	/** Of the two ways to change many profiles only the import can be told to start no triggers. */
	async function change(rows: readonly CrmUpdate[], options: CustomerWriteOptions): Promise<WriteAnswer> {
		const method = options.suppressTriggers === true ? 'profiles/import_batch' : 'profiles/update_batch';
		const data = rows.map(({ id, properties }) => ({ profile_id: id, ...properties }));
		return await session.write(method, { ...quiet(options), matching: 'profile_id', data });
	}

	async function removeOne(id: string): Promise<readonly string[]> {
		const body = await session.find('profiles/delete', { matching: 'profile_id', profile_id: id });
		return body === undefined ? [] : [id];
	}

	return {
		create: async (rows, options) => {
			if (matching === undefined || options.addOnly === true)
				return resultsOf(await add(rows, options), rows, 'created');
			const fits = ({ properties }: CrmCreation) => matching.fits(properties);
			return await inTwo(rows, fits, [
				async (some) => resultsOf(await importAll(some, options, matching), some, 'created'),
				async (some) => resultsOf(await add(some, options), some, 'created'),
			]);
		},
		update: async (rows, options) => resultsOf(await change(rows, options), rows, 'updated'),
		remove: async (ids) => {
			const removed: string[] = [];
			for (const id of ids) removed.push(...(await removeOne(id)));
			return removed;
		},
	};
}

type Send = (rows: readonly CrmCreation[]) => Promise<readonly WriteResult[]>;

/**
 * Sends some rows one way and the others another way. Once the first were written nothing may be thrown: what became
 * of the others is then not known.
 */
async function inTwo(
	rows: readonly CrmCreation[],
	isFirst: (row: CrmCreation) => boolean,
	[sendFirst, sendOthers]: readonly [Send, Send],
): Promise<readonly WriteResult[]> {
	const first = rows.filter(isFirst);
	const others = rows.filter((row) => !isFirst(row));
	const results = new Map<CrmCreation, WriteResult>();
	const note = (some: readonly CrmCreation[], given: readonly WriteResult[]) =>
		some.forEach((row, place) => results.set(row, given[place] ?? { outcome: 'unknown' }));
	if (first.length > 0) note(first, await sendFirst(first));
	if (others.length > 0) {
		const sent = sendOthers(others);
		note(others, await (first.length > 0 ? sent.catch(() => []) : sent));
	}
	return rows.map((row) => results.get(row) ?? { outcome: 'unknown' });
}

/** What a new profile does not have need not be taken away. */
function newProfile({ properties }: CrmCreation): Readonly<Record<string, unknown>> {
	const said = Object.entries(properties).filter(([, value]) => read.text(value, 'action') !== 'unset');
	return Object.fromEntries(said);
}

/** The results are in the order of the profiles. */
function resultsOf(
	answer: WriteAnswer,
	rows: readonly CrmCreation[],
	outcome: 'created' | 'updated',
): readonly WriteResult[] {
	if ('lost' in answer) return rows.map(() => ({ outcome: 'unknown' }));
	const results = read.list(answer.response.body, 'result');
	return rows.map((_, place) => resultOf(results[place], outcome));
}

function resultOf(result: unknown, outcome: 'created' | 'updated'): WriteResult {
	if (result === undefined) return { outcome: 'unknown' };
	const id = read.text(result, 'profile_id');
	if (!isError(result)) return id === undefined ? { outcome: 'unknown' } : { outcome, id };
	if (isMissing(result)) return { outcome: 'conflict', issue: makeIssue('CHANGED_MEANWHILE') };
	const message = read.text(result, 'error_text') ?? 'Altcraft refused the profile';
	if (/exist|duplicat|taken/i.test(message))
		return { outcome: 'conflict', issue: makeIssue('IDENTIFIER_TAKEN') };
	return { outcome: 'failed', issue: makeIssue('WRITE_FAILED', { message }) };
}
