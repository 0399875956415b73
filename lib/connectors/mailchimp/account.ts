import { asError, userError } from '../../errors';
import { addressSetting, type ConnectorSettings, textSetting } from '../crm/settings';
import type { Login } from '../entry';
import { read } from '../http/body';
import type { ConnectorTools } from '../http/client';
import { makeSession } from '../http/session';

const TITLE = 'Mailchimp';

/** Stands for the account's data centre until Mailchimp has told it. */
const ANYWHERE = 'https://api.mailchimp.com';

/** Where people sign in, and where the data centre of their account is asked for. */
const LOGIN = 'https://login.mailchimp.com';

/** Where an account is, and what requests to it go through. */
export interface MailchimpAccount {
	readonly baseUrl: string;
	readonly tools: ConnectorTools;
	/** The address for the journal: the same whichever key or sign-in is used. */
	readonly host: string;
}

/**
 * An API key ends with the data centre of its account
 * (https://mailchimp.com/developer/marketing/docs/fundamentals/#api-structure); of who has signed in, Mailchimp tells it.
 * @throws userError where neither says where the account is
 */
export function openAccount(settings: ConnectorSettings, tools: ConnectorTools): MailchimpAccount {
	const host = new URL(ANYWHERE).host;
	if (textSetting(settings, 'baseUrl') !== '') {
		const baseUrl = addressSetting(settings, 'baseUrl', 'Base URL').replace(/\/3\.0$/, '');
		return { baseUrl, tools, host: new URL(baseUrl).host };
	}
	if (settings['signedIn'] === true) {
		return { baseUrl: ANYWHERE, tools: atDataCentre(settings, tools), host };
	}
	const dataCentre = /-([a-z]{2,5}\d+)$/i.exec(textSetting(settings, 'apiKey'))?.[1];
	if (dataCentre === undefined) throw noDataCentre();
	return { baseUrl: `https://${dataCentre.toLowerCase()}.api.mailchimp.com`, tools, host };
}

/** Any user name goes with an API key. */
export function loginOfAccount(settings: ConnectorSettings): Login {
	const pair = `n8n:${textSetting(settings, 'apiKey')}`;
	return { headers: { authorization: `Basic ${Buffer.from(pair, 'utf8').toString('base64')}` } };
}

/**
 * Sends requests to the data centre of who has signed in, which is asked for once
 * (https://mailchimp.com/developer/marketing/guides/access-user-data-oauth-2/).
 */
function atDataCentre(settings: ConnectorSettings, tools: ConnectorTools): ConnectorTools {
	let asked: Promise<string> | undefined;

	function dataCentre(): Promise<string> {
		asked ??= askForDataCentre(settings, tools).catch((error: unknown) => {
			asked = undefined;
			throw asError(error);
		});
		return asked;
	}

	return {
		...tools,
		http: async (request) => {
			const address = await dataCentre();
			return await tools.http({ ...request, url: request.url.replace(ANYWHERE, address) });
		},
	};
}

async function askForDataCentre(settings: ConnectorSettings, tools: ConnectorTools): Promise<string> {
	const baseUrl = addressSetting(settings, 'loginUrl', 'Login URL', LOGIN);
	const hints = { login: 'Connect the account again in the credential.' };
	const session = makeSession(tools, { title: TITLE, baseUrl, hints });
	const { body } = await session.read({ method: 'GET', url: 'oauth2/metadata' });
	const address = read.text(body, 'api_endpoint') ?? '';
	if (URL.canParse(address)) return address.replace(/\/+$/, '');
	throw userError(
		'Mailchimp does not say in which data centre the account is',
		"Connect the account again in the credential, or set 'Base URL' such as https://us21.api.mailchimp.com.",
		'CRM_LOGIN',
	);
}

function noDataCentre(): Error {
	return userError(
		'The API key does not say in which data centre the account is',
		'Copy the whole key from Mailchimp, with its end such as -us21.',
		'CRM_SETTING',
	);
}
