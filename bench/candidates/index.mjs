/**
 * Who is measured at what. A new candidate is one file with a `run` function and one line here.
 *
 * `ours` is the line that ratios are taken against. `floor` is no competitor but the least that the work can
 * cost. `checks` says which counts must come out: those of the rows as text, those of the rows with types,
 * the rows and different customers, the phone numbers, the rows of a table and the last of them, or none for floors that look at nothing.
 * @typedef {object} Candidate
 * @property {string} name
 * @property {string} module a file of this folder
 * @property {boolean} [ours]
 * @property {boolean} [floor]
 * @property {'text' | 'typed' | 'customers' | 'phones' | 'pulled'} [checks]
 * @property {string} [remark]
 * @property {number} [target] what we want "×" to be at least: how many times our time this one takes
 * @property {boolean} [net] whether that is meant without the making of the rows
 */

/**
 * @typedef {object} Stage
 * @property {string} name what `--only` takes
 * @property {string} title
 * @property {string} [note] what the work is, or what its limit is
 * @property {string[]} sizes the data sets of a full run
 * @property {string} quickSize the one of a quick run
 * @property {'csv' | 'xlsx' | 'xls' | 'zip'} input
 * @property {'csv' | 'xlsx'} [output] the kind of file that is written, and read again for the check
 * @property {boolean} [server] whether the rows are in a table of a PostgreSQL
 * @property {Candidate[]} candidates
 */

