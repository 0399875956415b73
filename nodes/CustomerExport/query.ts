import type { IExecuteFunctions } from 'n8n-workflow';
import type { Condition, FieldSpec, Filter, ReadQuery, SortKey } from '../../lib';
import { findField, RULES, userError } from '../../lib';
import { cancelSignal } from '../shared/execution';
import { fieldValue } from '../shared/fieldProperty';
import { listedValues } from '../shared/lists';

/** One row of 'Conditions', as n8n gives it. */
interface ConditionRow {
	readonly field?: unknown;
	readonly operator?: Condition['operator'];
	readonly value?: string | number | boolean;
}

interface GroupRow {
	readonly combine?: 'and' | 'or';
	readonly conditions?: { readonly condition?: readonly ConditionRow[] };
}

/**
 * Reads which customers are wanted, and in what order.
 * @param fields those of the source; people write a field by its name or its title
 * @throws userError for a field that is not there
 */
export function readQuery(context: IExecuteFunctions, fields: readonly FieldSpec[]): ReadQuery {
	const filter = readFilter(context, fields);
	const sort = readSort(context, fields);
	const returnAll = context.getNodeParameter('returnAll', 0, true) === true;
	return {
		...(filter === undefined ? {} : { filter }),
		...readChangedAfter(context),
		...(sort.length === 0 ? {} : { sort }),
		...(returnAll ? {} : { limit: Number(context.getNodeParameter('limit', 0, 50)) }),
		...cancelSignal(context),
	};
}

/** @throws userError for what is no time */
function readChangedAfter(context: IExecuteFunctions): Pick<ReadQuery, 'changedAfter'> {
	if (context.getNodeParameter('range', 0, 'filtered') === 'all') return {};
	// An expression may give a DateTime of Luxon, which writes itself as ISO 8601.
	const text = String(context.getNodeParameter('changedAfter', 0, '') ?? '').trim();
	if (text === '') return {};
	const { value } = RULES.dateTime.apply(text, { timeZone: context.getTimezone() });
	if (typeof value === 'string' && value !== '') return { changedAfter: value };
	throw userError(
		`'Changed After' is ${JSON.stringify(text)}, which is no time`,
		'Write it as 2026-11-22 or 2026-11-22 10:30.',
		'BAD_SETTING',
	);
}

function readFilter(context: IExecuteFunctions, fields: readonly FieldSpec[]): Filter | undefined {
	if (context.getNodeParameter('range', 0, 'filtered') === 'all') return undefined;
	const rows = context.getNodeParameter('conditions.condition', 0, []) as ConditionRow[];
	const groups = context.getNodeParameter('groups.group', 0, []) as GroupRow[];
	const filters = [
		...rows.map((row) => toCondition(row, fields)),
		...groups.map((group) => toGroup(group, fields)),
	];
	if (filters.length === 0) return undefined;
	return { combine: context.getNodeParameter('combine', 0, 'and') === 'or' ? 'or' : 'and', filters };
}

function toGroup({ combine = 'or', conditions }: GroupRow, fields: readonly FieldSpec[]): Filter {
	return { combine, filters: (conditions?.condition ?? []).map((row) => toCondition(row, fields)) };
}

function toCondition(
	{ field, operator = 'equals', value = '' }: ConditionRow,
	fields: readonly FieldSpec[],
): Condition {
	const name = findField(fields, fieldValue(field)).name;
	if (operator !== 'in' && operator !== 'notIn') return { field: name, operator, value: String(value) };
	return { field: name, operator, values: listedValues(String(value)) };
}

function readSort(context: IExecuteFunctions, fields: readonly FieldSpec[]): SortKey[] {
	const rows = context.getNodeParameter('sort.key', 0, []) as Array<{ field?: unknown; order?: string }>;
	return rows.map(({ field, order }) => ({
		field: findField(fields, fieldValue(field)).name,
		descending: order === 'descending',
	}));
}
