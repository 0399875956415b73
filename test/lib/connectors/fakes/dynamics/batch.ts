import type { FakeAnswer, FakeRequest } from '../fakeServer';

/** Reads a batch as strictly as a server does: with its own boundary and CRLF, and nothing unfinished. */
export function requestsIn({ headers, body }: FakeRequest): FakeRequest[] | undefined {
	const boundary = /^multipart\/mixed;\s*boundary=(\S+)$/.exec(headers['content-type'] ?? '')?.[1];
	if (boundary === undefined || typeof body !== 'string') return undefined;
	const pieces = body.split(`--${boundary}`);
	if (pieces.shift() !== '' || pieces.pop() !== '--\r\n') return undefined;
	const requests = pieces.map((piece) => requestIn(piece, headers));
	return requests.every((request) => request !== undefined) ? requests : undefined;
}

function requestIn(piece: string, outer: FakeRequest['headers']): FakeRequest | undefined {
	const [mime = '', head = '', ...rest] = piece.split('\r\n\r\n');
	if (!/^\r\nContent-Type: application\/http\r\nContent-Transfer-Encoding: binary$/.test(mime))
		return undefined;
	const [line = '', ...lines] = head.trimEnd().split('\r\n');
	const [, method, address] = /^(POST|PATCH|DELETE|GET) (\/\S*) HTTP\/1\.1$/.exec(line) ?? [];
	if (method === undefined || address === undefined) return undefined;
	const own = lines
		.map((text) => text.split(': '))
		.map(([name = '', value = '']) => [name.toLowerCase(), value]);
	const url = new URL(address, 'http://fake');
	const text = rest.join('\r\n\r\n').trim();
	return {
		method,
		path: url.pathname,
		query: url.searchParams,
		headers: { ...Object.fromEntries(own), authorization: outer['authorization'] },
		body: text === '' ? undefined : JSON.parse(text),
	};
}

export function batchAnswer(answers: readonly FakeAnswer[]): FakeAnswer {
	const parts = answers.map(({ status, headers = {}, body }) =>
		[
			'--batchresponse_1e3e',
			'Content-Type: application/http',
			'Content-Transfer-Encoding: binary',
			'',
			`HTTP/1.1 ${status} Whatever`,
			...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
			'',
			body === undefined ? '' : JSON.stringify(body),
			'',
		].join('\r\n'),
	);
	return {
		status: 200,
		headers: { 'content-type': 'multipart/mixed; boundary=batchresponse_1e3e' },
		body: `${parts.join('')}--batchresponse_1e3e--\r\n`,
	};
}
