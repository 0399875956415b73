import type { IDataObject, ITriggerFunctions } from 'n8n-workflow';
import type { DeliveryOptions, PullId, PullSettings, ScheduleRule } from '../../lib';
import { userError } from '../../lib';
import type { RowForm } from '../shared/rows';
import type { SqlSource } from '../shared/sqlServer';
import { toRule } from './scheduleRules';

/** The parameters of the node. */
export interface TriggerSettings {
	readonly pull: PullSettings;
	readonly output: RowForm;
	readonly move: DeliveryOptions['move'];
	readonly rules: readonly ScheduleRule[];
	readonly pullOnActivation: boolean;
	readonly restartLabel: string;
}

/**
 * Reads the parameters. What they say about the query is checked with the dialect, later.
 * @throws userError when there is no schedule
 */
export function readSettings(context: ITriggerFunctions): TriggerSettings {
	const text = (name: string): string => String(context.getNodeParameter(name, '')).trim();
	const options = toObject(context.getNodeParameter('options', {}));
	return {
		pull: {
			query: text('query'),
			startColumn: text('startColumn'),
			chunkSize: Number(context.getNodeParameter('chunkSize')),
			...(text('keyColumn') === '' ? {} : { keyColumn: text('keyColumn') }),
			...(text('startValue') === '' ? {} : { startValue: text('startValue') }),
			...(options['maxChunks'] === undefined ? {} : { maxChunks: Number(options['maxChunks']) }),
		},
		output: text('output') === 'batch' ? 'batch' : 'item',
		move: text('moveWatermark') === 'atOnce' ? 'atOnce' : 'afterSuccess',
		rules: readRules(context),
		pullOnActivation: context.getNodeParameter('pullOnActivation') === true,
		restartLabel: String(options['restartLabel'] ?? ''),
	};
}

function readRules(context: ITriggerFunctions): ScheduleRule[] {
	const { rules } = toObject(context.getNodeParameter('schedule', {}));
	if (Array.isArray(rules) && rules.length > 0) return rules.map((rule) => toRule(toObject(rule)));
	throw userError('The schedule is empty', "Add a rule to 'Schedule'.", 'SCHEDULE');
}

function toObject(value: unknown): IDataObject {
	return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** What the watermark belongs to: when any of it changes, the rows are others and the pull begins again. */
export function pullId(
	context: ITriggerFunctions,
	{ pull, restartLabel }: TriggerSettings,
	{ dialect, connection }: SqlSource,
): PullId {
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
			restartLabel,
		},
	};
}
