import type { IDataObject, INode } from 'n8n-workflow';
import type { Schedule, ScheduleRule } from '../../lib';
import { userError } from '../../lib';
import { asObject } from './querySettings';
import { toScheduleOptions } from './scheduleProperties';
import { toRule } from './scheduleRules';

/** What the contexts of a published trigger and of the panel have in common. */
export interface ScheduleContext {
	getTimezone(): string;
	getNode(): Pick<INode, 'id'>;
	getWorkflow(): { readonly id?: string };
	getNodeParameter(name: string, fallback?: unknown): unknown;
}

/**
 * When to pull.
 * @throws userError when there is no rule
 */
export function readSchedule(context: ScheduleContext): {
	readonly schedule: Schedule;
	readonly catchUp: boolean;
} {
	const options: IDataObject = asObject(context.getNodeParameter('scheduleOptions', {}));
	const { timeZone, catchUp, notBefore, notAfter } = toScheduleOptions(options, context.getTimezone());
	const schedule: Schedule = {
		rules: readRules(context.getNodeParameter('schedule', {})),
		timeZone,
		seed: `${context.getWorkflow().id ?? ''}:${context.getNode().id}`,
		...(notBefore === undefined ? {} : { notBefore }),
		...(notAfter === undefined ? {} : { notAfter }),
	};
	return { schedule, catchUp };
}

function readRules(value: unknown): ScheduleRule[] {
	const { rules } = asObject(value);
	if (Array.isArray(rules) && rules.length > 0) return rules.map((rule) => toRule(asObject(rule)));
	throw userError('The schedule is empty', "Add a rule to 'Schedule'.", 'SCHEDULE');
}
