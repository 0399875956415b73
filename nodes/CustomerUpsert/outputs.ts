import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { FieldSpec, ImportReport, RowOutcome } from '../../lib';
import { SAVED_OUTCOMES } from '../../lib';
import { fieldToJson } from '../shared/carriedFields';
import { OUTCOME_CODEC } from '../shared/lineCodecs';
import { outcomeToJson } from '../shared/outcomes';
import type { RowOrigin } from '../shared/rows';
import type { OutputForm, RowSink } from '../shared/sink';
import { rowSink } from '../shared/sink';

/** What a run of the library gives: outcomes in batches, and the report in the end. */
export type Outcomes = AsyncGenerator<readonly RowOutcome[], ImportReport>;

/** Where a row came in. */
export type FindOrigin = (row: RowOutcome) => RowOrigin;

/** The outputs that rows go to. */
export interface Outputs {
	/** Hands each row to the output it belongs to; gives the report that comes after the last. */
	take(outcomes: Outcomes, findOrigin: FindOrigin): Promise<ImportReport>;
	/** The items of 'Saved' and 'Not Saved'. */
	finish(): Promise<[INodeExecutionData[], INodeExecutionData[]]>;
}

/** @param fields the custom fields that came in, which go on with the rows */
export function makeOutputs(context: IExecuteFunctions, fields: readonly FieldSpec[] = []): Outputs {
	const form = context.getNodeParameter('output', 0, 'same') as OutputForm;
	const carried: IDataObject[] = fields.map(fieldToJson);
	const toJson = (outcome: RowOutcome) => outcomeToJson(outcome, carried);
	const options = { form, codec: OUTCOME_CODEC, toJson, fields };
	const saved = rowSink(context.helpers, options);
	const notSaved = rowSink(context.helpers, options);
	return {
		take: async (outcomes, findOrigin) => await distribute(outcomes, findOrigin, { saved, notSaved }),
		finish: async () => [await saved.finish(), await notSaved.finish()],
	};
}

async function distribute(
	outcomes: Outcomes,
	findOrigin: FindOrigin,
	sinks: { readonly saved: RowSink<RowOutcome>; readonly notSaved: RowSink<RowOutcome> },
): Promise<ImportReport> {
	let step = await outcomes.next();
	for (; !step.done; step = await outcomes.next()) {
		for (const outcome of step.value) {
			const sink = SAVED_OUTCOMES.includes(outcome.outcome) ? sinks.saved : sinks.notSaved;
			const wait = sink.add(outcome, findOrigin(outcome));
			if (wait !== undefined) await wait;
		}
	}
	return step.value;
}
