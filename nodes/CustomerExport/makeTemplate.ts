import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { FieldSpec, LabelLanguage } from '../../lib';
import { findFormat, STANDARD_FIELDS, writeTemplate } from '../../lib';
import { countOf } from '../shared/execution';
import { storeFile } from '../shared/binary';
import { pairedWith } from '../shared/sink';
import { readLabels } from './settings';
import { withSource } from './source';
import { namer } from './writeExport';

const FORMAT = 'xlsx';

const FILE_NAMES: Readonly<Record<LabelLanguage, string>> = {
	en: 'customers_template',
	pl: 'klienci_szablon',
	zh: '客户导入模板',
};

/** Makes a workbook to be filled in and imported, with the fields of a destination. */
export async function makeTemplate(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const labels = readLabels(context);
	const language = labels === 'source' || labels === 'name' ? 'en' : labels;
	const fields = await templateFields(context);
	const pattern = String(context.getNodeParameter('fileName', 0, '')).trim() || FILE_NAMES[language];
	const fileName = namer(context, { pattern, filterName: '' })(FORMAT);
	const content = writeTemplate(fields, language);
	const binary = await storeFile(context, content, fileName, findFormat(FORMAT).mimeType);
	const field = String(context.getNodeParameter('binaryField', 0, 'data'));
	return [
		{
			json: {
				message: `Template with ${countOf(fields.length, 'field')}`,
				file_name: fileName,
				columns: fields.length,
			},
			binary: { [field]: binary },
			pairedItem: pairedWith(context.getInputData().keys()),
		},
	];
}

async function templateFields(context: IExecuteFunctions): Promise<readonly FieldSpec[]> {
	if (context.getNodeParameter('source', 0, 'localBase') === 'standard') return STANDARD_FIELDS;
	const all = await withSource(context, false, async ({ source }) => await Promise.resolve(source.fields));
	return all.filter(({ readOnly }) => !readOnly);
}
