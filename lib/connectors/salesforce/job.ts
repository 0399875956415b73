import { asError, isImportError, transientError, userError } from '../../errors';
import { read } from '../http/body';
import type { Session } from '../http/session';

/** What a job is made of. */
export interface JobRequest {
	readonly object: string;
	readonly operation: 'insert' | 'update';
	readonly csv: string;
}

/** The three tables that a job answers with. */
export interface JobAnswers {
	readonly successful: string;
	readonly failed: string;
	readonly unprocessed: string;
}

/**
 * Runs a job to its end; `undefined` where it ended and its results cannot be had. Throws what a write may throw:
 * where it did nothing, or where nothing can be done any more before a person has looked.
 */
export type JobRunner = (request: JobRequest) => Promise<JobAnswers | undefined>;

/** The first wait for a job, and the longest; in milliseconds. */
const [FIRST_WAIT_MS, LONGEST_WAIT_MS] = [1_000, 30_000];

/** Some two hours: a job that waits longer for its turn is given up, and what it did is asked for. */
const MOST_POLLS = 250;

/** So many questions in a row may go wrong before a running job is taken for lost. */
const MOST_FAILURES = 10;

export function makeJobRunner(session: Session, sleep: (milliseconds: number) => Promise<void>): JobRunner {
	const get = async (url: string): Promise<unknown> => (await session.read({ method: 'GET', url })).body;

	/** Makes a job and gives it its rows. Nothing is done with them before it is told that they are all there. */
	async function prepare({ object, operation, csv }: JobRequest): Promise<string> {
		const settings = { contentType: 'CSV', lineEnding: 'LF', columnDelimiter: 'COMMA' };
		const { body } = await session.read({
			method: 'POST',
			url: 'jobs/ingest',
			body: { object, operation, ...settings },
		});
		const id = read.text(body, 'id');
		if (id === undefined) throw transientError('Salesforce made no job for the import');
		await session.read({
			method: 'PUT',
			url: `jobs/ingest/${id}/batches`,
			headers: { 'content-type': 'text/csv; charset=UTF-8' },
			body: csv,
		});
		return id;
	}

	/** Where the answer is lost, the job itself says whether it was heard. */
	async function start(id: string): Promise<void> {
		const url = `jobs/ingest/${id}`;
		const answer = await session.write({ method: 'PATCH', url, body: { state: 'UploadComplete' } });
		if (!('lost' in answer)) return;
		const { state } = await insist(id, async () => jobOf(await get(url)));
		if (state === 'Open') throw transientError('Salesforce did not hear that the job is complete');
	}

	/**
	 * Of a job that runs and does not say how far it is, nothing can be looked up yet: sending its rows again would
	 * make doubles.
	 */
	async function insist<T>(id: string, ask: () => Promise<T>): Promise<T> {
		return await outlast(ask).catch((error: unknown) => {
			const reason = asError(error).message;
			throw new Error(
				`Salesforce does not say what became of its job ${id}: ${reason}. Look at 'Bulk Data Load Jobs' in its setup before the rows are imported again.`,
				{ cause: error },
			);
		});
	}

	/** Asks again where a question goes wrong: the job runs on meanwhile. */
	async function outlast<T>(ask: () => Promise<T>): Promise<T> {
		for (let failures = 1; ; failures++) {
			const result = await ask().then(
				(value) => ({ value }),
				(error: unknown) => ({ error }),
			);
			if ('value' in result) return result.value;
			const canPass = isImportError(result.error) && result.error.kind === 'transient';
			if (!canPass || failures === MOST_FAILURES) throw result.error;
			const asked = isImportError(result.error) ? result.error.retryAfterMs : undefined;
			await sleep(asked ?? Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures));
		}
	}

	async function waitFor(id: string): Promise<Job> {
		for (let polls = 0; polls < MOST_POLLS; polls++) {
			const job = await insist(id, async () => jobOf(await get(`jobs/ingest/${id}`)));
			if (ENDED.has(job.state)) return job;
			await sleep(Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 1.5 ** polls));
		}
		const abort = { method: 'PATCH', url: `jobs/ingest/${id}`, body: { state: 'Aborted' } } as const;
		return jobOf((await insist(id, async () => await session.read(abort))).body);
	}

	async function answersOf(id: string): Promise<JobAnswers> {
		const table = async (name: string) =>
			String((await outlast(async () => await get(`jobs/ingest/${id}/${name}`))) ?? '');
		return {
			successful: await table('successfulResults'),
			failed: await table('failedResults'),
			unprocessed: await table('unprocessedrecords'),
		};
	}

	return async (request) => {
		const id = await prepare(request);
		await start(id);
		const ended = await waitFor(id);
		if (ended.state === 'Failed' && ended.processed === 0) throw refused(ended.message);
		return await answersOf(id).catch(() => undefined);
	};
}

const ENDED: ReadonlySet<string> = new Set(['JobComplete', 'Failed', 'Aborted']);

interface Job {
	readonly state: string;
	readonly processed: number;
	readonly message: string;
}

function jobOf(body: unknown): Job {
	return {
		state: read.text(body, 'state') ?? '',
		processed: Number(read.value(body, 'numberRecordsProcessed') ?? 0),
		message: read.text(body, 'errorMessage') ?? 'no reason given',
	};
}

function refused(message: string): Error {
	return userError(
		`Salesforce refused the job: ${message}`,
		'Correct the row, or the field it is mapped to.',
		'BATCH_REFUSED',
	);
}
