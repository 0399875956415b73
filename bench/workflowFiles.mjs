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

/** Ours: into the local customer base, as row batches. */
export function ourWorkflow(id, path) {
	return chain(id, 'Ours', [
		trigger,
		readFile(path),
		['Parse', `${OURS}.customerFileParse`, 1, { binaryField: 'data', output: 'batch', options: {} }],
		[
			'Map',
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
		],
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
				otherIdentifiers: ['phone', 'crmId'],
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
