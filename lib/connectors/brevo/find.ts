import type { FieldSpec } from '../../model';
import type { ReadQuery } from '../connector';
import type { CrmDriver, CrmRecord, FieldBindings } from '../crm/driver';
import { slices } from '../crm/finding';
import { identifierKey, identifierKeys } from '../crm/identifierKeys';
import type { Schema } from '../crm/schema';
import type { LookUp } from '../crm/settings';
import type { Session } from '../http/session';
import type { Account } from './account';
import { EMAIL, EXT_ID, toRecord } from './contact';
import { openDirectory, type Term } from './directory';
import { makePages, PAGE } from './pages';
import { BAD_REQUEST, NOT_FOUND } from './session';

/** Ids that one call takes at most (https://developers.brevo.com/reference/get-contacts). */
const MOST_IDS = 20;

/** How Brevo calls the identifiers that a contact is found by, each of which it keeps unique. */
const KINDS: Readonly<Record<string, string>> = {
	[EMAIL]: 'email_id',
	[EXT_ID]: 'ext_id',
	SMS: 'phone_id',
	WHATSAPP: 'whatsapp_id',
	LANDLINE_NUMBER: 'landline_number_id',
};

/** Whether Brevo itself keeps a property unique. */
export const isUniqueProperty = (property: string): boolean => property in KINDS;

export const isContactId = (id: string): boolean => /^[1-9]\d{0,17}$/.test(id);

export interface BrevoFinder extends Required<Pick<CrmDriver, 'find' | 'get' | 'list' | 'doubt'>> {
	/** One contact, as Brevo gives him; `undefined` where he is not there. */
	one(id: string): Promise<unknown>;
}

/** The fields that contacts are found by, and how they are read. */
export interface Identifiers {
	readonly fields: readonly FieldSpec[];
	readonly bindings: FieldBindings;
}

export interface FinderOptions {
	readonly account: Account;
	readonly schema: Schema;
	readonly lookUp: LookUp;
	/** Known once the account was asked. */
	readonly identifiers: () => Identifiers;
}

/** A look-up by an identifier gives one contact or none; there is none for several of them. */
export function makeBrevoFinder(session: Session, options: FinderOptions): BrevoFinder {
	const { account, schema, lookUp, identifiers } = options;
	const pages = makePages(session);
	const record = (contact: unknown) => toRecord(contact, account.consents);
	const directory = openDirectory(pages, { lookUp, keysOf });

	/** What a contact is found by, in the form in which identifiers are compared. */
	function keysOf(contact: unknown): readonly string[] {
		const { fields, bindings } = identifiers();
		return identifierKeys(bindings.toRecord(record(contact).properties), fields);
	}

	async function byIdentifier(value: string, identifierType: string): Promise<unknown> {
		// An address does not keep these as a part of its own.
		if (value === '.' || value === '..') return undefined;
		const url = `contacts/${encodeURIComponent(value)}`;
		// What cannot be an identifier of its kind is refused: nobody has it.
		const allowed = [BAD_REQUEST, NOT_FOUND];
		const { status, body } = await session.read({ method: 'GET', url, query: { identifierType } }, allowed);
		return allowed.includes(status) ? undefined : body;
	}

	async function withProperty({ property, value }: Term): Promise<readonly unknown[]> {
		const kind = KINDS[property];
		if (kind === undefined) return await byAttribute(property, value);
		const contact = await byIdentifier(value, kind);
		return contact === undefined ? [] : [contact];
	}

	/** A phone number in an attribute of its own may have been written with the plus or without. */
	async function byAttribute(attribute: string, value: string): Promise<readonly unknown[]> {
		// There is no way to write a quotation mark within a condition.
		if (value.includes('"')) return [];
		const forms = schema.fieldOf(attribute) === 'phone' ? [`+${value}`, value] : [value];
		const found = forms.map((form) => pages.ask({ filter: `equals(${attribute},"${form}")`, limit: PAGE }));
		return (await Promise.all(found)).flat();
	}

	async function get(ids: readonly string[]): Promise<readonly CrmRecord[]> {
		const asked = slices([...new Set(ids.filter(isContactId))], MOST_IDS);
		return (await Promise.all(asked.map(getSome))).flat();
	}

	async function getSome(ids: readonly string[]): Promise<readonly CrmRecord[]> {
		const listed = (await pages.ask({ ids, limit: ids.length })).map(record);
		const found = new Map(listed.map((one) => [one.id, one]));
		// Whoever is not among them is asked for by himself, in case that the list is behind.
		const missing = await Promise.all(ids.filter((id) => !found.has(id)).map(one));
		const further = missing.flatMap((contact) => (contact === undefined ? [] : [record(contact)]));
		return [...ids.flatMap((id) => found.get(id) ?? []), ...further];
	}

	async function one(id: string): Promise<unknown> {
		return await byIdentifier(id, 'contact_id');
	}

	/** Who was found by a look-up comes with it; the others are asked for by their ids, as they are now. */
	async function find(field: string, values: readonly string[]): Promise<readonly CrmRecord[]> {
		const properties = schema.propertiesOf(field);
		const given = new Map<string, CrmRecord>();
		const keys = values.map((value) => ({
			key: identifierKey(field, value),
			terms: properties.map((property) => ({ property, value })),
		}));
		const ids = await directory.idsOf(keys, async (term) => {
			const contacts = (await withProperty(term)).map(record);
			for (const contact of contacts) given.set(contact.id, contact);
			return contacts.map(({ id }) => id);
		});
		return [...given.values(), ...(await get(ids.flat().filter((id) => !given.has(id))))];
	}

	return {
		find,
		doubt: directory.doubt,
		get,
		async *list({ changedAfter, signal }: ReadQuery) {
			const since = changedAfter === undefined ? undefined : Date.parse(changedAfter);
			for await (const { items } of pages.all({ since, signal })) {
				if (items.length > 0) yield items.map(record);
			}
		},
		one,
	};
}
