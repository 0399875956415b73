import { userError } from '../../errors';
import { type ConnectorSettings, numberSetting, textSetting } from '../crm/settings';
import type { HttpResponse } from '../http/client';
import type { Session } from '../http/session';
import type { Confirmation } from './consents';
import { listSetting } from './lists';
import { BAD_REQUEST } from './session';

/**
 * How people are asked to confirm; `undefined` where the credential says nothing about it.
 * @throws userError where it says only a part
 */
export function confirmationOf(settings: ConnectorSettings): Confirmation | undefined {
	const templateId = numberSetting(settings, 'confirmationTemplateId', 0);
	const redirectionUrl = textSetting(settings, 'redirectionUrl');
	if (templateId === 0 && redirectionUrl === '') return undefined;
	const listIds = listSetting(settings, 'newsletterListIds');
	if (templateId > 0 && URL.canParse(redirectionUrl) && listIds.length > 0) {
		return { templateId, redirectionUrl, listIds };
	}
	throw userError(
		'The credential says only a part of how Brevo asks for a confirmation',
		"Fill in all of 'Confirmation Template ID', 'Redirection URL' and 'Newsletter List IDs', or neither of the first two.",
		'CRM_SETTING',
	);
}

/** What became of a request to ask: the mail is on its way, Brevo refused, or it cannot be told. */
export type Asked = 'asked' | 'unknown' | { readonly refused: HttpResponse };

/** Asks somebody for a confirmation. */
export type Ask = (email: string) => Promise<Asked>;

/**
 * Brevo sends the mail, and after a click puts the contact on the lists and says so in DOUBLE_OPT-IN
 * (https://developers.brevo.com/reference/create-doi-contact). Nobody is asked twice in a run.
 */
export function makeAsk(session: Session, confirmation: Confirmation | undefined): Ask {
	const asked = new Set<string>();
	return async (email) => {
		if (confirmation === undefined || asked.has(email)) return 'asked';
		const { listIds, templateId, redirectionUrl } = confirmation;
		const body = { email, includeListIds: listIds, templateId, redirectionUrl };
		const request = { method: 'POST', url: 'contacts/doubleOptinConfirmation', body } as const;
		const answer = await session.write(request, [BAD_REQUEST]);
		if ('lost' in answer) return 'unknown';
		if (answer.response.status === BAD_REQUEST) return { refused: answer.response };
		asked.add(email);
		return 'asked';
	};
}
