import type { CrmCreation, CrmDriver } from '../crm/driver';
import type { Session } from '../http/session';
import { makeChange } from './change';
import { makeCreate } from './create';
import type { Members } from './members';
import type { Roster } from './roster';

type Properties = CrmCreation['properties'];
type Body = Readonly<Record<string, unknown>>;

/** What the writes of an audience have in common. */
export interface MailchimpWriting {
	readonly session: Session;
	readonly members: Members;
	readonly roster: Roster;
	/** The path of the audience. */
	readonly audience: string;
	/** The path of a member. */
	readonly at: (id: string) => string;
	/** What a new member is sent as; without tags. */
	readonly newMember: (properties: Properties) => Body;
	/** What changes of a member; without tags. */
	readonly changes: (properties: Properties) => Body;
	/** What is added to the addresses of writes. */
	readonly query: Readonly<Record<string, boolean>>;
}

const NOT_FOUND = 404;
/** How the archiving of somebody is answered who was archived already. */
const NOT_ALLOWED = 405;

export function makeMailchimpWriter(
	writing: MailchimpWriting,
): Required<Pick<CrmDriver, 'create' | 'update' | 'remove'>> {
	const { session, roster, at } = writing;

	/** Archiving it may be tried again: it comes to the same. */
	async function archive(id: string): Promise<string[]> {
		const { status } = await session.read({ method: 'DELETE', url: at(id) }, [NOT_FOUND, NOT_ALLOWED]);
		roster.drop(id);
		return status === NOT_FOUND || status === NOT_ALLOWED ? [] : [id];
	}

	return {
		create: makeCreate(writing),
		update: makeChange(writing),
		remove: async (ids) => (await Promise.all(ids.filter(isContactId).map(archive))).flat(),
	};
}

/** Whether a text is the id of a contact as Mailchimp writes it. */
export const isContactId = (text: string): boolean => /^[0-9a-f]{32}$/.test(text);
