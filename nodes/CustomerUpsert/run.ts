import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { attempt } from '../shared/execution';
import { applyPlans } from './applyPlans';
import { getHistory } from './getHistory';
import { getReport } from './getReport';
import type { Operation } from './operations';
import { preview } from './preview';
import { resumeImport } from './resumeImport';
import { readOperation } from './settings';
import { tryOneRecord } from './tryOneRecord';
import { undoImports } from './undoImports';
import { upsertCustomers } from './upsertCustomers';

type Outputs = INodeExecutionData[][];

const OPERATIONS: Readonly<Record<Operation, (context: IExecuteFunctions) => Promise<Outputs>>> = {
	applyPlan: applyPlans,
	history: getHistory,
	preview,
	report: getReport,
	resume: resumeImport,
	tryOne: tryOneRecord,
	undo: undoImports,
	upsert: upsertCustomers,
};

/** Does what the node is set to. What cannot even begin fails all items, which leave by 'Not Saved'. */
export async function run(context: IExecuteFunctions): Promise<Outputs> {
	const operation = OPERATIONS[readOperation(context)];
	const result = await attempt(context, context.getInputData().keys(), async () => await operation(context));
	return 'failed' in result ? [[], result.failed, []] : result.value;
}
