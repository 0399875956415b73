import type { Agent as PlainAgent, ClientRequest, IncomingMessage } from 'node:http';
import http from 'node:http';
import https from 'node:https';
import { text as readText } from 'node:stream/consumers';
import { exceptionIn, NO_ANSWER, NOT_CLICKHOUSE, withCode } from './clickhouseErrors';
import type { SqlConnection } from './dialect';
import { openRoute } from './route';
import { tlsOptions } from './tls';

const CONNECT_TIMEOUT_MS = 15_000;

/** The way to a server that speaks HTTP. */
export interface ClickhouseHttp {
	/**
	 * Sends a statement, and gives the answer once its head says that it is one.
	 * @param settings of this statement alone
	 * @param timeoutMs how long the head may take
	 */
	send(
		statement: string,
		settings: Readonly<Record<string, string>>,
		timeoutMs: number,
	): Promise<IncomingMessage>;
	close(): Promise<void>;
}

/** Finds the way. Nothing is asked yet. */
export async function openHttp(connection: SqlConnection): Promise<ClickhouseHttp> {
	const tls = tlsOptions(connection);
	const route = await openRoute(connection);
	const agent =
		tls === undefined ? new http.Agent({ keepAlive: true }) : new https.Agent({ keepAlive: true, ...tls });
	const target = { host: route.host, port: route.port, secure: tls !== undefined, agent };
	return {
		async send(statement, settings, timeoutMs) {
			const path = `/?${new URLSearchParams({ database: connection.database, ...settings }).toString()}`;
			const answer = await post(target, path, connection, statement, timeoutMs);
			if (answer.statusCode !== 200) throw await refusal(answer);
			return answer;
		},
		async close() {
			agent.destroy();
			await route.close();
		},
	};
}

interface Target {
	readonly host: string;
	readonly port: number;
	readonly secure: boolean;
	readonly agent: PlainAgent;
}

function post(
	target: Target,
	path: string,
	connection: SqlConnection,
	statement: string,
	timeoutMs: number,
): Promise<IncomingMessage> {
	const { host, port, agent } = target;
	const body = Buffer.from(statement);
	const headers = {
		...login(connection),
		'Content-Length': body.length,
		'Content-Type': 'text/plain; charset=UTF-8',
	};
	return new Promise((resolve, reject) => {
		const request = (target.secure ? https : http).request({
			host,
			port,
			agent,
			path,
			method: 'POST',
			headers,
		});
		const stopWaiting = limitTime(request, connection, timeoutMs);
		request.on('response', (answer) => {
			stopWaiting();
			resolve(answer);
		});
		request.on('error', (error: Error) => {
			stopWaiting();
			// The server had closed the connection while nobody used it. What only reads can be sent again.
			if (request.reusedSocket && 'code' in error && /^(ECONNRESET|EPIPE)$/.test(String(error.code))) {
				resolve(post(target, path, connection, statement, timeoutMs));
			} else reject(error);
		});
		request.end(body);
	});
}

/** As the older way of HTTP, which can carry every character. */
const login = ({ user, password }: SqlConnection) => ({
	Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
});

/** Ends a request whose connection, or then whose answer, does not come. */
function limitTime(request: ClientRequest, connection: SqlConnection, timeoutMs: number): () => void {
	const end = (said: string, code: string) => () => request.destroy(withCode(said, code));
	const connectMs = connection.connectTimeoutMs ?? CONNECT_TIMEOUT_MS;
	let timer = setTimeout(end('no connection', 'ETIMEDOUT'), connectMs);
	const connected = () => {
		clearTimeout(timer);
		timer = setTimeout(end(`no answer within ${timeoutMs / 1000} seconds`, NO_ANSWER), timeoutMs);
	};
	request.on('socket', (socket) => (socket.connecting ? socket.once('connect', connected) : connected()));
	return () => clearTimeout(timer);
}

async function refusal(answer: IncomingMessage): Promise<Error> {
	const said = (await readText(answer)).trim();
	const shown = said.slice(0, 200) || `HTTP status ${answer.statusCode}`;
	return exceptionIn(said) ?? withCode(shown, NOT_CLICKHOUSE);
}
