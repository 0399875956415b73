import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { FieldSpec } from '../../lib';
import { STANDARD_FIELDS } from '../../lib';
import { templateItem } from '../shared/template';
import { readLabels } from './settings';
import { withSource } from './source';

/** Makes a workbook to be filled in and imported, with the fields of a destination. */
export async function makeTemplate(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const labels = readLabels(context);
	return [
		await templateItem(context, {
			fields: await templateFields(context),
			language: labels === 'source' || labels === 'name' ? 'en' : labels,
			fileName: String(context.getNodeParameter('fileName', 0, '')),
			binaryField: String(context.getNodeParameter('binaryField', 0, 'data')),
		}),
	];
}

async function templateFields(context: IExecuteFunctions): Promise<readonly FieldSpec[]> {
	if (context.getNodeParameter('source', 0, 'localBase') === 'standard') return STANDARD_FIELDS;
	const all = await withSource(context, false, async ({ source }) => await Promise.resolve(source.fields));
	return all.filter(({ readOnly }) => !readOnly);
}
