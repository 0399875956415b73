import { randomUUID } from 'node:crypto';
import { type ConnectorSettings, requiredSetting } from '../crm/settings';
import { read } from '../http/body';
import type { ConnectorTools } from '../http/client';
import { makeSession } from '../http/session';
import { isExpired, judge, messageOf } from './codes';

/** What makes calls the app's. */
export interface Token {
	readonly token: string;
	/** The company: its account where the token goes into headers, its ID where it goes into the body. */
	readonly company: string;
}

export interface Tokens {
	/** One that counts for some minutes more. */
	current(): Promise<Token>;
	/** Another one than that which was refused. */
	renew(refused: Token): Promise<Token>;
}

/** A token lives two hours, and for all but the last ten minutes of them the same one is given again. */
const LIFE_S = 7_200;
const LAST_S = 600;

/** The token may be asked for ten times a minute, and never twice at once. */
const LIMITS = [{ calls: 10, perMs: 60_000 }];

/** @param legacy whether tokens are asked for as before OAuth */
export function makeTokens(
	tools: ConnectorTools,
	settings: ConnectorSettings,
	{ baseUrl, legacy }: { baseUrl: string; legacy: boolean },
): Tokens {
	const session = makeSession(tools, {
		title: 'Fxiaoke',
		baseUrl,
		limits: LIMITS,
		judge: (response) => {
			const verdict = judge(response);
			// Whatever is wrong with what was sent is wrong with the login.
			const isWrong = verdict?.kind === 'refused' || isExpired(response.body);
			return isWrong ? { kind: 'login' } : verdict;
		},
		messageOf,
		hints: {
			login:
				'Check the App ID, the App Secret and the Permanent Code in the credential, and that the app is in developer mode with this server among its IP addresses.',
			address:
				"Set 'Base URL' to the interface of the cloud where the company is, such as https://open.fxiaoke.com.",
		},
	});
	const access = {
		appId: requiredSetting(settings, 'appId', 'App ID'),
		appSecret: requiredSetting(settings, 'appSecret', 'App Secret'),
		permanentCode: requiredSetting(settings, 'permanentCode', 'Permanent Code'),
	};
	let known: { readonly token: Token; readonly until: number } | undefined;
	let asked: Promise<Token> | undefined;

	async function ask(): Promise<Token> {
		const { body } = await session.read({
			method: 'POST',
			url: legacy ? 'cgi/corpAccessToken/get/V2' : 'oauth2.0/token',
			query: { thirdTraceId: randomUUID() },
			body: legacy ? access : { ...access, grantType: 'app_secret' },
		});
		const token: Token = {
			token: read.text(body, legacy ? 'corpAccessToken' : 'accessToken') ?? '',
			company: read.text(body, legacy ? 'corpId' : 'ea') ?? '',
		};
		const lifeS = Number(read.text(body, 'expiresIn') ?? LIFE_S);
		known = { token, until: tools.now() + Math.max(0, lifeS - LAST_S) * 1_000 };
		return token;
	}

	/** Whoever needs a token while one is being asked for waits for that one. */
	async function askOnce(): Promise<Token> {
		asked ??= ask().finally(() => {
			asked = undefined;
		});
		return await asked;
	}

	return {
		current: async () => (known && tools.now() < known.until ? known.token : await askOnce()),
		renew: async (refused) => {
			if (known && known.token.token !== refused.token) return known.token;
			return await askOnce();
		},
	};
}
