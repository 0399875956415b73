import { userError } from '../../errors';
import { type ConnectorSettings, textSetting } from '../crm/settings';
import type { ConnectorTools, HttpRequest, HttpResponse } from '../http/client';
import { makeSession, type Session, type WriteAnswer } from '../http/session';
import { isExpired, judge, messageOf } from './codes';
import { type Call, requestOf } from './request';
import { makeTokens } from './token';
import { makeActingUser } from './user';

type Body = Call['body'];
type Send = (session: Session, request: HttpRequest) => Promise<WriteAnswer>;

/** Calls of Fxiaoke's interfaces, with a token that counts. */
export interface FxiaokeCalls {
	/** The answer's body. @param path such as `data/query` */
	read(path: string, body: Body): Promise<unknown>;
	write(path: string, body: Body): Promise<WriteAnswer>;
}

export interface FxiaokeAccess {
	readonly baseUrl: string;
	readonly object: string;
	readonly callsPer20s: number;
}

const HINTS = {
	login: 'Check the App ID, the App Secret and the Permanent Code in the credential.',
	permission:
		"Use the ID of a CRM administrator as the acting user. Check that the app is switched on, and that the company has calls of the open interface ('Open API').",
	address:
		"Set 'Base URL' to the interface of the cloud where the company is, such as https://open.fxiaoke.com.",
};

export function openFxiaoke(
	tools: ConnectorTools,
	settings: ConnectorSettings,
	{ baseUrl, object, callsPer20s }: FxiaokeAccess,
): FxiaokeCalls {
	const legacy = textSetting(settings, 'authentication') === 'legacy';
	const tokens = makeTokens(tools, settings, { baseUrl, legacy });
	const limits = [{ calls: callsPer20s, perMs: 20_000 }];
	const options = { title: 'Fxiaoke', baseUrl, limits, judge, messageOf, hints: HINTS };
	const sessions = new Map<string, Session>();

	/** Each interface has a limit of its own. */
	function sessionOf(url: string): Session {
		const session = sessions.get(url) ?? makeSession(tools, options);
		sessions.set(url, session);
		return session;
	}

	/** Sends a call, and once more with another token where the first one has expired: then nothing was done. */
	async function send(call: Call, sendOne: Send): Promise<WriteAnswer> {
		const session = sessionOf(call.url);
		const token = await tokens.current();
		const first = await sendOne(session, requestOf(call, token, legacy));
		if ('lost' in first || !isExpired(first.response.body)) return first;
		const renewed = await tokens.renew(token);
		const second = await sendOne(session, requestOf(call, renewed, legacy));
		if ('lost' in second || !isExpired(second.response.body)) return second;
		throw notAccepted(second.response);
	}

	async function readAs(call: Call): Promise<unknown> {
		const answer = await send(call, async (session, request) => ({ response: await session.read(request) }));
		return 'lost' in answer ? undefined : answer.response.body;
	}

	const actingUser = makeActingUser(
		settings,
		async (mobile) => await readAs({ url: 'cgi/user/getByMobile', body: { mobile }, user: '' }),
	);

	return {
		read: async (path, body) => await readAs({ url: urlOf(path, object), body, user: await actingUser() }),
		write: async (path, body) => {
			const call = { url: urlOf(path, object), body, user: await actingUser() };
			return await send(call, async (session, request) => await session.write(request));
		},
	};
}

/** Objects that a company has made itself have interfaces of their own; fields are described by one for all. */
function urlOf(path: string, object: string): string {
	const own = object.endsWith('__c') && path.startsWith('data/');
	return own ? `cgi/crm/custom/v2/${path}` : `cgi/crm/v2/${path}`;
}

/** A token that has just been given and is refused all the same is refused for good. */
function notAccepted(response: HttpResponse): Error {
	const said = messageOf(response) ?? 'the token is refused';
	return userError(`Fxiaoke does not accept the login: ${said}`, HINTS.login, 'CRM_LOGIN');
}
