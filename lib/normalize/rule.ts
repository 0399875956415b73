import type { Cell, IssueCode, RowIssue } from '../model';

/** What is done with text that may not stay as it is: left alone, freed of what is not allowed, or refused. */
export type TextPolicy = 'keep' | 'clean' | 'reject';

/** What a person may set about values, for a whole import. */
export interface NormalizeOptions {
	/** ISO 3166 code of the country that a phone number without a prefix belongs to. */
	readonly defaultCountry?: string;
	/**
	 * How phone numbers are kept: digits only (at most 15 of the 20 that customer bases allow; the default), E.164
	 * with the plus, or spaced as people write them. The national form is for numbers of the default country; others
	 * keep the international one, because without their prefix they would be other numbers.
	 */
	readonly phoneFormat?: 'digits' | 'e164' | 'national' | 'international';
	/** The order of day and month where a date is written with figures. `undefined`: decided per column, refused when the column proves nothing. */
	readonly dateOrder?: 'dayFirst' | 'monthFirst' | 'yearFirst';
	/**
	 * The first of the hundred years that two figures stand for: with 1950, `49` is 2049 and `50` is 1950. Left out, it
	 * is 1950, as Windows and Excel have it; with `latestDate`, the hundred years that end with its year.
	 */
	readonly twoDigitYearsFrom?: number;
	/** The last day that is possible, as `2026-11-22`: for birthdays, today. A later one stands for no date at all. */
	readonly latestDate?: string;
	/** IANA zone of date-times that carry none. UTC when left out. */
	readonly timeZone?: string;
	/** The decimal separator of numbers. `undefined`: a comma before exactly three digits groups thousands. */
	readonly decimal?: '.' | ',';
	/**
	 * What becomes of a number that reads in two ways, such as `1,234`, where `decimal` is not set: `guess` (default)
	 * takes a comma before three digits for a grouping one and a single dot for a decimal point; `refuse` stores nothing;
	 * a separator is read as the decimal one, while numbers that read in one way only stay what they are.
	 */
	readonly decimalDoubt?: 'guess' | 'refuse' | '.' | ',';
	/** Whether the extension of a phone number is given beside it (default), or left out with a warning. */
	readonly extensions?: 'keep' | 'drop';
	/** Whether the currency of an amount is given beside it (default), or left out. */
	readonly currencies?: 'keep' | 'drop';
	/** The allowed values of an option field. */
	readonly options?: readonly string[];
	/** `proper` writes names of people and places that are all in capitals or all in small letters with capitals at the start; `keep` (default) leaves letters as typed. */
	readonly nameCase?: 'keep' | 'proper';
	/** What is done with text that a spreadsheet program would run as a formula, such as `=SUM(A1:A2)`. Kept when left out. */
	readonly formulas?: TextPolicy;
	/** What is done with emoji, symbols and marks such as `!`, `#` and the backtick in text and names. Kept when left out. */
	readonly specialCharacters?: TextPolicy;
	/** The most characters (Unicode code points) that the field takes. */
	readonly maxLength?: number;
	/** What is done with longer text: refused (default), or cut and said so. Only text can be cut; any other longer value is refused. */
	readonly tooLong?: 'reject' | 'cut';
}

/** What a cell held beside its value, for a field of its own. */
export interface Besides {
	/** The extension of the cell's first phone number, its digits. */
	readonly extension?: string;
	/** ISO 4217 code of an amount's currency, where its sign leaves no doubt. */
	readonly currency?: string;
}

/** A value as it will be stored, or nothing and the reason. */
export interface Normalized {
	/** `undefined` where nothing can be stored. */
	readonly value: Cell | readonly Cell[] | undefined;
	/** Without row number and label: the caller knows them. */
	readonly issues: readonly RowIssue[];
	/** Left out where there is nothing beside the value. */
	readonly besides?: Besides;
}

export interface RuleExample {
	readonly in: Cell;
	readonly options?: NormalizeOptions;
	readonly out?: Cell | readonly Cell[];
	readonly code?: IssueCode;
	readonly besides?: Besides;
}

/** One kind of value: how it is brought into one form. A new one is one file and one line in `index.ts`. */
export interface Rule {
	/** The field type it serves, or its own name where it reads a part of one. */
	readonly name: string;
	/** The field type whose values it reads a part of. */
	readonly partOf?: string;
	readonly title: string;
	/** What it does, in a sentence or two, for the documentation. */
	readonly summary: string;
	/** A table of examples: run as tests, shown in the documentation. */
	readonly examples: readonly RuleExample[];
	/** The options that it heeds, beside those that hold for every rule. */
	readonly heeds: ReadonlyArray<keyof NormalizeOptions>;
	/** Takes a cell that is neither absent, empty nor NULL. Never throws. */
	apply(value: Exclude<Cell, null>, options: NormalizeOptions): Normalized;
	/** The form in which two values are compared; the value itself when left out. */
	matchKey?(value: Cell): string;
	/** Why a value that was changed was changed, in a few words; spaces, invisible characters and letter case are known without it. */
	reason?(before: Exclude<Cell, null>, after: Cell, options: NormalizeOptions): string | undefined;
}
