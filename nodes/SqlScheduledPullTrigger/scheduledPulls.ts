import type { CronExpression, INode, ITriggerFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { CronRule } from '../../lib';
import { toCron } from '../../lib';
import { messageOf, toNodeError } from '../shared/errors';
import { settle } from '../shared/execution';
import type { SqlSource } from '../shared/sqlServer';
import { runPull } from './pullRun';
import type { TriggerSettings } from './settings';

/** Kinds of activation by which somebody publishes a workflow; the others are restarts of n8n. */
const PUBLISHED = ['activate', 'create', 'update'];

/**
 * Pulls by the schedule until it is stopped. One run at a time: a tick during a run is left out.
 * @returns stops it; what is being worked on is still seen to its end, so that its watermark moves
 */
export function schedulePulls(
	context: ITriggerFunctions,
	settings: TriggerSettings,
	source: SqlSource,
): () => void {
	const stop = new AbortController();
	let isRunning = false;

	async function tick(): Promise<void> {
		if (isRunning || stop.signal.aborted) return;
		isRunning = true;
		const result = await settle(() => runPull({ context, settings, source, signal: stop.signal }));
		isRunning = false;
		// The workflow stays active: the next tick tries again.
		if ('error' in result) context.saveFailedExecution(failure(context.getNode(), result.error));
	}

	registerRules(context, settings, () => void tick());
	if (settings.pullOnActivation && PUBLISHED.includes(context.getActivationMode())) void tick();
	return () => stop.abort();
}

function failure(node: INode, error: unknown): NodeOperationError {
	const nodeError = toNodeError(node, error);
	return nodeError instanceof NodeOperationError ? nodeError : new NodeOperationError(node, nodeError);
}

function registerRules(context: ITriggerFunctions, settings: TriggerSettings, tick: () => void): void {
	const zone = {
		seed: `${context.getWorkflow().id}:${context.getNode().id}`,
		timeZone: context.getTimezone(),
	};
	// n8n registers the same expression only once, so rules that share one share its ticks.
	const byExpression = new Map<string, CronRule[]>();
	for (const rule of settings.rules.map((each) => toCron(each, zone))) {
		byExpression.set(rule.expression, [...(byExpression.get(rule.expression) ?? []), rule]);
	}
	for (const [expression, rules] of byExpression) {
		registerCron(context, expression, (at) => {
			if (rules.some((rule) => rule.isDue(at))) tick();
		});
	}
}

function registerCron(context: ITriggerFunctions, expression: string, onTick: (at: Date) => void): void {
	try {
		if (isCronExpression(expression)) context.helpers.registerCron({ expression }, onTick);
	} catch (error) {
		throw new NodeOperationError(context.getNode(), `The cron expression '${expression}' cannot be used`, {
			description: messageOf(error),
		});
	}
}

/** n8n's type wants six fields; `toCron` gives no others. */
const isCronExpression = (expression: string): expression is CronExpression =>
	expression.split(' ').length === 6;
