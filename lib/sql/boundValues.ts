import { userError } from '../errors';
import type { BoundQuery, ColumnOrder } from './dialect';

const LOOKS: Readonly<Partial<Record<ColumnOrder, RegExp>>> = {
	number: /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i,
	dateTime: /^(?:\d{1,4}-\d{1,2}-\d{1,2}|-?\d{1,3}:\d\d)/,
};

/**
 * Refuses values that cannot be what the column holds, for databases that would take 'yesterday' for the number 0
 * and read on from there.
 * @param orderOf the dialect's
 * @throws userError (`SQL_VALUE`)
 */
export function checkBoundValues(
	{ values, types = [] }: BoundQuery,
	orderOf: (type: string) => ColumnOrder,
): void {
	values.forEach((value, index) => {
		const type = types[index];
		if (type === undefined || typeof value !== 'string') return;
		if (LOOKS[orderOf(type)]?.test(value.trim()) === false) throw wrongValue(value, type);
	});
}

function wrongValue(value: string, type: string): Error {
	return userError(
		`'${value}' cannot be compared with a column of the type ${type}`,
		"Check that 'Start Value' looks like the values of the start column.",
		'SQL_VALUE',
	);
}
