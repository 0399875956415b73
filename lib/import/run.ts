import { randomUUID } from 'node:crypto';
import { setImmediate, setTimeout } from 'node:timers/promises';
import type { Connector } from '../connectors/connector';
import { type Collapsed, collapseDuplicates, type CollapseOptions, makeIdentifierKey } from '../dedupe';
import { asError, isImportError, userError } from '../errors';
import type { FieldSpec, ImportReport, RowOutcome } from '../model';
import { makeTally } from '../report';
import { makeUpserter, outcomeOf, type PlanContext, timedConsents, type Upserter } from '../upsert';
import type { ImportOptions } from './options';
import { previewOf } from './preview';
import { countRows, gather } from './source';

/** An import under way. */
export interface Run {
	/** The outcomes of all rows, batch by batch. Throws where the run cannot go on. */
	outcomes(): AsyncIterable<readonly RowOutcome[]>;
	/** Whether anything was sent to the destination yet. */
	wrote(): boolean;
	/** Closes the account. */
	finish(stopped?: Error): Promise<ImportReport>;
}

/**
 * Makes sure that the import can begin, and opens its account.
 * @throws userError or transientError when it cannot
 */
export async function startRun(options: ImportOptions): Promise<Run> {
	const { connector, settings, journal, now = () => new Date() } = options;
	requireIdentifiers(connector, settings.identifiers);
	await connector.check();
	const context = await makeContext(options, now);
	const startedAt = now().toISOString();
	const account = settings.preview ? undefined : journal;
	const importId = (await account?.begin(startOf(options))) ?? randomUUID();
	const source = countRows(options.open, settings.limit);
	const collapsed = collapseDuplicates(source.open, collapseOptions(options, context));
	const recognising = { ...context, keyOf: keyOfOwn(context, collapsed) };
	const upserter = makeUpserter(upserterOptions(options, recognising, importId));
	const tally = makeTally();

	async function save(outcomes: readonly RowOutcome[]): Promise<void> {
		tally.add(outcomes);
		try {
			await account?.saveOutcomes(importId, outcomes);
		} catch (error) {
			upserter.halt(asError(error));
		}
	}

	async function* outcomes(): AsyncGenerator<readonly RowOutcome[]> {
		const { batchSize, lanes } = connector.capabilities;
		for await (const { customers, duplicates } of gather(collapsed.batches, batchSize * lanes)) {
			const rejected = customers.filter(({ record }) => !record).map((row) => outcomeOf(row, 'rejected', []));
			const upserted = await upserter.upsert(customers.filter(({ record }) => record));
			throwBeforeFirstWrite(upserter);
			const batch = [...rejected, ...duplicates, ...upserted];
			await save(batch);
			if (batch.length > 0) yield batch;
			await setImmediate();
		}
	}

	async function finish(stopped?: Error): Promise<ImportReport> {
		const reason = stopped ?? upserter.stopped() ?? missingRows(source.rows(), tally.rows());
		const report = tally.report({
			importId,
			destination: connector.title,
			startedAt,
			finishedAt: now().toISOString(),
			...(reason ? { stopped: reasonOf(reason, options.signal) } : {}),
		});
		await account?.finish(importId, report).catch(() => undefined);
		return report;
	}

	return { outcomes, wrote: () => !settings.preview && upserter.wrote(), finish };
}

function requireIdentifiers({ title, capabilities }: Connector, chosen: readonly string[]): void {
	const unknown = chosen.find((field) => !capabilities.identifiers.includes(field));
	if (chosen.length > 0 && unknown === undefined) return;
	throw userError(
		unknown === undefined ? 'No identifier was chosen' : `${title} cannot find customers by ${unknown}`,
		`Choose one or more of: ${capabilities.identifiers.join(', ')}.`,
		'BAD_IDENTIFIER',
	);
}

/** What the destination says of its fields, and what the mapping knows of new ones. */
async function makeContext(
	{ connector, settings, fields = [] }: ImportOptions,
	now: () => Date,
): Promise<PlanContext> {
	const known = new Map<string, FieldSpec>(fields.map((field) => [field.name, field]));
	for (const field of await connector.discoverFields()) {
		if (!field.custom || !known.has(field.name)) known.set(field.name, field);
	}
	const { importType, identifiers, clearOnEmpty = false } = settings;
	return {
		settings: { importType, identifiers, clearOnEmpty },
		fields: known,
		timedConsents: timedConsents(known),
		capabilities: connector.capabilities,
		keyOf: makeIdentifierKey((field) => known.get(field)?.type),
		now: clockText(now),
	};
}

/** The time as text, made once a millisecond and not once a row. */
function clockText(now: () => Date): () => string {
	let instant = NaN;
	let text = '';
	return () => {
		const time = now();
		if (time.getTime() === instant) return text;
		instant = time.getTime();
		return (text = time.toISOString());
	};
}

function startOf({ connector, settings, source }: ImportOptions) {
	return { destination: connector.name, settings, ...(source === undefined ? {} : { source }) };
}

function upserterOptions(options: ImportOptions, context: PlanContext, importId: string) {
	const { connector, settings, journal, signal, random = Math.random } = options;
	const sleep =
		options.sleep ??
		(async (milliseconds) => await setTimeout(milliseconds, undefined, { ...(signal ? { signal } : {}) }));
	const common = { context, sleep, random, ...(signal ? { signal } : {}) };
	if (settings.preview) return { ...common, connector: previewOf(connector) };
	return {
		...common,
		connector,
		...(journal ? { beforeUpdate: journal.saveBefore.bind(journal, importId) } : {}),
	};
}

function collapseOptions({ settings, signal }: ImportOptions, { keyOf }: PlanContext): CollapseOptions {
	const { duplicates, identifiers, clearOnEmpty = false, sameCustomer, sharedFrom, possible } = settings;
	return {
		policy: duplicates,
		identifiers,
		clearOnEmpty,
		keyOf,
		...(sameCustomer === undefined ? {} : { sameCustomer }),
		...(sharedFrom === undefined ? {} : { sharedFrom }),
		...(possible === undefined ? {} : { possible }),
		...(signal ? { signal } : {}),
	};
}

/** What many people of the file share is kept with each of them, and nobody is looked up by it. */
function keyOfOwn({ keyOf }: PlanContext, { isShared }: Collapsed): PlanContext['keyOf'] {
	return (field, value) => {
		const key = keyOf(field, value);
		return key !== '' && isShared(field, key) ? '' : key;
	};
}

/** Until something was written, a destination that fails is an error of the run and not an outcome of rows. */
function throwBeforeFirstWrite(upserter: Upserter): void {
	const stopped = upserter.stopped();
	if (stopped && !upserter.wrote()) throw stopped;
}

/** Rows in are outcomes out. Anything else is a bug of ours, and the person must know that the report is short. */
function missingRows(rows: number, outcomes: number): Error | undefined {
	if (rows === outcomes) return undefined;
	return new Error(
		`The source had ${rows} rows and the report accounts for ${outcomes}. Please report this bug.`,
	);
}

function reasonOf(error: Error, signal: AbortSignal | undefined): NonNullable<ImportReport['stopped']> {
	if (signal?.aborted)
		return { message: 'The import was cancelled', hint: 'Run it again to import the rest.' };
	const hint = isImportError(error) ? error.hint : undefined;
	return { message: error.message, ...(hint === undefined ? {} : { hint }) };
}
