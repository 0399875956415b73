import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { FieldSpec, LabelLanguage } from '../../lib';
import { exportFileName, findFormat, writeTemplate } from '../../lib';
import { storeFile } from './binary';
import { countOf } from './execution';
import { pairedWith } from './sink';

const FORMAT = 'xlsx';

const FILE_NAMES: Readonly<Record<LabelLanguage, string>> = {
	en: 'customers_template',
	pl: 'klienci_szablon',
	zh: '客户导入模板',
};

export interface TemplateSettings {
	readonly fields: readonly FieldSpec[];
	readonly language: LabelLanguage;
	/** The name of the file with its placeholders; the usual one when empty. */
	readonly fileName: string;
	/** The field of the item that gets the file. */
	readonly binaryField: string;
}

/** Makes a workbook to be filled in and imported, and gives it as an item. */
export async function templateItem(
	context: IExecuteFunctions,
	{ fields, language, fileName, binaryField }: TemplateSettings,
): Promise<INodeExecutionData> {
	const name = exportFileName(fileName.trim() || FILE_NAMES[language], {
		now: new Date(),
		timeZone: context.getTimezone(),
		filter: '',
		extension: FORMAT,
	});
	const content = writeTemplate(fields, language);
	const binary = await storeFile(context, content, name, findFormat(FORMAT).mimeType);
	const message = `Template with ${countOf(fields.length, 'field')}`;
	return {
		json: { message, file_name: name, columns: fields.length },
		binary: { [binaryField]: binary },
		pairedItem: pairedWith(context.getInputData().keys()),
	};
}
