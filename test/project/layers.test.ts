import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';

/**
 * Who may import whom. The table of docs/ARCHITECTURE.md, held by a test because n8n's linter
 * allows no rules of our own. A folder may always import its own files.
 */
const LIB_PARTS = [
	'lib/import',
	'lib/upsert',
	'lib/mapping',
	'lib/dedupe',
	'lib/formats',
	'lib/normalize',
	'lib/connectors',
	'lib/sql',
	'lib/report',
	'lib/state',
];
const GROUND = ['lib/model.ts', 'lib/errors.ts', 'lib/fields.ts', 'lib/subscriptions.ts'];

const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
	nodes: ['nodes/shared', 'lib/index.ts', 'n8n-workflow'],
	'nodes/shared': ['lib/index.ts', 'n8n-workflow'],
	credentials: ['lib/index.ts', 'n8n-workflow'],
	'lib/index.ts': [...LIB_PARTS, ...GROUND],
	'lib/import': [...LIB_PARTS, ...GROUND],
	'lib/upsert': ['lib/connectors/connector.ts', 'lib/state', 'lib/normalize', ...GROUND],
	'lib/mapping': ['lib/normalize', ...GROUND],
	'lib/dedupe': ['lib/normalize', ...GROUND],
	'lib/formats': GROUND,
	'lib/normalize': GROUND,
	'lib/connectors': [
		'lib/state/database.ts',
		'lib/state/inOrder.ts',
		'lib/state/sqliteErrors.ts',
		'lib/state/whenFree.ts',
		'lib/normalize',
		'lib/sql',
		...GROUND,
	],
	'lib/sql': GROUND,
	'lib/report': ['lib/formats', ...GROUND],
	'lib/state': GROUND,
	'lib/model.ts': [],
	'lib/errors.ts': ['lib/model.ts'],
	'lib/fields.ts': ['lib/model.ts'],
	'lib/subscriptions.ts': [],
	'index.ts': ['lib/index.ts'],
};

const ROOT = resolve(__dirname, '../..');
const IMPORT = /(?:from\s+|import\s*\(\s*|import\s+|require\s*\(\s*)'([^']+)'/g;

interface Import {
	readonly from: string;
	readonly to: string;
}

function sourceFiles(folder: string): string[] {
	return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
		.map((entry) => relative(ROOT, join(entry.parentPath, entry.name)));
}

/** The file a relative import means, as a path from the root; a package's name as it is. */
function target(from: string, specifier: string, files: ReadonlySet<string>): string {
	if (!specifier.startsWith('.')) return specifier;
	const path = relative(ROOT, resolve(ROOT, dirname(from), specifier));
	return [`${path}.ts`, `${path}/index.ts`, path].find((name) => files.has(name)) ?? path;
}

/** The most exact row of the table that a file falls under. */
function layerOf(file: string): string {
	const rows = Object.keys(MAY_IMPORT).filter((row) => file === row || file.startsWith(`${row}/`));
	return rows.sort((a, b) => b.length - a.length)[0] ?? '';
}

function allowed({ from, to }: Import): boolean {
	const layer = layerOf(from);
	if (layer === '') return false;
	const isPackage = !to.includes('.ts');
	if (isPackage && layer.startsWith('lib')) return !to.startsWith('n8n');
	if (isPackage && builtinModules.includes(to.replace(/^node:/, ''))) return layer !== 'credentials';
	const own = layer === 'nodes' ? dirname(from) : layer;
	const inOwnFolder =
		to.startsWith(`${own}/`) && (layer !== 'nodes' || dirname(to).startsWith(dirname(from)));
	return inOwnFolder || (MAY_IMPORT[layer] ?? []).some((name) => to === name || to.startsWith(`${name}/`));
}

function allImports(): Import[] {
	const files = ['lib', 'nodes', 'credentials'].flatMap(sourceFiles).concat('index.ts');
	const known = new Set(files);
	return files.flatMap((from) =>
		[...readFileSync(join(ROOT, from), 'utf8').matchAll(IMPORT)].map((match) => ({
			from,
			to: target(from, match[1] ?? '', known),
		})),
	);
}

describe('layers', () => {
	const imports = allImports();

	it('sees the imports of the whole source', () => {
		expect(imports.length).toBeGreaterThan(50);
	});

	it('lets every folder import only what the table allows', () => {
		const broken = imports.filter((one) => !allowed(one)).map(({ from, to }) => `${from} imports ${to}`);
		expect(broken).toEqual([]);
	});

	it.each([
		{ from: 'lib/formats/csv.ts', to: 'lib/mapping/index.ts' },
		{ from: 'lib/import/index.ts', to: 'n8n-workflow' },
		{ from: 'nodes/CustomerUpsert/CustomerUpsert.node.ts', to: 'lib/upsert/plan.ts' },
		{ from: 'nodes/CustomerUpsert/CustomerUpsert.node.ts', to: 'nodes/CustomerExport/file.ts' },
		{ from: 'lib/model.ts', to: 'lib/errors.ts' },
		{ from: 'credentials/CustomerCrmApi.credentials.ts', to: 'lib/connectors/index.ts' },
		{ from: 'credentials/CustomerCrmApi.credentials.ts', to: 'nodes/shared/destination.ts' },
	])('refuses $from importing $to', (wrong) => {
		expect(allowed(wrong)).toBe(false);
	});
});
