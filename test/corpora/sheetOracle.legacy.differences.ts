import type { OracleDifferences } from './sheetOracle';

/** Cells of other projects' old workbooks that are read differently from xlrd, by the reason. Held exact both ways. */
export const LEGACY_DIFFERENCES: OracleDifferences = {
	'A duration of [h]:mm:ss is hours, minutes and seconds, as a person sees it, and no number or date.': {
		'calamine/tests/date.xls': ['Sheet1!A3'],
		'calamine/tests/date_1904.xls': ['Sheet1!A3'],
	},
	'Dates before 1 March 1900 are read as Excel shows them; xlrd leaves them numbers.': {
		'readxl/tests/testthat/sheets/dates-leap-year-1900-xls.xls': [
			...['2', '3', '4', '5'].map((row) => `for_testing!A${row}`),
			...['5', '6', '7', '8'].map((row) => `for_human_eyes!A${row}`),
		],
		'fesod/fesod/src/test/resources/style/styleTest.xls': ['Sheet1!A1'],
		'fesod/fesod-examples/src/test/resources/style/styleTest.xls': ['Sheet1!A1'],
	},
	'The list of expected values leaves out the cells of this sheet of 65,536 rows.': {
		'readxl/tests/testthat/sheets/65536-rows-xls.xls': ['Sheet1!*'],
	},
};

/** What becomes of the workbooks that xlrd cannot read. */
export const LEGACY_WITHOUT_ORACLE: Readonly<Record<string, string>> = {
	// The file is cut; the sheets before the cut are read, and those behind it are reported.
	'calamine/tests/OOM_alloc3.xls': 'DAMAGED_FILE',
	'calamine/tests/gh548_incorrect_sst_unique_count.xls': 'read',
	'calamine/tests/issue_385.xls': 'PASSWORD_PROTECTED',
	// A line of text that says an attachment was not found.
	'calamine/tests/too_small.xls': 'read',
	'fesod/fesod/src/test/resources/demo/pwd_123.xls': 'PASSWORD_PROTECTED',
	'fesod/fesod-examples/src/test/resources/demo/pwd_123.xls': 'PASSWORD_PROTECTED',
};
