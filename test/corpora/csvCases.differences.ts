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
	'a delimiter that is a line break is an error that says so, and not a comma': ['papa:PARSE_TESTS:84'],
	'of a file whose header is left out, the next row is one': ['papa:PARSE_TESTS:146'],
	'the expected rows were changed after the file was: the file holds another number': [
		'spectrum:location_coordinates.csv',
	],
	'the expected rows have CRLF inside a cell where the file has LF': ['spectrum:newlines_crlf.csv'],
};
