import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import type { LabelLanguage } from '../../lib';
import { attempt } from '../shared/execution';
import { templateItem } from '../shared/template';
import { readPanelFields, ruledTemplateFields } from './panelFields';

/** How the template is made. Which fields it has is asked as for the mapping. */
export const templateProperties: INodeProperties[] = [
	{
		displayName: 'Labels',
		name: 'labels',
		type: 'options',
		default: 'en',
		description: 'The language of the header and of the explanations',
		options: [
			{ name: 'Chinese', value: 'zh' },
			{ name: 'English', value: 'en' },
			{ name: 'Polish', value: 'pl' },
		],
	},
	{
		displayName: 'File Name',
		name: 'fileName',
		type: 'string',
		default: '',
		placeholder: 'e.g. customers_template_{date}',
		description:
			'Without the ending. {date} and {time} are filled in. A name in the language of the labels when left empty.',
	},
	{
		displayName: 'Put Output File in Field',
		name: 'binaryField',
		type: 'string',
		default: 'data',
		required: true,
		placeholder: 'e.g. data',
		hint: 'The name of the output field to put the file in',
		description: 'The field of the one item on the output Customers',
	},
];

/** The template as an item; the input items with the error where it could not be made and the node goes on. */
export async function templates(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const items = context.getInputData();
	const made = await attempt(context, items.keys(), async () => await makeTemplate(context));
	return 'value' in made ? [made.value] : made.failed;
}

/**
 * Makes a workbook to be filled in and mapped, with the fields of the panel as its rules say they must be.
 * @throws userError where the fields cannot be asked for, or a rule names one that is not there
 */
async function makeTemplate(context: IExecuteFunctions): Promise<INodeExecutionData> {
	return await templateItem(context, {
		fields: ruledTemplateFields(context, await readPanelFields(context)),
		language: context.getNodeParameter('labels', 0, 'en') as LabelLanguage,
		fileName: String(context.getNodeParameter('fileName', 0, '')),
		binaryField: String(context.getNodeParameter('binaryField', 0, 'data')),
	});
}
