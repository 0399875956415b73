import type { IssueCode, RowIssue, Severity } from './model';

/**
 * Errors are thrown when a run cannot go on; issues are returned when a row or a
 * cell is not right. Errors are classed by what to do next: the person changes
 * something (`userError`), a later try can pass (`transientError`), or it is our
 * bug (anything else, which goes through untouched).
 */
export interface ImportError extends Error {
	readonly kind: 'user' | 'transient';
	/** A stable word for programs, such as `PASSWORD_PROTECTED`. */
	readonly code: string;
	readonly hint: string | undefined;
	readonly retryAfterMs: number | undefined;
}

const KIND = Symbol.for('n8n-nodes-customer-import.error');

function makeError(
	kind: ImportError['kind'],
	message: string,
	details: {
		code?: string | undefined;
		hint?: string | undefined;
		retryAfterMs?: number | undefined;
		cause?: unknown;
	},
): ImportError {
	const error = new Error(message, details.cause === undefined ? undefined : { cause: details.cause });
	return Object.assign(error, {
		[KIND]: true,
		name: kind === 'user' ? 'UserError' : 'TransientError',
		kind,
		code: details.code ?? (kind === 'user' ? 'USER_ERROR' : 'TRY_AGAIN'),
		hint: details.hint,
		retryAfterMs: details.retryAfterMs,
	});
}

/**
 * The person must change a file, a setting or a credential.
 * @param message what is not right and where
 * @param hint what to do about it
 */
export function userError(message: string, hint?: string, code?: string, cause?: unknown): ImportError {
	return makeError('user', message, { hint, code, cause });
}

/**
 * The same call can pass later.
 * @param retryAfterMs how long the other side asked to wait, in milliseconds
 */
export function transientError(
	message: string,
	retryAfterMs?: number,
	hint?: string,
	code?: string,
	cause?: unknown,
): ImportError {
	return makeError('transient', message, { retryAfterMs, hint, code, cause });
}

/** Whether `error` was made by `userError` or `transientError`, by any copy of this library. */
export function isImportError(error: unknown): error is ImportError {
	return error instanceof Error && KIND in error;
}

/** An error that a person can do something about; any other is our bug, and is thrown on. */
export function asImportError(error: unknown): ImportError {
	if (isImportError(error)) return error;
	throw error;
}

/** What was thrown, as an error: anything can be thrown, and nothing else has a message. */
export function asError(thrown: unknown): Error {
	return thrown instanceof Error ? thrown : new Error(String(thrown));
}

/** The severity and the wording of an issue, where nothing more exact is known. */
interface IssueWording {
	readonly severity: Severity;
	readonly message: string;
	readonly hint?: string;
}

