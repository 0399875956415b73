import type { FieldType } from '../../model';
import type { FoundProperty } from '../crm/schema';
import { read } from '../http/body';
import type { Session } from '../http/session';
import type { DynamicsTable } from './session';

/** The names of a column's choices and the numbers that stand for them. */
export type Choices = ReadonlyMap<string, number>;

export interface DynamicsColumn extends FoundProperty {
	readonly choices?: Choices;
}

const TYPES: Readonly<Record<string, FieldType>> = {
	StringType: 'text',
	MemoType: 'text',
	IntegerType: 'number',
	BigIntType: 'number',
	DecimalType: 'number',
	DoubleType: 'number',
	MoneyType: 'money',
	BooleanType: 'boolean',
	DateTimeType: 'dateTime',
	PicklistType: 'option',
	MultiSelectPicklistType: 'option',
	UniqueidentifierType: 'text',
};

/** What only some kinds of columns have, and how it is asked for. */
const DETAILS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	String: { $select: 'LogicalName,MaxLength' },
	DateTime: { $select: 'LogicalName,Format' },
	Picklist: { $select: 'LogicalName', $expand: 'OptionSet($select=Options)' },
	MultiSelectPicklist: { $select: 'LogicalName', $expand: 'OptionSet($select=Options)' },
};

/** The columns of a table that hold a value of their own; links to other tables are left out. */
export async function describeTable(
	session: Session,
	table: DynamicsTable,
): Promise<readonly DynamicsColumn[]> {
	const root = `EntityDefinitions(LogicalName='${table.name}')`;
	const list = async (url: string, query: Readonly<Record<string, string>>) =>
		read.list((await session.read({ method: 'GET', url: `${root}/${url}`, query })).body, 'value');

	const columns = await list('Attributes', {
		$select:
			'LogicalName,AttributeTypeName,AttributeOf,DisplayName,RequiredLevel,IsValidForCreate,IsValidForUpdate,IsValidForRead',
	});
	const details = new Map<string, unknown>();
	for (const [kind, query] of Object.entries(DETAILS)) {
		const found = await list(`Attributes/Microsoft.Dynamics.CRM.${kind}AttributeMetadata`, query);
		for (const one of found) details.set(read.text(one, 'LogicalName') ?? '', one);
	}
	const keys = uniqueColumns(await list('Keys', { $select: 'KeyAttributes' }));
	return columns.flatMap((column): DynamicsColumn[] => {
		const name = read.text(column, 'LogicalName') ?? '';
		const type = TYPES[read.text(column, 'AttributeTypeName', 'Value') ?? ''];
		const isShown =
			read.value(column, 'IsValidForRead') === true && read.text(column, 'AttributeOf') === undefined;
		const isLink = type === 'text' && isUnique(column) && name !== table.key;
		if (type === undefined || !isShown || isLink) return [];
		return [
			columnOf(
				column,
				{ name, type, isKey: name === table.key, isUnique: keys.has(name) },
				details.get(name),
			),
		];
	});
}

const isUnique = (column: unknown): boolean =>
	read.text(column, 'AttributeTypeName', 'Value') === 'UniqueidentifierType';

/** An alternate key of one column makes it unique; those of several say nothing of any one of them. */
function uniqueColumns(keys: readonly unknown[]): ReadonlySet<string> {
	const lists = keys.map((key) => read.list(key, 'KeyAttributes').map(String));
	return new Set(lists.filter((columns) => columns.length === 1).flat());
}

interface Kind {
	readonly name: string;
	readonly type: FieldType;
	readonly isKey: boolean;
	readonly isUnique: boolean;
}

function columnOf(
	column: unknown,
	{ name, type, isKey, isUnique: unique }: Kind,
	details: unknown,
): DynamicsColumn {
	const can = (what: string) => read.value(column, what) === true;
	const isReadOnly = isKey || !(can('IsValidForCreate') || can('IsValidForUpdate'));
	const maxLength = Number(read.value(details, 'MaxLength'));
	const choices = choicesOf(details);
	return {
		property: name,
		title: read.text(column, 'DisplayName', 'UserLocalizedLabel', 'Label') ?? name,
		type: read.text(details, 'Format') === 'DateOnly' ? 'date' : type,
		...(read.text(column, 'AttributeTypeName', 'Value') === 'MultiSelectPicklistType'
			? { multiple: true }
			: {}),
		...(isReadOnly ? { readOnly: true } : {}),
		...(unique ? { unique: true } : {}),
		...(maxLength > 0 ? { maxLength } : {}),
		...(choices.size > 0 ? { choices, options: [...choices.keys()] } : {}),
	};
}

function choicesOf(details: unknown): Choices {
	const options = read
		.list(details, 'OptionSet', 'Options')
		.map((option): [string, number] => [
			read.text(option, 'Label', 'UserLocalizedLabel', 'Label') ?? String(read.value(option, 'Value')),
			Number(read.value(option, 'Value')),
		]);
	return new Map(options);
}
