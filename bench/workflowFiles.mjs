/** The workflows that are measured inside n8n: our nodes, and what people build from n8n's own. */

const OURS = 'n8n-nodes-customer-import';

function node(name, type, typeVersion, parameters, place) {
	return {
		id: name.toLowerCase().replaceAll(' ', '-'),
		name,
		type,
		typeVersion,
		parameters,
		position: [place * 220, 0],
	};
}

/** A workflow of nodes one after another. */
function chain(id, name, steps) {
	const nodes = steps.map(([title, type, version, parameters], place) =>
		node(title, type, version, parameters, place),
	);
	const connections = Object.fromEntries(
		nodes
			.slice(0, -1)
			.map(({ name: from }, place) => [
				from,
				{ main: [[{ node: nodes[place + 1].name, type: 'main', index: 0 }]] },
			]),
	);
	return { id, name, nodes, connections, settings: { executionOrder: 'v1' }, active: false };
}

const trigger = ['Start', 'n8n-nodes-base.manualTrigger', 1, {}];

function readFile(path) {
	return [
		'Read File',
		'n8n-nodes-base.readWriteFile',
		1.1,
		{ operation: 'read', fileSelector: path, options: {} },
	];
}

function writeFile(path) {
	return [
		'Write File',
		'n8n-nodes-base.readWriteFile',
		1.1,
		{ operation: 'write', fileName: path, dataPropertyName: 'data', options: {} },
	];
}

/** The one node that is measured of `ourParse` and `n8nExtract`. */
export const PARSING_NODE = 'Parse';

/** Ours: the rows of a CSV file as row batches. */
export function ourParse(id, path) {
	return chain(id, 'Our parsing', [
		trigger,
		readFile(path),
		[PARSING_NODE, `${OURS}.customerFileParse`, 1, { binaryField: 'data', output: 'batch', options: {} }],
	]);
}

/** n8n's own: the rows of a CSV file as items. */
export function n8nExtract(id, path) {
	return chain(id, "n8n's own parsing", [
		trigger,
		readFile(path),
		[
			PARSING_NODE,
			'n8n-nodes-base.extractFromFile',
			1.1,
			{ operation: 'csv', binaryPropertyName: 'data', options: {} },
		],
	]);
}

/** The one node that is measured of `ourMapping` and `n8nEditFields`. */
export const MAPPING_NODE = 'Map';

const ourMap = [
	MAPPING_NODE,
	`${OURS}.customerMapNormalize`,
	1,
	{
		mappingMode: 'automatic',
		columns: {},
		identifiers: ['email', 'phone', 'crmId'],
		minimum: 'any',
		defaultCountry: 'PL',
		output: 'same',
		options: {},
	},
];

/** Ours: the rows of a CSV file mapped and normalized, as row batches. */
export function ourMapping(id, path) {
	return chain(id, 'Our mapping', [
		trigger,
		readFile(path),
		['Parse', `${OURS}.customerFileParse`, 1, { binaryField: 'data', output: 'batch', options: {} }],
		ourMap,
	]);
}

const DIGITS = String.raw`.replace(/\D/g, '').replace(/^00/, '').replace(/^(?=\d{9}$)/, '48')`;

/** What somebody writes in Edit Fields who knows the file. */
const EXPRESSIONS = {
	crmId: "$json['Customer ID'].trim()",
	firstName: "$json['First name'].trim().normalize('NFC')",
	lastName: "$json['Last name'].trim().normalize('NFC')",
	email: "$json['E-mail'].trim().toLowerCase()",
	phone: `$json['Phone']${DIGITS}`,
	mobile: `$json['Mobile']${DIGITS}`,
	birthDate: "DateTime.fromISO($json['Date of birth']).toISODate()",
	lastPurchase:
		"DateTime.fromFormat($json['Last purchase'], 'dd.MM.yyyy HH:mm').toFormat(\"yyyy-MM-dd'T'HH:mm\")",
	orderValue: "Number($json['Order value'].replaceAll(',', ''))",
	newsletter: "['yes', 'tak'].includes($json['Newsletter'].toLowerCase())",
	company: "$json['Company'].trim().normalize('NFC')",
	city: "$json['City'].trim().normalize('NFC')",
	country: "$json['Country'].trim().toUpperCase()",
	notes: "$json['Notes'].trim().normalize('NFC')",
};

const TYPES = { orderValue: 'number', newsletter: 'boolean' };

/** n8n's own: the same columns by expressions, as items. */
export function n8nEditFields(id, path) {
	const assignments = Object.entries(EXPRESSIONS).map(([name, expression]) => ({
		id: name,
		name,
		value: `={{ ${expression} }}`,
		type: TYPES[name] ?? 'string',
	}));
	return chain(id, 'Edit Fields', [
		trigger,
		readFile(path),
		[
			'Extract from File',
			'n8n-nodes-base.extractFromFile',
			1.1,
			{ operation: 'csv', binaryPropertyName: 'data', options: {} },
		],
		[
			MAPPING_NODE,
			'n8n-nodes-base.set',
			3.4,
			{ mode: 'manual', assignments: { assignments }, includeOtherFields: false, options: {} },
		],
	]);
}