/** Every issue code with its wording: the one list of what can be said about a row. */
export const ISSUES: Readonly<Record<IssueCode, IssueWording>> = {
	AMBIGUOUS_DATE_ORDER: {
		severity: 'error',
		message: 'Day and month of this column cannot be told apart',
		hint: "Set 'Date Order' to day first or month first.",
	},
	AMBIGUOUS_DECIMAL: {
		severity: 'warning',
		message: 'Whether a separator of this column groups thousands or begins decimals cannot be told',
		hint: "Set 'Decimal Separator'.",
	},
	BAD_ENCODING: {
		severity: 'warning',
		message: 'Some bytes are not valid in this encoding',
		hint: "Choose the file's encoding, or save it again as UTF-8.",
	},
	BAD_QUOTE: {
		severity: 'warning',
		message: 'A quote is not closed or not doubled',
		hint: 'Check the quotes in this line.',
	},
	BAD_SYNTAX: {
		severity: 'error',
		message: 'Something is not written as the format wants it, and the record was left out',
		hint: 'Correct this place, or export the file again.',
	},
	CANCELLED: { severity: 'error', message: 'The import was stopped before this row', hint: 'Run it again.' },
	CANNOT_REMOVE: {
		severity: 'warning',
		message: 'The destination cannot remove customers, so the one that the import created was kept',
		hint: 'Remove the customer there.',
	},
	CELL_ERROR: {
		severity: 'warning',
		message: 'The cell holds a spreadsheet error',
		hint: 'Correct the formula in the sheet.',
	},
	CLOCK_CHANGE: {
		severity: 'warning',
		message: 'The clock was changed at that hour, so the time does not exist or exists twice',
		hint: 'Check the time, or export it with its offset from UTC.',
	},
	CHANGED_MEANWHILE: {
		severity: 'error',
		message: 'Somebody else kept changing the customer while it was being imported',
		hint: 'Run the import again.',
	},
	CHANGED_SINCE: {
		severity: 'warning',
		message: 'It was changed after the import, and kept as it is',
		hint: 'Check the customer, and correct it there if need be.',
	},
	CHECKSUM_WRONG: {
		severity: 'error',
		message: 'The file was altered after it was packed: its checksum is wrong',
		hint: 'Fetch or export it again. Cells may be wrong.',
	},
	CONSENT_KEPT: {
		severity: 'warning',
		message: 'The customer had said no, and the row does not prove a newer yes',
		hint: 'Map the time of the consent, if the yes is newer.',
	},
	COMMENT_LINES: { severity: 'warning', message: 'Remark lines were left out' },
	CONTROL_CHARACTER: { severity: 'warning', message: 'Control characters were removed' },
	CURRENCY_LEFT_OUT: {
		severity: 'warning',
		message: 'The currency of the amount was left out',
	},
	DUPLICATE_IN_FILE: { severity: 'warning', message: 'The same customer is in the file more than once' },
	DUPLICATE_LABEL: { severity: 'warning', message: 'Two columns have the same label' },
	EMPTY_LABEL: { severity: 'warning', message: 'A column has no label' },
	EMPTY_ROWS: { severity: 'warning', message: 'Empty rows were left out' },
	EXCEL_SCIENTIFIC: {
		severity: 'error',
		message: 'A spreadsheet program has replaced digits by an exponent, and they are lost',
		hint: 'Format the column as text in the spreadsheet and export it again.',
	},
	EXISTING_CUSTOMER: { severity: 'warning', message: 'The customer exists already and was left as it is' },
	EXTENSION_LEFT_OUT: { severity: 'warning', message: 'The extension of the phone number was left out' },
	EXTRA_VALUES: {
		severity: 'warning',
		message: 'The cell holds several values, and the field keeps the first',
	},
	FILES_LEFT_OUT: {
		severity: 'warning',
		message: 'Files of the archive were left out, because they hold no rows',
		hint: 'Export the customers in them as CSV or XLSX, if there are any.',
	},
	FORMULA_GUARD: {
		severity: 'warning',
		message: 'An apostrophe that guards against formulas was taken off',
		hint: "Switch 'Formula Guard' off if the apostrophe belongs to the text.",
	},
	FORMULA_IN_TEXT: {
		severity: 'error',
		message: 'The text is a formula, which a spreadsheet program would run',
		hint: "Write its result instead, or set 'Formulas' to keep or clean.",
	},
	FOOTER_ROWS: {
		severity: 'warning',
		message: 'A row at the end is a total or a remark and was left out',
		hint: "Set 'Footer Rows' to 0 if it is a row like the others.",
	},
	FORMULA_WITHOUT_VALUE: {
		severity: 'warning',
		message: 'The formula has no stored value',
		hint: 'Open the file in a spreadsheet program and save it once.',
	},
	GONE_SINCE: { severity: 'warning', message: 'The customer was removed after the import' },
	HEADER_DOUBTFUL: {
		severity: 'warning',
		message: 'The first row looks like data, not like a header',
		hint: "Switch 'File Contains Headers' off if the file has none.",
	},
	HEADER_ONLY: { severity: 'warning', message: 'The file has a header and no rows' },
	IDENTIFIERS_DISAGREE: {
		severity: 'error',
		message: 'The identifiers of this row belong to different customers',
		hint: 'Check which customer is meant, and merge the two if they are one.',
	},
	IDENTIFIER_TAKEN: {
		severity: 'error',
		message: 'An identifier of this row belongs to another customer',
		hint: 'Correct the value, or leave it out of the identifiers if people share it.',
	},
	INVALID_CONSENT: {
		severity: 'error',
		message: 'The consent is neither yes nor no',
		hint: 'Write yes or no.',
	},
	INVALID_SUBSCRIPTION: {
		severity: 'error',
		message: 'The subscription cannot be understood',
		hint: 'Write subscribed, unconfirmed, suspended or unsubscribed.',
	},
	INVALID_DATE: {
		severity: 'error',
		message: 'This is not a date',
		hint: 'Write it as 2022-09-30 or 30.09.2022 10:09.',
	},
	INVALID_EMAIL: {
		severity: 'error',
		message: 'This is not an e-mail address',
		hint: 'Write it as name@example.com.',
	},
	INVALID_NUMBER: { severity: 'error', message: 'This is not a number' },
	INVALID_OPTION: { severity: 'error', message: 'This value is not among the allowed ones' },
	INVALID_PHONE: {
		severity: 'error',
		message: 'This is not a phone number',
		hint: 'Write it with the country prefix, as +48 501 228 855.',
	},
	LATE_LABEL: { severity: 'warning', message: 'A field comes too late in the file to be a column' },
	LONG_ROW: { severity: 'warning', message: 'The row has more cells than the header' },
	LOOKALIKE_DOMAIN: {
		severity: 'warning',
		message: 'The domain looks like a well-known one and is another',
		hint: 'Check the letters with accents in it.',
	},
	MAY_EXIST: {
		severity: 'error',
		message:
			'The import ended while it wrote this customer, who has nothing to be looked up by, so he was not written again',
		hint: 'Look for the customer in the destination; if he is not there, import this row by itself.',
	},
	MIXED_DATE_FORMAT: {
		severity: 'error',
		message: 'The date is not written as the other dates of the file',
		hint: 'Write all dates of the file in one format.',
	},
	MIXED_DATE_ORDER: {
		severity: 'error',
		message: 'The column mixes day-first and month-first dates',
		hint: 'Write all dates of the column in one order.',
	},
	MOJIBAKE: {
		severity: 'warning',
		message: 'The text looks as if it had been decoded twice',
		hint: 'Export it again as UTF-8.',
	},
	NOT_FOUND: { severity: 'warning', message: 'No such customer exists, and this import only modifies' },
	NOT_IN_ENCODING: {
		severity: 'error',
		message: 'Some characters do not exist in the chosen encoding',
		hint: 'Write the file as UTF-8.',
	},
	NOT_MAPPED: { severity: 'warning', message: 'The column was mapped to no field' },
	NOT_REACHED: {
		severity: 'error',
		message: 'The import stopped before this row',
		hint: 'Resume the import, or run it again.',
	},
	NO_COUNTRY_PREFIX: {
		severity: 'error',
		message: 'The phone number has no country prefix',
		hint: "Write it with the prefix, or set 'Default Country'.",
	},
	NO_IDENTIFIER: {
		severity: 'error',
		message: 'The row does not hold the minimum customer data',
		hint: "Fill in an identifier, or change 'Minimum Customer Data'.",
	},
	NOT_UNIQUE: {
		severity: 'error',
		message: 'The value must be unique, and an earlier row has it',
		hint: 'Correct the value, or merge the rows.',
	},
	NO_KEY: { severity: 'warning', message: 'The row has nothing a customer could be recognised by' },
	NO_SUCH_FIELD: {
		severity: 'warning',
		message: 'The destination has no such field, so the value was not written',
		hint: "Make the field there, or map the column to one it has. For a CRM, 'Field Names' of the credential can name the field that stands for ours.",
	},
	PLACEHOLDER: { severity: 'warning', message: 'The value stands for "nothing" and was left out' },
	PLAN_CHANGED_CUSTOMER: {
		severity: 'warning',
		message: 'The customer is not as he was when the plan was made, and the row was planned again',
		hint: 'Check the customer.',
	},
	POSSIBLE_DUPLICATE: {
		severity: 'warning',
		message: 'The row looks like the same customer as another one',
		hint: 'Compare the two rows, and give them the same identifier if they are one customer.',
	},
	PRECISION_LOST: {
		severity: 'error',
		message: 'The number has more digits than a spreadsheet keeps, and the last ones are lost',
		hint: 'Format the column as text and enter the value again.',
	},
	PREFIX_ASSUMED: {
		severity: 'warning',
		message: 'The number was read as international though it has no plus',
		hint: 'Write it with the plus and the country prefix.',
	},
	REMOVAL_REFUSED: {
		severity: 'warning',
		message: 'The destination refused to remove the customer, so the one that the import created was kept',
		hint: 'Remove there what refers to the customer, and then the customer.',
	},
	REQUIRED_EMPTY: { severity: 'error', message: 'A required field is empty', hint: 'Fill it in.' },
	SETTING_CONTRADICTS_FILE: {
		severity: 'warning',
		message: 'A setting does not agree with what the file looks like',
	},
	SEVERAL_CUSTOMERS: {
		severity: 'error',
		message: 'More than one customer has this identifier',
		hint: 'Merge the customers in the destination first.',
	},
	SHARED_VALUE: { severity: 'warning', message: 'Many otherwise different rows share this value' },
	SHORT_ROW: { severity: 'warning', message: 'The row has fewer cells than the header' },
	SPECIAL_CHARACTER: {
		severity: 'error',
		message: 'The text holds special characters',
		hint: "Write it without them, or set 'Special Characters' to keep or clean.",
	},
	STOPPED_BY_LIMIT: {
		severity: 'error',
		message: 'The import stopped before this row, at a limit that was set for it',
		hint: 'Check the report. Raise the limit if all is well, and resume the import or run it again.',
	},
	TITLE_ROWS: {
		severity: 'warning',
		message: 'A row above the header was left out',
		hint: "Set 'Rows to Skip' to 0 if it is the header.",
	},
	TOO_LONG: { severity: 'error', message: 'The value is too long' },
	TRUNCATED_FILE: {
		severity: 'error',
		message: 'The file ends in the middle',
		hint: 'Fetch or export it again.',
	},
	UNITS_ROW: {
		severity: 'warning',
		message: 'The row under the header explains the columns and was left out',
		hint: "Set 'Units Row' to no if it is a row like the others.",
	},
	UNKNOWN_OUTCOME: {
		severity: 'error',
		message: 'The destination did not say whether the customer was written',
		hint: 'Run the import again: it looks each customer up before it writes.',
	},
	WRITE_FAILED: { severity: 'error', message: 'The destination refused the customer' },
};

/** An issue with the wording of its code, made more exact by `details`. */
export function makeIssue(code: IssueCode, details: Partial<Omit<RowIssue, 'code'>> = {}): RowIssue {
	return { ...ISSUES[code], code, ...details };
}
