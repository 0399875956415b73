import type { OracleDifferences } from './sheetOracle';

const DATA_FORMAT_CELLS = ['Sheet1!A8', 'Sheet1!A9', 'Sheet1!A10', 'Sheet1!A23', 'Sheet1!A24', 'Sheet1!A25'];

/** Cells of other projects' workbooks that are read differently from openpyxl, by the reason. Held exact both ways. */
export const XLSX_DIFFERENCES: OracleDifferences = {
	'openpyxl gives nothing of a sheet whose rows are there': {
		'calamine/tests/issue_174.xlsx': ['Sheet1!*'],
		'calamine/tests/issue_553.xlsx': ['Sheet1!*'],
		'readxl/tests/testthat/sheets/Ekaterinburg_IP_9.xlsx': ['СПАРК - Список!*'],
		'fesod/fesod/src/test/resources/compatibility/t03.xlsx': ['重算文件!*'],
		'fesod/fesod-examples/src/test/resources/compatibility/t03.xlsx': ['重算文件!*'],
	},
	'a sheet that holds nothing but errors is empty': {
		'calamine/tests/errors.xlsx': [1, 2, 3, 4, 5, 6, 7].map((row) => `Feuil1!A${row}`),
		'calamine/tests/picture_richdata.xlsx': ['Sheet1!B2'],
		'calamine/tests/pictures_in_cell_and_over_cell.xlsx': ['Sheet1!A1', 'Sheet1!A3'],
	},
	'an escaped carriage return is a carriage return, ECMA-376 part 1, 22.9.2.19': {
		'calamine/tests/has_x000D_.xlsx': ['Sheet1!A1'],
		'calamine/tests/has_x000D_inline.xlsx': ['Sheet1!A1'],
		'readxl/tests/testthat/sheets/new_line_errors.xlsx': ['Blad1!A2'],
	},
	'an escaped underscore is an underscore, in small letters too': {
		'fesod/fesod/src/test/resources/compatibility/t09.xlsx': ['Sheet1!A1'],
		'fesod/fesod-examples/src/test/resources/compatibility/t09.xlsx': ['Sheet1!A1'],
	},
	'a format with the signs for month and day or hour and minute in Chinese is a date': {
		'fesod/fesod/src/test/resources/dataformat/dataformat.xlsx': DATA_FORMAT_CELLS,
		'fesod/fesod-examples/src/test/resources/dataformat/dataformat.xlsx': DATA_FORMAT_CELLS,
	},
	'day 60 is shown as 29 February 1900, which no calendar has': {
		'readxl/tests/testthat/sheets/dates-leap-year-1900-xlsx.xlsx': ['for_testing!A5', 'for_human_eyes!A8'],
	},
	'day 0 of the system from 1904 is 1 January 1904': {
		'exceljs/spec/integration/data/1904.xlsx': ['Sheet1!B4'],
	},
	'openpyxl puts the target of a link into an empty cell': {
		'exceljs/spec/integration/data/test-issue-877.xlsx': ['Handlungsanweisung!A1'],
	},
};

/** What becomes of the workbooks that openpyxl cannot read. */
export const XLSX_WITHOUT_ORACLE: Readonly<Record<string, string>> = {
	'calamine/tests/empty_s_attribute.xlsx': 'read',
	'calamine/tests/issue252.xlsx': 'read',
	'calamine/tests/issue_419.xlsx': 'read',
	'calamine/tests/issue_530.xlsx': 'read',
	'calamine/tests/minimal_package.xlsx': 'read',
	'calamine/tests/pass_protected.xlsx': 'PASSWORD_PROTECTED',
	'exceljs/spec/integration/data/invalid-xml.xlsx': 'read',
	'exceljs/spec/integration/data/missing-bits.xlsx': 'read',
	'exceljs/spec/integration/data/test-row-styles.xlsx': 'read',
	'read-excel-file/test/testCases/advanced-shared-strings.xlsx': 'read',
	'read-excel-file/test/testCases/invalid-file-structure.xlsx': 'UNSUPPORTED_FORMAT',
	'read-excel-file/test/testCases/merged-cells.xlsx': 'read',
	'read-excel-file/test/testCases/trim.xlsx': 'read',
	'readxl/tests/testthat/sheets/los-angeles-arrests-xlsx.xlsx': 'read',
};
