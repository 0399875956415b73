import type { WritableTable } from '../format';
import { quoted } from './parts';
import type { ListRule } from './sheetMarkup';
import { columnName } from './columnName';

/**
 * The rules for the columns that choose from a list. Lists stand in a sheet of their own, because
 * inside a rule they could hold neither a comma nor more than 255 characters.
 * @param lists where the lists are gathered; equal ones are the same list
 */
export function listRules(
	columns: ReadonlyArray<{ readonly choices?: readonly string[] } | undefined>,
	lists: Array<readonly string[]>,
	sheet: string,
): ListRule[] {
	return columns.flatMap((look, column) => {
		const { choices } = look ?? {};
		if (!choices || choices.length === 0) return [];
		const name = `$${columnName(placeOf(choices, lists) + 1)}$`;
		return [{ column, source: `${quoted(sheet)}!${name}1:${name}${choices.length}` }];
	});
}

function placeOf(choices: readonly string[], lists: Array<readonly string[]>): number {
	const key = JSON.stringify(choices);
	const found = lists.findIndex((list) => JSON.stringify(list) === key);
	return found === -1 ? lists.push(choices) - 1 : found;
}

/** The lists as columns. */
export function choicesTable(lists: ReadonlyArray<readonly string[]>): WritableTable {
	const longest = Math.max(0, ...lists.map(({ length }) => length));
	const rows = Array.from({ length: longest }, (_, index) => ({
		rowNumber: index + 1,
		cells: lists.map((list) => list[index]),
	}));
	return { labels: lists.map(() => ''), batches: [rows] };
}
