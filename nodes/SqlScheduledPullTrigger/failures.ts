import type { ITriggerFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { toNodeError } from '../shared/errors';
import { countOf } from '../shared/execution';

/** Records a failed execution, which starts the error workflow. The workflow stays active. */
export function reportFailure(context: ITriggerFunctions, error: unknown): void {
	const node = context.getNode();
	const nodeError = toNodeError(node, error);
	context.saveFailedExecution(
		nodeError instanceof NodeOperationError ? nodeError : new NodeOperationError(node, nodeError),
	);
}

/** Says that rows were left behind, so that nobody learns of it by chance. */
export function reportParked(context: ITriggerFunctions, parked: { rows: number; attempts: number }): void {
	const error = new NodeOperationError(
		context.getNode(),
		`A chunk of ${countOf(parked.rows, 'row')} was parked: its execution did not succeed ${parked.attempts} times`,
		{
			description:
				"The pull goes on after it. Look at the failed executions, mend the cause, and set 'Watermark' to 'Offer Parked Chunks Again'.",
		},
	);
	context.saveFailedExecution(error);
}
