import { parseBody } from '../http/fetchClient';
import type { HttpResponse } from '../http/client';

/** One request of a batch. */
export interface BatchPart {
	readonly method: 'POST' | 'PATCH' | 'DELETE';
	/** The path, from the root of the server. */
	readonly path: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: unknown;
}

/** No line of JSON begins so. */
const BOUNDARY = 'batch_customers';

/** The content type of a batch. */
export const BATCH_TYPE = `multipart/mixed; boundary=${BOUNDARY}`;

const LINE = '\r\n';

/**
 * A batch as OData has it (https://docs.oasis-open.org/odata/odata/v4.01/os/part1-protocol/, "Batch Requests"),
 * without a change set: each request is done or refused for itself.
 */
export function formatBatch(parts: readonly BatchPart[]): string {
	const texts = parts.map((part) => `--${BOUNDARY}${LINE}${formatPart(part)}`);
	return `${texts.join('')}--${BOUNDARY}--${LINE}`;
}

function formatPart({ method, path, headers = {}, body }: BatchPart): string {
	const lines = [
		'Content-Type: application/http',
		'Content-Transfer-Encoding: binary',
		'',
		`${method} ${path} HTTP/1.1`,
		...(body === undefined ? [] : ['Content-Type: application/json; type=entry']),
		...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
		'',
		...(body === undefined ? [] : [JSON.stringify(body)]),
	];
	return `${lines.join(LINE)}${LINE}`;
}

/** The answers of a batch, in the order of its requests. */
export function parseBatch({ headers, body }: HttpResponse): HttpResponse[] {
	const boundary = /boundary="?([^";]+)"?/i.exec(headers['content-type'] ?? '')?.[1];
	if (boundary === undefined || typeof body !== 'string') return [];
	const pieces = `\n${body}`.split(`\n--${boundary}`).slice(1);
	return pieces.flatMap((piece) => (piece.startsWith('--') ? [] : parsePart(piece)));
}

/** Headers of the part, an empty line, then an answer as it would come alone. */
function parsePart(piece: string): HttpResponse[] {
	const match = /HTTP\/\d(?:\.\d)? (\d{3})[^\r\n]*((?:\r?\n[^\r\n]+)*)(?:\r?\n|$)([\s\S]*)$/.exec(piece);
	if (match === null) return [];
	const [, status, lines = '', text = ''] = match;
	const headers = lines.split(/\r?\n/).flatMap((line): [string, string][] => {
		const colon = line.indexOf(':');
		return colon < 1 ? [] : [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]];
	});
	return [{ status: Number(status), headers: Object.fromEntries(headers), body: parseBody(text.trim()) }];
}
