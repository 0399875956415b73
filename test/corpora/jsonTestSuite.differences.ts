/** Files of JSONTestSuite that we judge differently, by the reason. Held exact both ways. */
export const JSON_SUITE_DIFFERENCES: Readonly<Record<string, readonly string[]>> = {
	'documents may follow one after the other without line ends, as programs write them into one stream': [
		'n_structure_object_with_trailing_garbage.json',
	],
};
