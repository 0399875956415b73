import { once } from 'node:events';
import type { Socket } from 'node:net';
import { createServer } from 'node:net';
import {
	columnsToken,
	doneToken,
	errorToken,
	loginToken,
	packets,
	preloginAnswer,
	rowToken,
	transactionToken,
} from './tdsWire';
import type { WireColumn } from './tdsWire';

/** What the server says to a statement. */
export interface Answer {
	readonly columns?: readonly WireColumn[];
	readonly rows?: Iterable<ReadonlyArray<Buffer | null>>;
	readonly changed?: number;
	readonly error?: { readonly number: number; readonly severity?: number; readonly message: string };
	/** The error took the transaction back. */
	readonly endsTransaction?: boolean;
	/** Nothing is said at all. */
	readonly silent?: boolean;
	/** The connection is broken instead. */
	readonly breaks?: boolean;
}

export interface Statement {
	readonly text: string;
	readonly values: readonly unknown[];
}

export interface TdsServer {
	readonly port: number;
	/** What the server was told, in order: `LOGIN user@database`, `BEGIN`, `COMMIT`, `ROLLBACK`, and statements. */
	readonly heard: string[];
	/** What it was bound to. */
	readonly statements: Statement[];
	breakConnections(): void;
	close(): Promise<void>;
}

/** The kinds of messages (2.2.3.1.1). */
const [BATCH, RPC, ATTENTION, TRANSACTION, LOGIN, PRELOGIN] = [1, 3, 6, 14, 16, 18];

export interface Script {
	/** Refuses the login. */
	readonly login?: (login: { user: string; password: string; database: string }) => Answer['error'];
	readonly answer?: (statement: Statement) => Answer;
}

/**
 * A server on 127.0.0.1 that speaks as much of SQL Server's protocol as a driver needs to log in, to run
 * statements in transactions and to read what comes back. It holds no data: a script says the answers.
 */
