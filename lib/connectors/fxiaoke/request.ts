import { randomUUID } from 'node:crypto';
import type { HttpRequest } from '../http/client';
import type { Token } from './token';

/** What a call is sent for. */
export interface Call {
	/** Below the base address. */
	readonly url: string;
	readonly body: Readonly<Record<string, unknown>>;
	/** The user for whom it is done; `''` where that is not known yet. */
	readonly user: string;
}

/** A call as it goes out: before OAuth the login was a part of the body. Every one has a trace id of its own. */
export function requestOf(
	{ url, body, user }: Call,
	{ token, company }: Token,
	legacy: boolean,
): HttpRequest {
	const common = { method: 'POST', url, query: { thirdTraceId: randomUUID() } } as const;
	if (legacy) {
		const who = user === '' ? {} : { currentOpenUserId: user };
		return { ...common, body: { corpAccessToken: token, corpId: company, ...who, ...body } };
	}
	const headers = { authorization: `Bearer ${token}`, 'x-fs-ea': company };
	const who = user === '' ? {} : { 'x-fs-userid': user };
	// IDs of the open interface begin so; others are the numbers of employees.
	const convert = user.startsWith('FSUID_') ? { convertUserId: true } : {};
	return { ...common, headers: { ...headers, ...who }, body: { ...convert, ...body } };
}
