import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { attempt } from '../shared/execution';
import { backUp } from './backUp';
import { countCustomers } from './countCustomers';
import { exportCustomers } from './exportCustomers';
import { makeTemplate } from './makeTemplate';
import type { Operation } from './settings';

const OPERATIONS: Readonly<Record<Operation, (context: IExecuteFunctions) => Promise<INodeExecutionData[]>>> =
	{
		export: exportCustomers,
		count: countCustomers,
		backup: backUp,
		template: makeTemplate,
	};

/** Does what the node is set to, once for all of the input. */
export async function run(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const operation = context.getNodeParameter('operation', 0, 'export') as Operation;
	const result = await attempt(
		context,
		context.getInputData().keys(),
		async () => await OPERATIONS[operation](context),
	);
	return ['failed' in result ? result.failed : result.value];
}
