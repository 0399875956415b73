import type { ParseOptions } from '../../formats';
import type { Cell, FileDialect, Table } from '../../model';
import { type ColumnInspection, type Finding, STAGES } from './inspection';

type StageName = (typeof STAGES)[number];
/** The footer is not known before the last row was read, and so no part of the dialect. */
type Property = keyof FileDialect | 'footerRows';

/** What is found out in which stage, and the option by which a person sets it. */
const PROPERTIES: ReadonlyArray<{
	readonly stage: StageName;
	readonly property: Property;
	readonly option?: keyof ParseOptions;
}> = [
	{ stage: 'container', property: 'container' },
	{ stage: 'container', property: 'format', option: 'format' },
	{ stage: 'container', property: 'sheet', option: 'sheet' },
	{ stage: 'encoding', property: 'encoding', option: 'encoding' },
	{ stage: 'dialect', property: 'delimiter', option: 'delimiter' },
	{ stage: 'dialect', property: 'quote', option: 'quote' },
	{ stage: 'dialect', property: 'escape', option: 'escape' },
	{ stage: 'dialect', property: 'comment', option: 'comment' },
	{ stage: 'dialect', property: 'lineEnd' },
	{ stage: 'dialect', property: 'date1904' },
	{ stage: 'structure', property: 'recordPath', option: 'recordPath' },
	{ stage: 'structure', property: 'titleRows', option: 'skipRows' },
	{ stage: 'structure', property: 'header', option: 'header' },
	{ stage: 'structure', property: 'unitsRow', option: 'unitsRow' },
	{ stage: 'structure', property: 'footerRows', option: 'footerRows' },
];

/** What is read in the file and not guessed: the kind of file, by its first bytes. */
const CERTAIN: Readonly<Partial<Record<Property, number>>> = { format: 1 };

/** What was found out about a file and its columns, stage by stage. */
export function findingsOf(
	table: Pick<Table, 'dialect' | 'issues'>,
	columns: readonly ColumnInspection[],
	options: ParseOptions,
): Finding[] {
	const found = PROPERTIES.flatMap(({ stage, property, option }): Finding[] => {
		const setByUser = option !== undefined && isSet(option, options);
		const value = valueOf(foundFor(property, table)) ?? (setByUser ? valueOf(options[option]) : undefined);
		if (value === undefined) return [];
		const detected = table.dialect.confidence?.[property] ?? CERTAIN[property];
		return [finding(stage, property, value, setByUser, setByUser ? undefined : detected)];
	});
	const types = columns.map(({ label, type, confidence }) =>
		finding('columnTypes', label, type, false, type === 'empty' ? undefined : confidence),
	);
	return [...found, ...types];
}

function foundFor(property: Property, { dialect, issues }: Pick<Table, 'dialect' | 'issues'>): unknown {
	if (property !== 'footerRows') return dialect[property];
	return issues.flatMap(({ code, rowNumber }) => (code === 'FOOTER_ROWS' ? (rowNumber ?? []) : []));
}

function finding(
	name: StageName,
	property: string,
	value: Finding['value'],
	setByUser: boolean,
	confidence: number | undefined,
): Finding {
	const stage = STAGES.indexOf(name) + 1;
	return { stage, name, property, value, setByUser, ...(confidence === undefined ? {} : { confidence }) };
}

function isSet(option: keyof ParseOptions, options: ParseOptions): boolean {
	return options[option] !== undefined || (option === 'sheet' && options.sheets !== undefined);
}

/** A property as a person reads it; nothing where there is nothing to read. */
function valueOf(value: unknown): Cell | readonly Cell[] | undefined {
	if (!Array.isArray(value)) return isReadable(value) ? value : undefined;
	const cells = value.filter(isReadable);
	return cells.length === 0 ? undefined : cells;
}

function isReadable(value: unknown): value is Cell {
	return ['string', 'number', 'boolean'].includes(typeof value);
}
