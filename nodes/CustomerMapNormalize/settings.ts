import type { IExecuteFunctions } from 'n8n-workflow';
import type { FieldSpec, MapOptions, MapSettings, NormalizeOptions } from '../../lib';
import { FIELDS } from '../../lib';
import { cancelSignal } from '../shared/execution';
import { readColumns } from './columns';
import { readComposed } from './composed';
import type { DuplicateSettings } from './duplicates';
import { readDuplicates } from './duplicates';
import { readFieldRules } from './fieldRules';
import { addedFields, readPanelFields, templateFields, uniqueFields } from './panelFields';
import { readKeptProfile } from './profile';
import type { RejectedFileFormat } from './rejectedFile';
import { readSubscriptions } from './subscriptions';

type NormalizeOption =
	| 'currencies'
	| 'dateOrder'
	| 'decimal'
	| 'extensions'
	| 'formulas'
	| 'nameCase'
	| 'phoneFormat'
	| 'specialCharacters'
	| 'timeZone'
	| 'tooLong'
	| 'twoDigitYearsFrom';

/** What the user may have put into 'Options'. */
interface Options
	extends
		Pick<NormalizeOptions, NormalizeOption>,
		Pick<MapSettings, 'dateConsistency' | 'invalidValue' | 'requiredWithoutColumn' | 'unmapped'> {
	readonly explainChanges?: boolean;
	readonly rejectedFile?: RejectedFileFormat | 'none';
}

/** All that the user set. */
export interface Settings {
	/** What decides how rows become customers, and is kept in a profile. */
	readonly settings: MapSettings;
	/** What beside it the run needs. */
	readonly run: Pick<MapOptions, 'explainChanges' | 'signal' | 'today'>;
	/** The item that brought a profile and holds no row. */
	readonly profileItem: number | undefined;
	readonly rejectedFile: RejectedFileFormat | undefined;
	/** How duplicates of the run are treated, where somebody looks for them. */
	readonly duplicates: DuplicateSettings | undefined;
}

/**
 * Reads all settings once: an expression in them sees the first item. Evaluated for each of 300,000 rows,
 * expressions would take minutes.
 * @throws userError for settings that cannot be used
 */
export async function readSettings(context: IExecuteFunctions): Promise<Settings> {
	const options = context.getNodeParameter('options', 0, {}) as Options;
	const mode = String(context.getNodeParameter('mappingMode', 0, 'automatic'));
	const kept = mode === 'profile' ? await readKeptProfile(context) : undefined;
	const base = kept?.settings ?? (await readPanel(context, mode as MapSettings['mode']));
	const { rejectedFile = 'none', explainChanges = false } = options;
	return {
		settings: withOptions(base, options),
		run: { explainChanges, today: new Date().toISOString().slice(0, 10), ...cancelSignal(context) },
		profileItem: kept?.item,
		rejectedFile: rejectedFile === 'none' ? undefined : rejectedFile,
		duplicates: readDuplicates(context),
	};
}

/** The mapping that the panel describes, but for its options. */
async function readPanel(context: IExecuteFunctions, mode: MapSettings['mode']): Promise<MapSettings> {
	const panel = await readPanelFields(context);
	const listed = addedFields(panel);
	const { corrections, customFields } = readCorrections(context, mode, [...listed, ...FIELDS]);
	const own = uniqueFields([...listed, ...customFields]);
	const fields = [...own, ...FIELDS];
	const defaultCountry = String(context.getNodeParameter('defaultCountry', 0, ''));
	return {
		mode,
		corrections,
		customFields: own,
		compositions: readComposed(context, fields),
		subscriptions: readSubscriptions(context),
		rules: readFieldRules(context, fields),
		...(mode === 'template' ? { template: templateFields(panel).map(({ name }) => name) } : {}),
		minimum: {
			rule: context.getNodeParameter('minimum', 0, 'any') as 'all' | 'any',
			identifiers: context.getNodeParameter('identifiers', 0, []) as string[],
		},
		...(defaultCountry === '' ? {} : { normalize: { defaultCountry } }),
	};
}

/** The list of columns belongs to the modes that show it. */
function readCorrections(
	context: IExecuteFunctions,
	mode: MapSettings['mode'],
	fields: readonly FieldSpec[],
): ReturnType<typeof readColumns> {
	return mode === 'template' ? { corrections: [], customFields: [] } : readColumns(context, fields);
}

/** The settings with what is in 'Options', which goes first. */
function withOptions(settings: MapSettings, options: Options): MapSettings {
	const { dateConsistency, invalidValue, requiredWithoutColumn, unmapped } = options;
	const normalize = { ...settings.normalize, ...normalizeOptions(options) };
	return {
		...settings,
		...(Object.keys(normalize).length === 0 ? {} : { normalize }),
		...(dateConsistency === undefined ? {} : { dateConsistency }),
		...(invalidValue === undefined ? {} : { invalidValue }),
		...(requiredWithoutColumn === undefined ? {} : { requiredWithoutColumn }),
		...(unmapped === undefined ? {} : { unmapped }),
	};
}

const NORMALIZE_OPTIONS: readonly NormalizeOption[] = [
	'currencies',
	'dateOrder',
	'decimal',
	'extensions',
	'formulas',
	'nameCase',
	'phoneFormat',
	'specialCharacters',
	'timeZone',
	'tooLong',
	'twoDigitYearsFrom',
];

/** What was set of them; an empty text is not. */
function normalizeOptions(options: Options): NormalizeOptions {
	const set = NORMALIZE_OPTIONS.map((name) => [name, options[name]] as const);
	return Object.fromEntries(set.filter(([, value]) => value !== undefined && value !== ''));
}
