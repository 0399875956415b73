import { read } from '../../../../../lib/connectors/http/body';
import type { FakeAnswer } from '../fakeServer';
import type { RecordError } from './records';

/** What became of a record that a job had. */
export type Written = { readonly id: string } | { readonly error: RecordError };

interface Job {
	readonly id: string;
	readonly operation: string;
	state: string;
	rows: string[][];
	readonly successful: string[][];
	readonly failed: string[][];
	/** So many questions later it has ended. */
	left: number;
	message?: string;
}

export interface FakeJobs {
	handle(method: string, path: string, body: unknown): FakeAnswer;
}

/**
 * Bulk API 2.0: nothing is done before `UploadComplete`, results come in another order than the rows, an unknown
 * column ends the job, the rows that it had no time for are unprocessed.
 * @param write does one record as a job does it
 * @param isField whether there is such a column
 * @param lastRow rows after this one are not come to
 */
export function fakeJobs(
	write: (operation: string, fields: Readonly<Record<string, unknown>>) => Written,
	isField: (name: string) => boolean,
	lastRow = () => Infinity,
): FakeJobs {
	const jobs = new Map<string, Job>();

	function create(body: unknown): FakeAnswer {
		const id = `750${String(jobs.size + 1).padStart(12, '0')}`;
		const operation = read.text(body, 'operation') ?? '';
		jobs.set(id, { id, operation, state: 'Open', rows: [], successful: [], failed: [], left: 2 });
		return {
			status: 200,
			body: { id, state: 'Open', contentUrl: `services/data/jobs/ingest/${id}/batches` },
		};
	}

	function work(job: Job): void {
		const [header = [], ...rows] = job.rows;
		const unknown = header.find((name) => !isField(name));
		if (unknown !== undefined) {
			job.state = 'Failed';
			job.message = `InvalidBatch : Field name not found : ${unknown}`;
			return;
		}
		for (const row of rows.slice(0, lastRow())) {
			const fields = Object.fromEntries(header.map((name, place) => [name, valueOf(row[place] ?? '')]));
			const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
			const result = write(job.operation, given);
			if ('id' in result) job.successful.unshift([result.id, String(job.operation === 'insert'), ...row]);
			else job.failed.unshift([read.text(given, 'Id') ?? '', textOf(result.error), ...row]);
		}
		job.state = 'JobComplete';
	}

	function stateOf(job: Job): FakeAnswer {
		if (job.state === 'UploadComplete' && --job.left === 0) work(job);
		const { id, operation, state } = job;
		const processed = job.successful.length + job.failed.length;
		return {
			status: 200,
			body: { id, operation, state, numberRecordsProcessed: processed, errorMessage: job.message },
		};
	}

	function results(job: Job, name: string): FakeAnswer {
		const [header = [], ...rows] = job.rows;
		const tables: Readonly<Record<string, string[][]>> = {
			successfulResults: [['sf__Id', 'sf__Created', ...header], ...job.successful],
			failedResults: [['sf__Id', 'sf__Error', ...header], ...job.failed],
			unprocessedrecords: [header, ...rows.slice(lastRow())],
		};
		const table = tables[name];
		if (!table) return { status: 404, body: [{ errorCode: 'NOT_FOUND', message: 'no such result' }] };
		return { status: 200, headers: { 'content-type': 'text/csv' }, body: table.map(lineOf).join('') };
	}

	return {
		handle(method, path, body) {
			const [id, what] = path.split('/').slice(2);
			if (id === undefined) return create(body);
			const job = jobs.get(id);
			if (!job) return { status: 404, body: [{ errorCode: 'NOT_FOUND', message: 'no such job' }] };
			if (what === 'batches') {
				job.rows = tableIn(String(body));
				return { status: 201 };
			}
			if (what !== undefined) return results(job, what);
			if (method === 'PATCH') job.state = read.text(body, 'state') ?? job.state;
			return stateOf(job);
		},
	};
}

/** An empty cell leaves a field alone, `#N/A` clears it; every other is text. */
function valueOf(cell: string): string | null | undefined {
	if (cell === '') return undefined;
	return cell === '#N/A' ? null : cell;
}

function textOf({ statusCode, message, fields }: RecordError): string {
	return `${statusCode}:${message}:${fields.join(', ')} --`;
}

function lineOf(row: readonly string[]): string {
	return `${row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\n`;
}

/** Character by character, and so another reader than the connector's. */
function tableIn(text: string): string[][] {
	const rows: string[][] = [];
	let [row, cell, isQuoted]: [string[], string, boolean] = [[], '', false];
	for (let place = 0; place < text.length; place++) {
		const character = text[place] ?? '';
		if (isQuoted && character === '"' && text[place + 1] === '"') cell += text[++place] ?? '';
		else if (character === '"') isQuoted = !isQuoted;
		else if (isQuoted || (character !== ',' && character !== '\n')) cell += character;
		else {
			row.push(cell);
			cell = '';
			if (character === '\n') rows.push(row);
			if (character === '\n') row = [];
		}
	}
	return rows;
}
