import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as a fake CRM sees it. */
export interface FakeRequest {
	readonly method: string;
	/** Without the query. */
	readonly path: string;
	readonly query: URLSearchParams;
	readonly headers: Readonly<Record<string, string | undefined>>;
	/** The parsed body where it is JSON, otherwise its text. */
	readonly body: unknown;
}

export interface FakeAnswer {
	readonly status: number;
	readonly headers?: Readonly<Record<string, string>>;
	/** Text goes as it is, everything else as JSON. */
	readonly body?: unknown;
}

/**
 * What goes wrong with a request. `before`: instead of doing it; `after`: it is done, and the answer is this, or
 * none where `cut`.
 */
export type Fault =
	| { readonly when: 'before' | 'after'; readonly answer: FakeAnswer }
	| { readonly when: 'before' | 'after'; readonly cut: true };

/** Decides what goes wrong with a request; nothing where it gives nothing. */
export type Faults = (request: FakeRequest, number: number) => Fault | undefined;

/** A CRM of one's own over real HTTP on 127.0.0.1. */
export interface FakeServer {
	readonly url: string;
	/** Every request that came, in order. */
	readonly requests: readonly FakeRequest[];
	/** From now on; `undefined`: nothing goes wrong any more. */
	setFaults(faults: Faults | undefined): void;
	close(): Promise<void>;
}

/** @param handle what the CRM does; its state changes here, or in a real server that it asks */
export async function startFake(
	handle: (request: FakeRequest) => FakeAnswer | Promise<FakeAnswer>,
): Promise<FakeServer> {
	const requests: FakeRequest[] = [];
	let faults: Faults | undefined;
	const server = createServer((incoming, response) => {
		void readRequest(incoming).then(async (request) => {
			requests.push(request);
			const fault = faults?.(request, requests.length);
			if (fault?.when === 'before') return fail(fault, response);
			const answer = await handle(request);
			if (fault) fail(fault, response);
			else send(answer, response);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${portOf(server)}`,
		requests,
		setFaults: (next) => (faults = next),
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

function portOf(server: Server): number {
	const address = server.address() as AddressInfo;
	return address.port;
}

async function readRequest(incoming: IncomingMessage): Promise<FakeRequest> {
	const chunks: Buffer[] = [];
	for await (const chunk of incoming) chunks.push(Buffer.from(chunk as Uint8Array));
	const text = Buffer.concat(chunks).toString('utf8');
	const url = new URL(incoming.url ?? '/', 'http://fake');
	const headers = Object.fromEntries(
		Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
	);
	return {
		method: incoming.method ?? 'GET',
		path: url.pathname,
		query: url.searchParams,
		headers,
		body: parse(text),
	};
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

function fail(fault: Fault, response: ServerResponse): void {
	if ('cut' in fault) response.destroy();
	else send(fault.answer, response);
}

function send({ status, headers = {}, body }: FakeAnswer, response: ServerResponse): void {
	const isText = typeof body === 'string';
	response.writeHead(status, { 'content-type': isText ? 'text/plain' : 'application/json', ...headers });
	response.end(body === undefined ? undefined : isText ? body : JSON.stringify(body));
}