/** @type {Stage[]} */
export const STAGES = [
	{
		name: 'csv-read',
		title: 'Reading CSV',
		note: 'Some 50 to 70 ms of ours go by before the first row: the encoding and the dialect are found, and V8 compiles the scanner. On a large file that is nothing; on a small one it is what is missing to the target.',
		sizes: ['c28', 'c250'],
		quickSize: 'quick',
		input: 'csv',
		candidates: [
			{ name: 'ours', module: 'oursRead.mjs', ours: true, checks: 'text' },
			{ name: 'csv-parse', module: 'csvParse.mjs', checks: 'text', remark: 'stream of arrays', target: 4 },
			{ name: 'papaparse', module: 'papaparse.mjs', checks: 'text', remark: 'stream decoded before' },
			{
				name: 'JSON.parse of the same rows',
				module: 'jsonParse.mjs',
				floor: true,
				checks: 'text',
				remark: 'one JSON array a line',
				target: 1,
			},
		],
	},
	{
		name: 'xlsx-read',
		title: 'Reading XLSX',
		note: 'Inflating runs in the thread pool beside us; what is beyond it is the scan of 156 MB of XML and the making of 3.9 million cells, of which garbage collection is the largest part.',
		sizes: ['x28'],
		quickSize: 'tiny',
		input: 'xlsx',
		candidates: [
			{ name: 'ours', module: 'oursRead.mjs', ours: true, checks: 'typed' },
			{ name: 'exceljs', module: 'exceljsRead.mjs', checks: 'typed', remark: 'streaming reader', target: 6 },
			{
				name: 'SheetJS',
				module: 'sheetjsRead.mjs',
				checks: 'typed',
				remark: 'dense, all in memory',
				target: 9,
			},
			{
				name: 'decompression alone',
				module: 'inflateOnly.mjs',
				floor: true,
				remark: 'nothing read of it',
				target: 0.25,
			},
		],
	},
	{
		name: 'xls-read',
		title: 'Reading XLS',
		note: 'About a third of the time is before the first row: the shared strings of both sheets are indexed first.',
		sizes: ['xls28'],
		quickSize: 'tiny',
		input: 'xls',
		candidates: [
			{ name: 'ours', module: 'oursRead.mjs', ours: true, checks: 'typed' },
			{
				name: 'SheetJS',
				module: 'sheetjsRead.mjs',
				checks: 'typed',
				remark: 'dense, all in memory',
				target: 10,
			},
		],
	},
	{
		name: 'zip-read',
		title: 'Reading CSV files in a ZIP archive',
		sizes: ['c28'],
		quickSize: 'quick',
		input: 'zip',
		candidates: [
			{ name: 'ours', module: 'oursRead.mjs', ours: true, checks: 'text', remark: 'five files' },
			{ name: 'decompression alone', module: 'inflateOnly.mjs', floor: true, remark: 'nothing read of it' },
		],
	},
	{
		name: 'csv-write',
		title: 'Writing CSV',
		sizes: ['x28'],
		quickSize: 'quick',
		input: 'csv',
		output: 'csv',
		candidates: [
			{ name: 'ours', module: 'oursWrite.mjs', ours: true, checks: 'text' },
			{
				name: 'csv-stringify',
				module: 'csvStringify.mjs',
				checks: 'text',
				remark: 'without guard against formulas; ours has one',
				target: 2,
				net: true,
			},
			{ name: 'making the rows', module: 'rowsOnly.mjs', floor: true, remark: 'contained in every time' },
		],
	},
	{
		name: 'xlsx-write',
		title: 'Writing XLSX',
		sizes: ['x28'],
		quickSize: 'tiny',
		input: 'xlsx',
		output: 'xlsx',
		candidates: [
			{ name: 'ours', module: 'oursWrite.mjs', ours: true, checks: 'typed' },
			{ name: 'exceljs', module: 'exceljsWrite.mjs', checks: 'typed', remark: 'streaming writer', target: 4 },
			{ name: 'SheetJS', module: 'sheetjsWrite.mjs', checks: 'typed', remark: 'all in memory', target: 4 },
			{ name: 'making the rows', module: 'rowsOnly.mjs', floor: true, remark: 'contained in every time' },
		],
	},
	{
		name: 'phones',
		title: 'Normalizing phone numbers',
		note: 'Both phone columns of the file, with one default country.',
		sizes: ['c28'],
		quickSize: 'quick',
		input: 'csv',
		candidates: [
			{ name: 'ours', module: 'oursPhones.mjs', ours: true, checks: 'phones' },
			{
				name: 'libphonenumber-js',
				module: 'libphonenumber.mjs',
				checks: 'phones',
				remark: 'parsePhoneNumber with full metadata',
				target: 1,
			},
		],
	},
	{
		name: 'map',
		title: 'Mapping and normalizing',
		note: 'All 14 columns with every rule on, from rows in memory to customers in memory.',
		sizes: ['c28'],
		quickSize: 'quick',
		input: 'csv',
		candidates: [
			{ name: 'ours', module: 'oursMap.mjs', ours: true, checks: 'customers' },
			{
				name: 'libphonenumber-js on the same phones',
				module: 'libphonenumber.mjs',
				floor: true,
				checks: 'phones',
				remark: 'two of the 14 columns',
			},
		],
	},
	{
		name: 'path',
		title: 'The whole path without n8n: read, map, normalize, find duplicates, write CSV',
		note: 'On another machine a program made for one such file went through 150,000 rows a second; ours, which maps by itself, has every rule on and looks for values that many people share, was to take at most 1.5 times as long. The hand-written program beside it here knows the columns and their forms, and checks nothing else. Where that target is missed: mapping and normalizing 14 columns by every rule takes some 40 % of the time, the two looks at all rows for values that many people share some 30 %, and one thread does it all.',
		sizes: ['c250', 'g1'],
		quickSize: 'quick',
		input: 'csv',
		candidates: [
			{ name: 'ours', module: 'oursPath.mjs', ours: true, checks: 'customers' },
			{
				name: 'written by hand',
				module: 'handWrittenPath.mjs',
				checks: 'customers',
				remark: 'csv-parse, libphonenumber-js, a Set, csv-stringify',
				target: 1,
			},
		],
	},
	{
		name: 'import',
		title: 'The whole import into the local customer base',
		note: 'Each row is mapped and normalized by every rule, counted and compared with all others of the file before anything is merged, looked up, journaled and written; the loop does none of that. The file is read and mapped once; rows wait in memory and in a temporary file until it is known which values many people share. SQLite writes in a thread of its own while the next 10,000 rows are looked up, planned and journaled; that needs a second free core. What is left is the thread that plans: two fifths of its time go by before the first row can be written (reading, mapping, normalizing and counting), the rest is looking up, planning, the journal and garbage collection.',
		sizes: ['c28'],
		quickSize: 'quick',
		input: 'csv',
		candidates: [
			{
				name: 'ours, first time',
				module: 'oursImport.mjs',
				ours: true,
				checks: 'customers',
				remark: 'read, map, normalize, look up, write, journal',
			},
			{
				name: 'ours, again',
				module: 'oursImportAgain.mjs',
				ours: true,
				checks: 'customers',
				remark: 'nothing new in the file',
			},
			{
				name: 'bare SQLite loop',
				module: 'sqliteLoop.mjs',
				floor: true,
				checks: 'customers',
				remark: 'csv-parse and one INSERT … ON CONFLICT a row, nothing normalized',
				target: 0.5,
			},
		],
	},
	{
		name: 'import-again',
		title: 'The import again with 1 % changes, into the local customer base',
		note: 'Everybody is there already; every hundredth row has moved to another city. Ours reads, maps, counts and looks up all rows to find the hundredth, and journals what it was before; the loop writes every row anew and knows nothing of changes.',
		sizes: ['c28'],
		quickSize: 'quick',
		input: 'csv',
		candidates: [
			{
				name: 'ours',
				module: 'oursImportChanged.mjs',
				ours: true,
				checks: 'customers',
				remark: 'read, map, normalize, look up, write the changed, journal',
			},
			{
				name: 'bare SQLite loop',
				module: 'sqliteLoopChanged.mjs',
				floor: true,
				checks: 'customers',
				remark: 'csv-parse and one INSERT … ON CONFLICT DO UPDATE a row',
				target: 0.5,
			},
		],
	},
	{
		name: 'postgres',
		title: 'The whole import into a table of PostgreSQL',
		note: 'The table has unique indexes on the customer number and the e-mail without case, and an index on the phone; the server runs on the same machine and takes its share of the processors. Our process works about three times as long as the server does for it, on the import itself, which the COPY has nothing of: reading, mapping, comparing all rows with one another, planning, the journal. That alone takes longer than twice the COPY. The look-ups and writes of the table alone are in the line below; a third of what the server does for them is to look for phones in each of the three forms in which other programs write them.',
		sizes: ['c28'],
		quickSize: 'quick',
		input: 'csv',
		candidates: [
			{
				name: 'ours',
				module: 'oursPostgres.mjs',
				ours: true,
				checks: 'customers',
				remark: 'read, map, normalize, look up, write, journal',
			},
			{
				name: 'ours, look-ups and writes alone',
				module: 'oursPostgresTable.mjs',
				ours: true,
				checks: 'customers',
				remark: 'of customers in memory, as many at once as an import takes',
			},
			{
				name: 'COPY and INSERT … ON CONFLICT',
				module: 'postgresCopy.mjs',
				floor: true,
				checks: 'customers',
				remark: 'the bytes of the file into a temporary table, and from there with one statement',
				target: 0.5,
			},
		],
	},
	{
		name: 'sql-pull',
		title: 'The first pull of a table from PostgreSQL',
		note: 'Into row batches, with the watermark kept after each chunk of 10,000 rows. Server and client share the processors. The target of five times is meant for n8n’s whole node, which makes an item of every row and keeps all of them; what stands here is only its query in pages, so the target is stricter here than it was meant.',
		sizes: ['m1'],
		quickSize: 'quick',
		input: 'csv',
		server: true,
		candidates: [
			{
				name: 'ours',
				module: 'oursPull.mjs',
				ours: true,
				checks: 'pulled',
				remark: 'what the trigger does, without executions',
			},
			{
				name: "the inside of n8n's Postgres node",
				module: 'n8nPostgres.mjs',
				checks: 'pulled',
				remark: 'LIMIT and OFFSET, pages dropped; n8n itself would come on top',
				target: 5,
			},
			{
				name: 'psql COPY … TO STDOUT',
				module: 'psqlCopy.mjs',
				floor: true,
				checks: 'pulled',
				remark: 'lines counted, nothing read of them',
				target: 0.25,
			},
		],
	},
];
