import { makeIssue } from '../../errors';
import type { WriteResult } from '../connector';
import type { CrmCreation, CrmDriver, CrmRecord } from '../crm/driver';
import { afterTheFirst } from '../crm/singly';
import { read } from '../http/body';
import { hashOf, isArchived } from './members';
import { failedResult, takenResult, UNKNOWN, writtenResult } from './results';
import { fieldMessage, messageOf } from './session';
import { changeTags } from './tags';
import type { MailchimpWriting } from './writer';

const REFUSED = 400;
const EXISTS = 'ERROR_CONTACT_EXISTS';

/** New members go in batches that change nobody who is there. */
export function makeCreate(writing: MailchimpWriting): CrmDriver['create'] {
	const { session, members, roster, audience, at, newMember, query } = writing;

	async function add(rows: readonly CrmCreation[]): Promise<readonly WriteResult[]> {
		const sent = rows.map(({ properties }) => ({ ...newMember(properties), ...tagsOf(properties) }));
		const body = { members: sent, update_existing: false, sync_tags: false };
		const answer = await session.write({ method: 'POST', url: audience, query, body });
		if ('lost' in answer) return rows.map(() => UNKNOWN);
		const outcomes = outcomesOf(answer.response.body);
		return await Promise.all(
			rows.map(async (row) => await resultOf(row, outcomes.get(emailOf(row))).catch(afterTheFirst)),
		);
	}

	async function resultOf(row: CrmCreation, outcome: Outcome | undefined): Promise<WriteResult> {
		if (outcome === undefined) return UNKNOWN;
		if ('member' in outcome) return await added(row, outcome.member);
		if (read.text(outcome.error, 'error_code') === EXISTS) return await bringBack(row);
		return failedResult(errorMessage(outcome.error));
	}

	/** The id of the contact came later than the batches, so it may not be among what they answer. */
	async function added(row: CrmCreation, member: unknown): Promise<WriteResult> {
		const isWhole = read.text(member, 'contact_id') !== undefined;
		const record = isWhole ? await members.record(member) : await members.one(hashOf(emailOf(row)));
		if (record === undefined) return UNKNOWN;
		const { tags = [] } = tagsOf(row.properties);
		if (!hasTags(record, tags)) return await addTags(row, record.id, tags);
		roster.put(record);
		return writtenResult('created', record);
	}

	/** The published document says nothing of tags in batches: whoever came without his gets them now. */
	async function addTags(row: CrmCreation, id: string, tags: readonly string[]): Promise<WriteResult> {
		const tagged = await changeTags(writing, id, tags);
		if (tagged.outcome !== 'updated') return tagged;
		const record = await members.one(hashOf(emailOf(row)));
		if (record === undefined) return UNKNOWN;
		roster.put(record);
		return writtenResult('created', record);
	}

	/** Who was archived is there for Mailchimp and gone for everybody else: he comes back as the row says. */
	async function bringBack(row: CrmCreation): Promise<WriteResult> {
		const found = await members.any(hashOf(emailOf(row)));
		if (found === undefined || !isArchived(found)) return takenResult(emailOf(row));
		const member = newMember(row.properties);
		const body = { ...member, status_if_new: member['status'] };
		const answer = await session.write({ method: 'PUT', url: at(found.id), query, body }, [REFUSED]);
		if ('lost' in answer) return UNKNOWN;
		if (answer.response.status === REFUSED) return failedResult(messageOf(answer.response));
		return await addTags(row, found.id, tagsOf(row.properties).tags ?? []);
	}

	return async (rows) => {
		const named = rows.filter((row) => emailOf(row) !== '');
		const results = (named.length > 0 ? await add(named) : []).values();
		return rows.map((row) => (emailOf(row) === '' ? NO_EMAIL : (results.next().value ?? UNKNOWN)));
	};
}

const NO_EMAIL: WriteResult = {
	outcome: 'failed',
	issue: makeIssue('WRITE_FAILED', {
		message: 'Mailchimp keeps nobody without an e-mail address',
		field: 'email',
	}),
};

function emailOf({ properties }: CrmCreation): string {
	return read.text(properties, 'email_address')?.toLowerCase() ?? '';
}

function tagsOf(properties: CrmCreation['properties']): { readonly tags?: readonly string[] } {
	const tags = read.list(properties, 'tags').map(String);
	return tags.length > 0 ? { tags } : {};
}

function hasTags({ properties }: CrmRecord, tags: readonly string[]): boolean {
	const held = new Set(read.list(properties, 'tags').map((tag) => String(tag).toLowerCase()));
	return tags.every((tag) => held.has(tag.trim().toLowerCase()));
}

/** What became of a member of a batch. */
type Outcome = { readonly member: unknown } | { readonly error: unknown };

/** By e-mail address: the answers come in no order, and some have the address in quotes. */
function outcomesOf(body: unknown): ReadonlyMap<string, Outcome> {
	const emailIn = (one: unknown) => (read.text(one, 'email_address') ?? '').replace(/^[\s"']+|[\s"']+$/g, '');
	const added = [...read.list(body, 'new_members'), ...read.list(body, 'updated_members')];
	return new Map<string, Outcome>([
		...read.list(body, 'errors').map((error) => [emailIn(error).toLowerCase(), { error }] as const),
		...added.map((member) => [emailIn(member).toLowerCase(), { member }] as const),
	]);
}

/** What Mailchimp says, with the field that it is about. */
function errorMessage(error: unknown): string | undefined {
	const field = fieldMessage(read.text(error, 'field'), read.text(error, 'field_message'));
	const texts = [read.text(error, 'error') ?? '', field].filter((text) => text !== '');
	return texts.length > 0 ? texts.join(' ') : undefined;
}