export async function startTdsServer({ login, answer = () => ({}) }: Script): Promise<TdsServer> {
	const sockets = new Set<Socket>();
	const heard: string[] = [];
	const statements: Statement[] = [];

	function onStatement(statement: Statement): Buffer | undefined {
		heard.push(statement.text);
		statements.push(statement);
		const said = answer(statement);
		if (said.breaks) for (const socket of sockets) socket.destroy();
		return said.silent || said.breaks ? undefined : answerTokens(said);
	}

	function onMessage(kind: number, body: Buffer): Buffer | undefined {
		switch (kind) {
			case PRELOGIN:
				return preloginAnswer();
			case LOGIN: {
				const given = readLogin(body);
				heard.push(`LOGIN ${given.user}@${given.database}`);
				const error = login?.(given);
				return error === undefined
					? Buffer.concat([loginToken(), doneToken()])
					: Buffer.concat([errorToken(error.number, 14, error.message), doneToken(undefined, true)]);
			}
			case BATCH:
				return doneToken();
			case TRANSACTION:
				return onTransaction(body, heard);
			case RPC:
				return onStatement(readCall(body));
			case ATTENTION:
				return undefined;
			default:
				throw new Error(`A message of the kind ${kind}`);
		}
	}

	const server = createServer((socket) => {
		sockets.add(socket);
		socket.on('error', () => {});
		socket.once('close', () => sockets.delete(socket));
		// The client may go at any time.
		serve(socket, onMessage).catch(() => socket.destroy());
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	return {
		port: typeof address === 'object' && address !== null ? address.port : 0,
		heard,
		statements,
		breakConnections: () => sockets.forEach((socket) => socket.destroy()),
		async close() {
			for (const socket of sockets) socket.destroy();
			server.close();
			await once(server, 'close');
		},
	};
}

const endToken = (status: number): Buffer => Buffer.from([0xfd, status, ...Buffer.alloc(11)]);

/** Puts the packets of each message together, and answers it. */
async function serve(
	socket: Socket,
	onMessage: (kind: number, body: Buffer) => Buffer | undefined,
): Promise<void> {
	let buffer = Buffer.alloc(0);
	let body = Buffer.alloc(0);
	for await (const chunk of socket) {
		buffer = Buffer.concat([buffer, chunk]);
		while (buffer.length >= 8 && buffer.length >= buffer.readUInt16BE(2)) {
			const [kind = 0, status = 0] = buffer;
			const size = buffer.readUInt16BE(2);
			body = Buffer.concat([body, buffer.subarray(8, size)]);
			buffer = buffer.subarray(size);
			if ((status & 1) === 0) continue;
			const said = onMessage(kind, body);
			body = Buffer.alloc(0);
			if (said !== undefined) socket.write(packets(said));
			// The end of the statement that is broken off, and in a message of its own that it was heard (DONE_ATTN, 2.2.7.6).
			if (kind === ATTENTION) for (const status of [0, 0x20]) socket.write(packets(endToken(status)));
		}
	}
}

function answerTokens({ columns, rows = [], changed, error, endsTransaction }: Answer): Buffer {
	const tokens: Buffer[] = [];
	let count = 0;
	if (columns !== undefined) tokens.push(columnsToken(columns));
	for (const row of rows) {
		tokens.push(rowToken(columns ?? [], row));
		count += 1;
	}
	if (endsTransaction) tokens.push(transactionToken(10));
	if (error !== undefined) tokens.push(errorToken(error.number, error.severity ?? 14, error.message));
	tokens.push(doneToken(changed ?? count, error !== undefined));
	return Buffer.concat(tokens);
}

/** Requests to the transaction manager (2.2.6.9): after the headers, the kind. */
function onTransaction(body: Buffer, heard: string[]): Buffer {
	const kind = body.readUInt16LE(body.readUInt32LE(0));
	const [word, token] =
		kind === 5
			? ([`BEGIN ${body[body.readUInt32LE(0) + 2]}`, 8] as const)
			: kind === 7
				? (['COMMIT', 9] as const)
				: (['ROLLBACK', 10] as const);
	heard.push(word);
	return Buffer.concat([transactionToken(token), doneToken()]);
}

/** LOGIN7 (2.2.6.4): pairs of offset and length, in characters. */
function readLogin(body: Buffer): { user: string; password: string; database: string } {
	const field = (at: number) => {
		const start = body.readUInt16LE(at);
		return body.subarray(start, start + 2 * body.readUInt16LE(at + 2));
	};
	const password = Buffer.from(field(44)).map((byte) => {
		const plain = byte ^ 0xa5;
		return ((plain & 15) << 4) | (plain >> 4);
	});
	return {
		user: field(40).toString('utf16le'),
		password: Buffer.from(password).toString('utf16le'),
		database: field(68).toString('utf16le'),
	};
}

/** A call of sp_executesql (2.2.6.6): the statement, the types of its parameters, and their values. */
function readCall(body: Buffer): Statement {
	let at = body.readUInt32LE(0);
	const nameLength = body.readUInt16LE(at);
	at += nameLength === 0xffff ? 4 : 2 + 2 * nameLength;
	at += 2;
	const values: unknown[] = [];
	while (at < body.length) {
		at += 1 + 2 * body.readUInt8(at) + 1;
		const { value, end } = readParameter(body, at);
		values.push(value);
		at = end;
	}
	const [text, , ...bound] = values;
	return { text: String(text), values: bound };
}

function readParameter(body: Buffer, at: number): { value: unknown; end: number } {
	switch (body.readUInt8(at)) {
		case 0xe7:
			return readText(body, at);
		case 0x26: {
			const length = body.readUInt8(at + 2);
			const value =
				length === 4 ? body.readInt32LE(at + 3) : length === 8 ? String(body.readBigInt64LE(at + 3)) : null;
			return { value, end: at + 3 + length };
		}
		case 0x6d: {
			const length = body.readUInt8(at + 2);
			return { value: length === 8 ? body.readDoubleLE(at + 3) : null, end: at + 3 + length };
		}
		default:
			throw new Error(`A parameter of the type ${body.readUInt8(at)}`);
	}
}

/** NVARCHAR, of which the largest come in parts (2.2.5.2.3). */
function readText(body: Buffer, at: number): { value: unknown; end: number } {
	const isLarge = body.readUInt16LE(at + 1) === 0xffff;
	let start = at + 8;
	if (!isLarge) {
		const length = body.readUInt16LE(start);
		if (length === 0xffff) return { value: null, end: start + 2 };
		const end = start + 2 + length;
		return { value: body.toString('utf16le', start + 2, end), end };
	}
	if (body.readBigUInt64LE(start) === 0xffff_ffff_ffff_ffffn) return { value: null, end: start + 8 };
	const parts: Buffer[] = [];
	for (start += 8; ;) {
		const length = body.readUInt32LE(start);
		start += 4;
		if (length === 0) break;
		parts.push(body.subarray(start, start + length));
		start += length;
	}
	return { value: Buffer.concat(parts).toString('utf16le'), end: start };
}
