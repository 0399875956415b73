import type { Cell, IssueCode, RowIssue } from '../model';

/** What a person may set about values, for a whole import. */
export interface NormalizeOptions {
	/** ISO 3166 code of the country that a phone number without a prefix belongs to. */
	readonly defaultCountry?: string;
	/** How phone numbers are kept: digits only (at most 20), or E.164 with the plus. */
	readonly phoneFormat?: 'digits' | 'e164';
	/** The order of day and month where a date is written with figures. `undefined`: decided per column, refused when the column proves nothing. */
	readonly dateOrder?: 'dayFirst' | 'monthFirst' | 'yearFirst';
	/** IANA zone of date-times that carry none. UTC when left out. */
	readonly timeZone?: string;
	/** The decimal separator of numbers. `undefined`: a comma before exactly three digits groups thousands. */
	readonly decimal?: '.' | ',';
	/** The allowed values of an option field. */
	readonly options?: readonly string[];
}

/** A value as it will be stored, or nothing and the reason. `changed` tells that it is not what was read. */
export interface Normalized {
	/** `undefined` where nothing can be stored. */
	readonly value: Cell | readonly Cell[] | undefined;
	/** Without row number and label: the caller knows them. */
	readonly issues: readonly RowIssue[];
}

export interface RuleExample {
	readonly in: Cell;
	readonly options?: NormalizeOptions;
	readonly out?: Cell | readonly Cell[];
	readonly code?: IssueCode;
}

/** One kind of value: how it is brought into one form. A new one is one file and one line in `index.ts`. */
export interface Rule {
	/** The field type it serves. */
	readonly name: string;
	readonly title: string;
	/** A table of examples: run as tests, shown in the documentation. */
	readonly examples: readonly RuleExample[];
	/** Takes a cell that is neither absent, empty nor NULL. Never throws. */
	apply(value: Exclude<Cell, null>, options: NormalizeOptions): Normalized;
	/** The form in which two values are compared; the value itself when left out. */
	matchKey?(value: Cell): string;
}
