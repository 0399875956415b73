import type { IDataObject, ITriggerFunctions } from 'n8n-workflow';
import type { DeliveryOptions, PullId, PullRequest, PullSettings, Schedule, StoreSettings } from '../../lib';
import { userError } from '../../lib';
import type { RowForm } from '../shared/rows';
import type { SqlSource } from '../shared/sqlServer';
import { readSource } from '../shared/sqlServer';
import { readState } from '../shared/state';
import { asObject, readQuery, textOf, textsOf } from './querySettings';
import { readSchedule } from './scheduleSettings';

/** How often a chunk is tried where the user set nothing. */
const PARK_AFTER = 5;

/** The parameters of the node. */
export interface TriggerSettings {
	readonly pull: PullSettings;
	readonly output: RowForm;
	readonly move: DeliveryOptions['move'];
	readonly parkAfter: number;
	readonly pauseMs: number;
	readonly schedule: Schedule;
	readonly catchUp: boolean;
	readonly pullOnActivation: boolean;
	readonly includeDetails: boolean;
	readonly sampleShows: 'rows' | 'description';
	/** What the panel asks of the watermark, and a text that changes with it. */
	readonly request: { readonly label: string; readonly wanted: PullRequest | undefined };
}

/** Everything a trigger works with. */
export interface Prepared {
	readonly settings: TriggerSettings;
	readonly source: SqlSource;
	readonly state: StoreSettings;
}

/**
 * Reads the parameters and credentials. What they say about the query is checked with the dialect, later.
 * @throws userError when there is no schedule, or a value cannot be used
 */
export async function readSettings(context: ITriggerFunctions): Promise<Prepared> {
	const options = asObject(context.getNodeParameter('options', {}));
	const source = withTimeout(await readSource(context), Number(options['queryTimeout'] ?? 0));
	const { schedule, catchUp } = readSchedule(context);
	const settings: TriggerSettings = {
		pull: readPull(context, source, options),
		output: textOf(context, 'output') === 'batch' ? 'batch' : 'item',
		move: textOf(context, 'moveWatermark') === 'atOnce' ? 'atOnce' : 'afterSuccess',
		parkAfter: Number(options['parkAfter'] ?? PARK_AFTER),
		pauseMs: Number(options['pauseSeconds'] ?? 0) * 1000,
		schedule,
		catchUp,
		pullOnActivation: context.getNodeParameter('pullOnActivation', false) === true,
		includeDetails: options['includeDetails'] === true,
		sampleShows: options['sampleShows'] === 'description' ? 'description' : 'rows',
		request: readRequest(context),
	};
	return { settings, source, state: await readState(context, textOf(context, 'keepStateIn')) };
}

function withTimeout(source: SqlSource, seconds: number): SqlSource {
	if (!(seconds > 0)) return source;
	return { ...source, connection: { ...source.connection, statementTimeoutMs: seconds * 1000 } };
}

function readPull(context: ITriggerFunctions, { dialect }: SqlSource, options: IDataObject): PullSettings {
	const startValue = textOf(context, 'startValue');
	const rowKey = textsOf(options['rowKey']);
	const contentColumns = textsOf(options['contentColumns']);
	const prevent = textOf(context, 'preventDuplication');
	return {
		...readQuery((name) => context.getNodeParameter(name, '', { extractValue: true }), dialect, rowKey),
		chunkSize: Number(context.getNodeParameter('chunkSize')),
		...(startValue === '' ? {} : { startValue }),
		...(rowKey.length === 0 ? {} : { rowKey }),
		...(contentColumns.length === 0 ? {} : { contentColumns }),
		...(prevent === 'unchanged' || prevent === 'oncePerRun' ? { prevent } : {}),
		...(options['maxChunks'] === undefined ? {} : { maxChunks: Number(options['maxChunks']) }),
		...(options['maxRows'] === undefined ? {} : { maxRows: Number(options['maxRows']) }),
		...(options['lagWindow'] === undefined ? {} : { lag: Number(options['lagWindow']) }),
		...(options['includeUnplaced'] === true ? { includeUnplaced: true } : {}),
	};
}

/** A change of any of it is a new request. */
function readRequest(context: ITriggerFunctions): TriggerSettings['request'] {
	const action = textOf(context, 'watermarkAction');
	if (action === '' || action === 'keep') return { label: '', wanted: undefined };
	const [value, key] = [textOf(context, 'watermarkValue'), textOf(context, 'watermarkKey')];
	const parts = action === 'setTo' ? [action, value, key] : [action];
	const label = JSON.stringify([...parts, textOf(context, 'watermarkReason')]);
	return { label, wanted: requestOf(action, value, key) };
}

function requestOf(action: string, value: string, key: string): PullRequest {
	if (action === 'startAgain' || action === 'offerParked') return { action };
	if (value === '') {
		throw userError(
			"'Watermark Value' is empty",
			"Fill in the value to go on after, or choose 'Start Again' in 'Watermark'.",
			'SQL_SETTING',
		);
	}
	return { action: 'setTo', watermark: { value, ...(key === '' ? {} : { key }) } };
}

/** What the watermark belongs to: when any of it changes, the rows are others and the pull begins again. */
export function pullId(context: ITriggerFunctions, { settings: { pull }, source }: Prepared): PullId {
	const { dialect, connection } = source;
	return {
		workflowId: context.getWorkflow().id ?? '',
		nodeId: context.getNode().id,
		settings: {
			engine: dialect.name,
			host: connection.host,
			port: connection.port,
			database: connection.database,
			query: pull.query,
			startColumn: pull.startColumn,
			keyColumn: pull.keyColumn,
			startValue: pull.startValue,
		},
	};
}
