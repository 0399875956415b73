import { type ConnectorSettings, textSetting } from '../crm/settings';

/** By what an account recognises its customers: its name in requests, and the property of a customer. */
export interface Matching {
	readonly matchBy: string;
	/** Both our field and the property: they have the same names. */
	readonly field: 'email' | 'phone' | 'crmId';
	/** For people. */
	readonly title: string;
}

const BY_EMAIL: Matching = { matchBy: 'Email', field: 'email', title: 'e-mail address' };

const MATCHINGS: readonly Matching[] = [
	BY_EMAIL,
	{ matchBy: 'PhoneNumber', field: 'phone', title: 'phone number' },
	{ matchBy: 'CrmId', field: 'crmId', title: 'CRM ID' },
];

/** The account's default matching mode, which every request has to name; e-mail addresses where none is set. */
export function matchingOf(settings: ConnectorSettings): Matching {
	const chosen = textSetting(settings, 'matchBy');
	return MATCHINGS.find(({ matchBy }) => matchBy === chosen) ?? BY_EMAIL;
}
