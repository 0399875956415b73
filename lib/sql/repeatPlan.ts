import { checkLag } from './lag';
import type { PlaceColumn, ResultColumns } from './placeColumns';
import { findColumn, wrongSetting } from './placeColumns';
import type { PullSettings } from './pullSettings';

/** What is remembered of delivered rows, and how a row is told from another. */
export interface RepeatPlan {
	/** The columns that say which row it is; all of them where no key is known. */
	readonly key: readonly number[] | undefined;
	/** The columns that count as content; all where it is not given. */
	readonly content: readonly number[] | undefined;
	readonly lag: number;
	readonly prevent: PullSettings['prevent'];
}

/**
 * How rows that come again are told from new ones; `undefined` where none can come again.
 * @throws userError that says which setting to change
 */
export function planRepeats(
	settings: PullSettings,
	columns: ResultColumns,
	start: PlaceColumn,
): RepeatPlan | undefined {
	const { lag = 0, prevent, keyColumn, contentColumns } = settings;
	checkLag(lag, start);
	if (lag === 0 && prevent === undefined) return undefined;
	const rowKey = settings.rowKey ?? (keyColumn === undefined ? undefined : [keyColumn]);
	if (prevent !== undefined && rowKey === undefined) throw withoutRowKey();
	const indexes = (names: readonly string[] | undefined, setting: string) =>
		names?.map((name) => findColumn(name, setting, columns).index);
	return {
		key: indexes(rowKey, 'Row Key'),
		content: prevent === undefined ? undefined : indexes(contentColumns, 'Content Columns'),
		lag,
		prevent,
	};
}

function withoutRowKey(): Error {
	return wrongSetting(
		"'Prevent Duplication' needs to know which column tells one row from another",
		"Set 'Row Key' or 'Key Column' to a unique column, such as the customer number.",
	);
}
