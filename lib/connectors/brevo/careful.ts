import type { WriteResult } from '../connector';
import type { CrmCreation, CrmRecord, CrmUpdate } from '../crm/driver';
import { read } from '../http/body';
import type { Ask } from './confirm';
import { type ContactBody, EMAIL, emailOf, EXT_ID, LISTS, stepOf, toBody } from './contact';
import type { BrevoFinder } from './find';
import { failed, GONE } from './results';
import { messageOf } from './session';

/** Sends one change of a contact. */
export type Change = (row: CrmUpdate, body: Partial<ContactBody>) => Promise<WriteResult>;

/** Whether a change needs a look at the contact before it or after it. */
export function needsCare({ properties }: CrmUpdate): boolean {
	const values = Object.values(properties);
	return EMAIL in properties || LISTS in properties || values.some(isEmpty) || asks(properties);
}

/** Makes such changes, one by one. */
export function makeCarefulChange(
	finder: BrevoFinder,
	ask: Ask,
	change: Change,
): (row: CrmUpdate) => Promise<WriteResult> {
	/**
	 * A contact whose address changes comes off the blocklist (https://developers.brevo.com/reference/update-contact);
	 * he is put back. And how a value is emptied is not documented, so what was to be emptied is read again.
	 */
	async function checked(row: CrmUpdate, blocked: boolean, result: WriteResult): Promise<WriteResult> {
		const emptied = Object.keys(row.properties).filter((name) => isEmpty(row.properties[name]));
		if (!blocked && emptied.length === 0) return result;
		const after = await finder.one(row.id).catch(() => undefined);
		if (after === undefined) return { outcome: 'unknown' };
		const isOff = blocked && read.value(after, 'emailBlacklisted') !== true;
		if (isOff && !(await isBlockedAgain(row))) return OFF_THE_BLOCKLIST;
		const left = emptied.filter((name) => !isEmpty(valueOf(after, name)));
		if (left.length === 0) return result;
		return failed(`Brevo did not empty ${left.join(', ')}`, 'Empty it in Brevo.');
	}

	async function isBlockedAgain(row: CrmUpdate): Promise<boolean> {
		const result = await change(row, { emailBlacklisted: true }).catch(() => undefined);
		return result?.outcome === 'updated';
	}

	return async (row) => {
		const before = await finder.one(row.id);
		if (before === undefined) return GONE;
		const body = toBody(row.properties, read.list(before, 'listIds').map(Number));
		const problem = await askFor(row, addressIn(body) ?? emailOf(before), ask);
		if (problem) return problem;
		const isBlocked = body.emailBlacklisted ?? read.value(before, 'emailBlacklisted') === true;
		const blocked = EMAIL in row.properties && isBlocked;
		const result = await change(row, blocked ? { ...body, emailBlacklisted: true } : body);
		return result.outcome === 'updated' ? await checked(row, blocked, result) : result;
	};
}

const OFF_THE_BLOCKLIST = failed(
	'Brevo took the contact off the blocklist with his new address, and he could not be put back',
	'Put him on the blocklist in Brevo.',
);

/** Asks for a confirmation where a row wants one. What came of it where the row cannot be written; else nothing. */
export async function askFor(
	{ properties }: CrmCreation,
	email: string | undefined,
	ask: Ask,
): Promise<WriteResult | undefined> {
	if (!asks(properties)) return undefined;
	if (email === undefined) return failed('Brevo asks by mail for a confirmation, and there is no address');
	const asked = await ask(email);
	if (asked === 'asked') return undefined;
	if (asked === 'unknown') return { outcome: 'unknown' };
	return failed(`Brevo did not ask for a confirmation: ${messageOf(asked.refused) ?? 'no reason given'}`);
}

function asks(properties: CrmRecord['properties']): boolean {
	return Object.values(properties).some((value) => stepOf(value)?.asks === true);
}

function addressIn({ attributes }: ContactBody): string | undefined {
	const email = attributes['EMAIL'];
	return typeof email === 'string' && email !== '' ? email : undefined;
}

function valueOf(contact: unknown, name: string): unknown {
	if (name === EMAIL) return emailOf(contact);
	if (name === EXT_ID) return read.value(contact, 'attributes', 'EXT_ID') ?? read.value(contact, EXT_ID);
	return read.value(contact, 'attributes', name);
}

/** Whether a value says nothing: what empties a property, and what is left of it then. */
export function isEmpty(value: unknown): boolean {
	return (
		value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
	);
}
