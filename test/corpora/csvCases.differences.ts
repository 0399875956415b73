/** Cases of other CSV parsers that we read differently, by the reason. Held exact both ways. */
export const CSV_CASE_DIFFERENCES: Readonly<Record<string, readonly string[]>> = {
	'a file without a record is an error that says so, and not an empty table': [
		'papa:CORE_PARSER_TESTS:35',
		'papa:PARSE_TESTS:103',
		'papa:PARSE_TESTS:116',
	],
	'what the last line break ends is not followed by one more record': [
		'papa:CORE_PARSER_TESTS:54',
		'papa:PARSE_TESTS:98',
		'papa:PARSE_TESTS:113',
	],
	'a quote that is not closed, or closed in the middle of a cell, makes its cell literal text and swallows no line':
		[
			'papa:CORE_PARSER_TESTS:19',
			'papa:CORE_PARSER_TESTS:20',
			'papa:CORE_PARSER_TESTS:21',
			'papa:CORE_PARSER_TESTS:22',
			'papa:CORE_PARSER_TESTS:23',
		],
	'CR, LF and CRLF all end a record, also in one file': ['papa:PARSE_TESTS:71'],
	'the case compares objects with renamed keys; here the records themselves are compared': [
		'papa:CORE_PARSER_TESTS:59',
		'papa:CORE_PARSER_TESTS:60',
		'papa:CORE_PARSER_TESTS:61',
		'papa:PARSE_TESTS:73',
		'papa:PARSE_TESTS:74',
	],
	'there is no setting for a delimiter of several characters or a line break': [
		'papa:PARSE_TESTS:84',
		'papa:PARSE_TESTS:85',
		'papa:PARSE_TESTS:86',
	],
	'there is no setting for comment lines': [
		'papa:CORE_PARSER_TESTS:46',
		'papa:CORE_PARSER_TESTS:48',
		'papa:PARSE_TESTS:119',
		'papa:PARSE_TESTS:120',
		'papa:PARSE_TESTS:129',
	],
	'there is no setting for an escape character besides the doubled quote': [
		'papa:PARSE_TESTS:126',
		'papa:PARSE_TESTS:127',
	],
	'there is no setting for lines to leave out': [
		'papa:PARSE_TESTS:146',
		'papa:PARSE_TESTS:147',
		'papa:PARSE_TESTS:148',
		'papa:PARSE_TESTS:150',
	],
	'the expected rows were changed after the file was: the file holds another number': [
		'spectrum:location_coordinates.csv',
	],
	'the expected rows have CRLF inside a cell where the file has LF': ['spectrum:newlines_crlf.csv'],
};
