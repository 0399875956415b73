import { type Collapsed, collapseDuplicates, type CollapseOptions } from '../dedupe';
import type { ImportStart, Journal } from '../state/journal';
import type { OnWritten, PlanContext, UpserterOptions } from '../upsert';
import { makeUpserter } from '../upsert';
import { beginAccount, goOnWith } from './account';
import type { ImportOptions, ImportSettings, RunOptions } from './options';
import { contextOf, withoutShared } from './planContext';
import { previewOf } from './preview';
import { makeRun, type Run, type RunParts } from './run';
import { checkDestination } from './settingsCheck';
import { countRows, gather, leaveOut, rowsAtOnce } from './source';
import { surroundingsOf } from './surroundings';

/**
 * Makes sure that an import can begin, and opens its account.
 * @throws userError or transientError when it cannot
 */
export async function startRun(options: ImportOptions): Promise<Run> {
	const { connector, settings, resume } = options;
	await checkDestination(connector, settings);
	const context = await contextOf(options, settings, options.fields ?? []);
	const account = settings.preview ? undefined : options.journal;
	const opened = resume
		? await goOnWith(account, resume)
		: await beginAccount(account, startOf(options), options);
	const { collapsed, ...source } = rowsOf(options, context);
	const own = withoutShared(context, (field, key) => collapsed.isShared(field, key));
	const destination = destinationOf(options);
	const upserter = (onWritten: OnWritten) =>
		makeUpserter({
			...upserterOptions(options, settings, account, opened.importId),
			...(options.fields === undefined ? {} : { fields: options.fields }),
			connector: destination.connector,
			context: own,
			onWritten,
		});
	const { close, writes } = destination;
	return makeRun({ options, settings, ...opened, ...source, upserter, account, writes, close });
}

function startOf({ connector, settings, source }: ImportOptions): ImportStart {
	return {
		kind: 'import',
		...destinationName(connector),
		settings,
		...(source === undefined ? {} : { source }),
	};
}

/** The destination as the journal knows it. */
export function destinationName({ name, target }: RunOptions['connector']): {
	readonly destination: string;
	readonly target?: string;
} {
	return { destination: name, ...(target === undefined ? {} : { target }) };
}

/** The rows of the source, each customer once, and how many must have an outcome in the end. */
function rowsOf(
	options: ImportOptions,
	context: PlanContext,
): Pick<RunParts, 'batches' | 'rows'> & { readonly collapsed: Collapsed } {
	const { open, settings, signal, resume } = options;
	const { elapsed } = surroundingsOf(options);
	const source = countRows(open, { limit: settings.limit, signal, elapsed });
	const collapsed = collapseDuplicates(source.open, collapseOptions(options, context));
	const rest = resume ? leaveOut(collapsed.batches, resume) : collapsed.batches;
	return { batches: gather(rest, batchSizeOf(options)), rows: source.rows, collapsed };
}

/** As many rows as fill the destination's batches; fewer where the failures are to be looked at earlier. */
function batchSizeOf({ connector, settings: { stopAtFailures } }: ImportOptions): number {
	const size = rowsAtOnce(connector.capabilities);
	return stopAtFailures === undefined ? size : Math.min(size, Math.max(1, stopAtFailures.after));
}

/** Where the rows go: a preview has a destination that keeps its writes to itself. */
function destinationOf({
	connector,
	settings,
}: ImportOptions): Pick<RunParts, 'writes' | 'close'> & Pick<RunOptions, 'connector'> {
	if (settings.preview !== true) return { connector, writes: true, close: async () => undefined };
	const preview = previewOf(connector);
	return { connector: preview.connector, writes: false, close: async () => preview.close() };
}

/** What a run tells its upserter, besides where to write and how to plan. */
export function upserterOptions(
	options: RunOptions,
	{ maxCreates, maxUpdates, suppressTriggers }: ImportSettings,
	account: Journal | undefined,
	importId: string,
): Omit<UpserterOptions, 'connector' | 'context'> {
	const { signal } = options;
	return {
		...surroundingsOf(options),
		limits: {
			// A plan is kept as JSON, which has no Infinity.
			maxCreates: maxCreates ?? Infinity,
			maxUpdates: maxUpdates ?? Infinity,
		},
		...(suppressTriggers === undefined ? {} : { suppressTriggers }),
		...(account ? { saveIntents: async (intents) => await account.saveIntents(importId, intents) } : {}),
		...(signal ? { signal } : {}),
	};
}

function collapseOptions({ settings, signal }: ImportOptions, { keyOf }: PlanContext): CollapseOptions {
	const { duplicates, identifiers, clearOnEmpty = false, clearFields } = settings;
	const { sameCustomer, sharedFrom, possible } = settings;
	return {
		policy: duplicates,
		identifiers,
		clearOnEmpty,
		keyOf,
		...(clearFields === undefined ? {} : { clearFields }),
		...(sameCustomer === undefined ? {} : { sameCustomer }),
		...(sharedFrom === undefined ? {} : { sharedFrom }),
		...(possible === undefined ? {} : { possible }),
		...(signal ? { signal } : {}),
	};
}
