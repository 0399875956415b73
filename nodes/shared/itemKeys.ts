/** What an item of ours carries beside the data itself. */
export const ROW_NUMBER = 'row_number';
export const SOURCE_FILE = 'source_file';
export const IMPORT_ISSUES = 'import_issues';
export const REJECTED_BECAUSE = 'rejected_because';
/** What normalization changed, where it was asked to explain itself. */
export const IMPORT_CHANGES = 'import_changes';
/** What the custom fields of customers are: only the name of a field says nothing of its type. */
export const IMPORT_FIELDS = 'import_fields';
/** The columns of a file of rejected rows that say what to do, and what the row held beyond its labels. */
export const HOW_TO_CORRECT = 'how_to_correct';
export const FURTHER_CELLS = 'further_cells';
/** What a scheduled pull says about the chunk that a row came in. */
export const PULL_DETAILS = 'pull_details';
export const OUTCOME = 'outcome';
export const CUSTOMER_ID = 'customer_id';
export const CHANGES = 'changes';

/** The names that a row's own labels may not take in an item. */
export const ROW_NAMES: readonly string[] = [ROW_NUMBER, SOURCE_FILE];
export const CUSTOMER_NAMES: readonly string[] = [...ROW_NAMES, IMPORT_ISSUES, IMPORT_CHANGES, IMPORT_FIELDS];
export const REJECTED_NAMES: readonly string[] = [...CUSTOMER_NAMES, REJECTED_BECAUSE];
export const OUTCOME_NAMES: readonly string[] = [...CUSTOMER_NAMES, OUTCOME, CUSTOMER_ID, CHANGES];

/** Assigning to it would change the object's prototype instead of adding a field. */
const UNSAFE_KEY = '__proto__';

/**
 * The name each label has in an item's `json`: the label itself, or with `_2`, `_3` … appended where
 * it is taken, by us or by another label, or where it could not be a field of an object.
 */
export function itemKeys(labels: readonly string[], reserved: readonly string[]): string[] {
	const taken = new Set<string>([...reserved, UNSAFE_KEY]);
	const own = new Set(labels);
	return labels.map((label) => {
		const key = freeKey(label, taken, own);
		taken.add(key);
		return key;
	});
}

function freeKey(label: string, taken: ReadonlySet<string>, own: ReadonlySet<string>): string {
	if (!taken.has(label)) return label;
	let number = 2;
	while (taken.has(`${label}_${number}`) || own.has(`${label}_${number}`)) number += 1;
	return `${label}_${number}`;
}
