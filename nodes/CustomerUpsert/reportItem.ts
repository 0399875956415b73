import type { IBinaryData, IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { FieldSpec, ImportReport, ReportPageOptions, RowOutcome } from '../../lib';
import {
	exportFileName,
	FIELDS,
	findFormat,
	isOurColumn,
	columnsToCorrect,
	maskReport,
	maskRow,
	onlyToCorrect,
	reportPage,
	reportSentence,
	rowsToCorrect,
	suggestMapping,
} from '../../lib';
import { storeFile } from '../shared/binary';
import { changesToJson } from '../shared/outcomes';
import { pairedWith } from '../shared/sink';
import type { ReportSettings } from './reportSettings';

type Rows = AsyncIterable<readonly RowOutcome[]>;

/** Everything that is known of an import, a plan or an undo when its report is made. */
export interface Account {
	readonly kind: NonNullable<ReportPageOptions['kind']>;
	readonly report: ImportReport;
	/** Opens the rows with their outcomes from the first one; those that need no correction may be missing. */
	readonly open: () => Rows;
	/** The fields of the destination, where they are known. */
	readonly fields?: readonly FieldSpec[];
	readonly source?: string;
	/** The import that was taken back. */
	readonly of?: string;
	/** How many rows of the input a trial did not look at. */
	readonly rowsLeftOut?: number;
	readonly plan?: { readonly planId: string; readonly hash: string };
}

/** The report as an item, with the files that were asked for. */
export async function reportItem(
	context: IExecuteFunctions,
	account: Account,
	settings: ReportSettings,
	items: Iterable<number>,
): Promise<INodeExecutionData> {
	const find = fieldFinder(account.fields ?? []);
	const report = settings.mask ? maskReport(account.report, find) : account.report;
	const binary: Record<string, IBinaryData> = {};
	if (settings.page) binary['report'] = await storePage(context, account, settings);
	const file = await storeRows(context, account, settings);
	if (file !== undefined) binary['rowsToCorrect'] = file;
	return {
		json: reportToJson({ ...account, report }, settings),
		...(Object.keys(binary).length === 0 ? {} : { binary }),
		pairedItem: pairedWith(items),
	};
}

function reportToJson(account: Account, settings: ReportSettings): IDataObject {
	const { kind, report, source, of, plan } = account;
	return {
		message: reportSentence(report, { kind, language: settings.language }),
		importId: report.importId,
		kind,
		preview: kind === 'preview',
		...(of === undefined ? {} : { of }),
		...(plan === undefined ? {} : { planId: plan.planId, planHash: plan.hash }),
		destination: report.destination,
		...(source === undefined || source === '' ? {} : { source }),
		startedAt: report.startedAt,
		finishedAt: report.finishedAt,
		rows: report.rows,
		...report.outcomes,
		outcomes: { ...report.outcomes },
		issues: report.issues.map((issue) => ({ ...issue })),
		examples: report.examples.map((issue) => ({ ...issue })),
		...(report.changes === undefined
			? {}
			: { changes: report.changes.map((one) => ({ ...one, examples: changesToJson(one.examples) })) }),
		...(report.stopped === undefined ? {} : { stopped: { ...report.stopped } }),
	};
}

async function storePage(
	context: IExecuteFunctions,
	{ kind, report, open, fields, source, of, plan }: Account,
	{ mask, language, mostRows }: ReportSettings,
): Promise<IBinaryData> {
	const timeZone = context.getTimezone();
	const page = reportPage(report, open(), {
		kind,
		mask,
		language,
		timeZone,
		fieldOfLabel: labelReader(),
		...(mostRows === undefined ? {} : { mostRows }),
		...(fields === undefined ? {} : { fields }),
		...(source === undefined ? {} : { source }),
		...(of === undefined ? {} : { of }),
		...(plan === undefined ? {} : { planId: plan.planId }),
	});
	return await storeFile(context, page, fileName(context, 'import_report', 'html'), 'text/html');
}

/** No file where there is no row to correct. */
async function storeRows(
	context: IExecuteFunctions,
	{ open, fields = [] }: Account,
	{ rowsFile, mask }: ReportSettings,
): Promise<IBinaryData | undefined> {
	if (rowsFile === undefined) return undefined;
	const { labels, fields: known } = await columnsToCorrect(onlyToCorrect(open()));
	if (labels.length + known.length === 0) return undefined;
	const labelOf = labelFinder(labels);
	const columns = [...labels, ...known.filter((field) => labelOf(field) === undefined)];
	const rows = onlyToCorrect(open());
	const shown = mask ? masked(rows, fields) : rows;
	const content = rowsToCorrect(shown, rowsFile, { labels: columns, labelOf, isOurs: isOurColumn });
	const name = fileName(context, 'rows_to_correct', rowsFile);
	return await storeFile(context, content, name, findFormat(rowsFile).mimeType);
}

/** Customers stand in the columns of the rejected rows beside them, so that no field has two columns. */
function labelFinder(labels: readonly string[]): (field: string) => string | undefined {
	const { columns } = suggestMapping(labels, { mode: 'automatic' });
	const byField = new Map<string, string>();
	for (const { field, label } of columns)
		if (field !== undefined && !byField.has(field)) byField.set(field, label);
	return (field) => byField.get(field);
}

async function* masked(rows: Rows, fields: readonly FieldSpec[]): AsyncGenerator<readonly RowOutcome[]> {
	const find = fieldFinder(fields);
	for await (const batch of rows) yield batch.map((row) => maskRow(row, find));
}

function fileName(context: IExecuteFunctions, stem: string, extension: string): string {
	const values = { extension, now: new Date(), timeZone: context.getTimezone() };
	return exportFileName(`${stem} {date}_{time}`, values);
}

type FindField = (name: string) => FieldSpec | undefined;

function fieldFinder(fields: readonly FieldSpec[]): FindField {
	const known = new Map([...fields, ...FIELDS].map((field) => [field.name, field]));
	const byLabel = labelReader();
	return (name) => known.get(name) ?? byLabel(name);
}

/** Rows that were rejected are known by the labels of their file. Each label is read once. */
function labelReader(): FindField {
	const read = new Map<string, FieldSpec | undefined>();
	return (label) => {
		if (!read.has(label)) read.set(label, fieldOfLabel(label));
		return read.get(label);
	};
}

function fieldOfLabel(label: string): FieldSpec | undefined {
	const [column] = suggestMapping([label], { mode: 'automatic' }).columns;
	return FIELDS.find(({ name }) => name === column?.field);
}
