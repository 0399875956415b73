/** The order in which a column writes names; `auto` takes the given name first, unless a comma or the script says otherwise. */
export const NAME_ORDERS = ['auto', 'firstLast', 'lastFirst'] as const;
export type NameOrder = (typeof NAME_ORDERS)[number];

/** The same value for every row. */
export interface Constant {
	readonly kind: 'constant';
	readonly field: string;
	readonly value: string;
}

/** Several columns in one field. */
export interface Join {
	readonly kind: 'join';
	readonly field: string;
	readonly labels: readonly string[];
	/** What stands between the values. */
	readonly separator: string;
}

/** The first of several columns that holds anything. */
export interface FirstOf {
	readonly kind: 'firstOf';
	readonly field: string;
	readonly labels: readonly string[];
	/** What a row gets that has nothing in any of them. */
	readonly otherwise?: string;
}

/** One column in several fields. What is left over stays in the last one, so that nothing is lost. */
export interface Split {
	readonly kind: 'split';
	readonly label: string;
	readonly separator: string;
	readonly fields: readonly string[];
}

/** A whole name in first and last name. The column itself stays what it is. */
export interface SplitName {
	readonly kind: 'splitName';
	readonly label: string;
	readonly order: NameOrder;
}

/** A field that is filled otherwise than from one column. Said once, for all rows. */
export type Composition = Constant | Join | FirstOf | Split | SplitName;
