import type { IExecuteFunctions } from 'n8n-workflow';
import type { MapOptions, NormalizeOptions } from '../../lib';
import { cancelSignal } from '../shared/execution';
import { readColumns } from './columns';

/** What the user may have put into 'Options'. */
interface Options {
	readonly dateOrder?: NonNullable<NormalizeOptions['dateOrder']>;
	readonly decimal?: '.' | ',';
	readonly invalidValue?: NonNullable<MapOptions['invalidValue']>;
	readonly phoneFormat?: NonNullable<NormalizeOptions['phoneFormat']>;
	readonly timeZone?: string;
	readonly unmapped?: NonNullable<MapOptions['unmapped']>;
}

/**
 * Reads all settings once: an expression in them sees the first item. Evaluated for each of 300,000 rows,
 * expressions would take minutes.
 */
export function readMapOptions(context: IExecuteFunctions): MapOptions {
	const { corrections, customFields } = readColumns(context);
	const options = context.getNodeParameter('options', 0, {}) as Options;
	return {
		mode: context.getNodeParameter('mappingMode', 0, 'automatic') as MapOptions['mode'],
		corrections,
		customFields,
		minimum: {
			rule: context.getNodeParameter('minimum', 0, 'any') as 'all' | 'any',
			identifiers: context.getNodeParameter('identifiers', 0, []) as string[],
		},
		normalize: readNormalizeOptions(context, options),
		...(options.invalidValue === undefined ? {} : { invalidValue: options.invalidValue }),
		...(options.unmapped === undefined ? {} : { unmapped: options.unmapped }),
		...cancelSignal(context),
	};
}

function readNormalizeOptions(context: IExecuteFunctions, options: Options): NormalizeOptions {
	const defaultCountry = String(context.getNodeParameter('defaultCountry', 0, ''));
	const { dateOrder, decimal, phoneFormat, timeZone } = options;
	return {
		...(defaultCountry === '' ? {} : { defaultCountry }),
		...(dateOrder === undefined ? {} : { dateOrder }),
		...(decimal === undefined ? {} : { decimal }),
		...(phoneFormat === undefined ? {} : { phoneFormat }),
		...(timeZone === undefined || timeZone === '' ? {} : { timeZone }),
	};
}
