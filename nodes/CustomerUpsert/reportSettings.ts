import type { IExecuteFunctions } from 'n8n-workflow';
import type { CorrectionFormat, LabelLanguage } from '../../lib';
import { CORRECTION_FORMATS } from '../../lib';
import { readOperation } from './settings';

/** What the user may have put into 'Options' about the report. */
interface Options {
	readonly mask?: boolean;
	readonly pageRows?: number;
	readonly reportLanguage?: LabelLanguage;
	readonly reportPage?: boolean;
	readonly rowsFile?: string;
}

/** What the report is given as. */
export interface ReportSettings {
	readonly mask: boolean;
	/** Whether there is a page. */
	readonly page: boolean;
	readonly language: LabelLanguage;
	readonly mostRows: number | undefined;
	readonly rowsFile: CorrectionFormat | undefined;
}

/** Reads them. Who asks for the report of an import gets its page, unless it is turned off. */
export function readReportSettings(context: IExecuteFunctions): ReportSettings {
	const options = context.getNodeParameter('options', 0, {}) as Options;
	return {
		mask: options.mask === true,
		page: options.reportPage ?? readOperation(context) === 'report',
		language: options.reportLanguage ?? 'en',
		mostRows: options.pageRows,
		rowsFile: CORRECTION_FORMATS.find((format) => format === options.rowsFile),
	};
}