/** Ours: into the local customer base, as row batches. */
export function ourWorkflow(id, path) {
	return chain(id, 'Ours', [
		trigger,
		readFile(path),
		['Parse', `${OURS}.customerFileParse`, 1, { binaryField: 'data', output: 'batch', options: {} }],
		ourMap,
		[
			'Upsert',
			`${OURS}.customerUpsert`,
			1,
			{
				operation: 'upsert',
				destination: 'localBase',
				baseName: 'bench',
				importType: 'addAndModify',
				mainIdentifier: 'email',
				fallbackIdentifiers: { identifier: [{ field: 'phone' }, { field: 'crmId' }] },
				duplicates: 'ignore',
				output: 'same',
				options: {},
			},
		],
	]);
}

/** n8n's own: the file without repeated customers, as a new file. Nothing is normalized, and nothing kept for next time. */
export function n8nWorkflow(id, path, format, outPath) {
	return chain(id, "n8n's own nodes", [
		trigger,
		readFile(path),
		[
			'Extract from File',
			'n8n-nodes-base.extractFromFile',
			1.1,
			{ operation: format, binaryPropertyName: 'data', options: {} },
		],
		[
			'Remove Duplicates',
			'n8n-nodes-base.removeDuplicates',
			2,
			{
				operation: 'removeDuplicateInputItems',
				compare: 'selectedFields',
				fieldsToCompare: 'Customer ID',
				options: {},
			},
		],
		[
			'Convert to File',
			'n8n-nodes-base.convertToFile',
			1.1,
			{ operation: 'csv', binaryPropertyName: 'data', options: {} },
		],
		writeFile(outPath),
	]);
}

/** Ours: the rows of a file as a file of another format, as row batches. */
export function ourExport(id, path, format, outPath) {
	return chain(id, 'Our export', [
		trigger,
		readFile(path),
		['Parse', `${OURS}.customerFileParse`, 1, { binaryField: 'data', output: 'batch', options: {} }],
		[
			'Export',
			`${OURS}.customerExport`,
			1,
			{ operation: 'export', source: 'input', format, fileName: 'out' },
		],
		writeFile(outPath),
	]);
}

/** n8n's own: the same, as items. */
export function n8nExport(id, path, format, outPath) {
	return chain(id, "n8n's own export", [
		trigger,
		readFile(path),
		[
			'Extract from File',
			'n8n-nodes-base.extractFromFile',
			1.1,
			{ operation: 'csv', binaryPropertyName: 'data', options: {} },
		],
		[
			'Convert to File',
			'n8n-nodes-base.convertToFile',
			1.1,
			{ operation: format, binaryPropertyName: 'data', options: {} },
		],
		writeFile(outPath),
	]);
}

/** The one node that is measured of `ourTable` and `n8nTable`. */
export const TABLE_NODE = 'Upsert';

const tableOf = (name) => ({ __rl: true, mode: 'name', value: name });

/** The file as customers, before the node that is measured. */
const mapped = (path, output) => [
	trigger,
	readFile(path),
	['Parse', `${OURS}.customerFileParse`, 1, { binaryField: 'data', output, options: {} }],
	ourMap,
];

/** Ours: customers into a table of PostgreSQL, as row batches. */
export function ourTable(id, path) {
	const parameters = {
		operation: 'upsert',
		destination: 'sqlTable',
		sqlTable: tableOf('public.customers'),
		requireUniqueIndex: false,
		importType: 'addAndModify',
		mainIdentifier: 'email',
		fallbackIdentifiers: { identifier: [{ field: 'phone' }, { field: 'crmId' }] },
		duplicates: 'ignore',
		output: 'same',
		options: {},
	};
	return withCredential(
		chain(id, 'Our table', [...mapped(path, 'batch'), [TABLE_NODE, `${OURS}.customerUpsert`, 1, parameters]]),
		'customerSqlApi',
	);
}

/** What n8n's own node writes where: what is empty as NULL, as ours does. */
const TABLE_COLUMNS = {
	crm_id: '$json.crmId',
	first_name: '$json.firstName || null',
	last_name: '$json.lastName || null',
	email: '$json.email || null',
	phone: '[].concat($json.phone)[0] || null',
	birth_date: '$json.birthDate || null',
	company: '$json.company || null',
	city: '$json.city || null',
	country: '$json.country || null',
	notes: '$json.notes || null',
	newsletter_consent: '$json.newsletterConsent ?? null',
};

/** n8n's own: the same customers as items, by their number. */
export function n8nTable(id, path) {
	const value = Object.fromEntries(
		Object.entries(TABLE_COLUMNS).map(([column, expression]) => [column, `={{ ${expression} }}`]),
	);
	const parameters = {
		operation: 'upsert',
		schema: { __rl: true, mode: 'list', value: 'public' },
		table: tableOf('customers'),
		columns: { mappingMode: 'defineBelow', value, matchingColumns: ['crm_id'], schema: [] },
		options: {},
	};
	return withCredential(
		chain(id, "n8n's own table", [
			...mapped(path, 'item'),
			[TABLE_NODE, 'n8n-nodes-base.postgres', 2.6, parameters],
		]),
		'postgres',
	);
}

function withCredential(workflow, credentialType) {
	const nodes = workflow.nodes.map((one) => (one.name === TABLE_NODE ? { ...one, credentialType } : one));
	return { ...workflow, nodes };
}
