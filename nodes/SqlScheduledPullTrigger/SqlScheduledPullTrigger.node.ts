import type { INodeType, INodeTypeDescription, ITriggerFunctions, ITriggerResponse } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { customerSqlApiTest, customerStateApiTest } from '../shared/credentialTest';
import { properties } from './description';
import { getColumns, nextRuns, searchKeyColumns, searchStartColumns, searchTables } from './lists';
import { startTrigger } from './startTrigger';

/** Pulls new rows from a SQL database, by a schedule, in chunks. */
export class SqlScheduledPullTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'SQL Scheduled Pull Trigger',
		name: 'sqlScheduledPullTrigger',
		icon: { light: 'file:sqlScheduledPullTrigger.svg', dark: 'file:sqlScheduledPullTrigger.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ "after " + ($parameter["startColumn"].value ?? $parameter["startColumn"]) }}',
		description: 'Pull new and changed rows from a SQL database on a schedule, in chunks, each row safely',
		eventTriggerDescription: '',
		activationMessage: 'New rows will now be pulled on the schedule you have defined.',
		defaults: { name: 'SQL Scheduled Pull Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{ name: 'customerSqlApi', required: true, testedBy: 'customerSqlApiTest' },
			{
				name: 'customerStateApi',
				required: true,
				testedBy: 'customerStateApiTest',
				displayOptions: { show: { keepStateIn: ['postgres'] } },
			},
		],
		properties,
	};

	methods = {
		credentialTest: { customerSqlApiTest, customerStateApiTest },
		listSearch: { nextRuns, searchKeyColumns, searchStartColumns, searchTables },
		loadOptions: { getColumns },
	};

	async trigger(this: ITriggerFunctions): Promise<ITriggerResponse> {
		return await startTrigger(this);
	}
}
