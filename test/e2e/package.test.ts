import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { NodeTypeSummary, PackageManifest } from '../../tools/n8n.mjs';
import { packedFiles, packedManifest } from '../../tools/n8n.mjs';
import type { RealN8n } from './realN8n';
import { realN8n } from './realN8n';

const PACKAGE = 'n8n-nodes-customer-import';
const NODES = [
	'Customer Export',
	'Customer File Parse',
	'Customer Map & Normalize',
	'Customer Upsert',
	'SQL Scheduled Pull Trigger',
];
const CREDENTIALS = ['customerCrmApi', 'customerCrmOAuth2Api', 'customerSqlApi', 'customerStateApi'];

let n8n: RealN8n;

beforeAll(async () => {
	n8n = await realN8n();
});

describe('the packed package', () => {
	let manifest: PackageManifest;
	let files: string[];

	beforeAll(async () => {
		manifest = await packedManifest(n8n.tarball);
		files = await packedFiles(n8n.tarball);
	});

	it('holds the build, the README, the licence and nothing else', () => {
		const others = files.filter((path) => !path.startsWith('dist/'));
		expect(others.sort()).toEqual(['LICENSE', 'README.md', 'package.json']);
	});

	it('holds every node and credential that its manifest names', () => {
		const { nodes, credentials } = manifest['n8n'] as { nodes: string[]; credentials: string[] };
		expect(files).toEqual(expect.arrayContaining([...nodes, ...credentials]));
	});

	it('holds the file of the thread that writes big batches to a local base', () => {
		expect(files).toContain('dist/lib/localBaseThread.js');
	});

	it('holds the licences of the software that is bundled', () => {
		expect(files).toContain('dist/THIRD_PARTY_LICENSES.txt');
	});

	it('depends on nothing but the n8n that is there', () => {
		expect(manifest['dependencies']).toBeUndefined();
		expect(manifest['optionalDependencies']).toBeUndefined();
		expect(manifest['bundledDependencies']).toBeUndefined();
		expect(manifest['peerDependencies']).toEqual({ 'n8n-workflow': '*' });
	});

	it('runs nothing when it is installed', () => {
		const scripts = Object.keys(manifest['scripts'] as Record<string, string>);
		expect(scripts.filter((name) => /install|prepare|prepublish/.test(name))).toEqual([]);
	});
});

describe('the package in n8n', () => {
	let nodeTypes: NodeTypeSummary[];
	let credentialTypes: NodeTypeSummary[];

	beforeAll(async () => {
		nodeTypes = (await n8n.session.nodeTypes()).filter(({ name }) => name.startsWith(`${PACKAGE}.`));
		credentialTypes = (await n8n.session.credentialTypes()).filter(({ name }) => CREDENTIALS.includes(name));
	});

	it('gives all five nodes', () => {
		expect(new Set(nodeTypes.map(({ displayName }) => displayName.replace(/ Tool$/, '')))).toEqual(
			new Set(NODES),
		);
	});

	it('gives both credentials', () => {
		expect(credentialTypes.map(({ name }) => name).sort()).toEqual(CREDENTIALS);
	});

	it('gives icons for light and dark, which n8n serves', async () => {
		const icons = [...nodeTypes, ...credentialTypes].flatMap(({ name, iconUrl }) => {
			if (typeof iconUrl !== 'object') throw new Error(`${name} has no pair of icons`);
			return [iconUrl.light, iconUrl.dark];
		});
		for (const icon of new Set(icons)) {
			const { status, headers, data } = await n8n.session.http.get<string>(`${n8n.url}/${icon}`);
			expect([icon, status, headers['content-type'], data.includes('<svg')]).toEqual([
				icon,
				200,
				expect.stringContaining('image/svg+xml'),
				true,
			]);
		}
	});

	it('stands in the list of installed community packages', async () => {
		const own = JSON.parse(
			readFileSync(join(resolve(__dirname, '../..'), 'package.json'), 'utf8'),
		) as PackageManifest;
		const [installed] = await n8n.session.installedPackages();
		expect(installed).toMatchObject({
			packageName: PACKAGE,
			installedVersion: own.version,
			failedLoading: false,
		});
	});

	it('has a documentation link in every node and a page of words to find it by', () => {
		// n8n gives the twins of nodes that an AI agent may use, 'xTool', a page of its own making.
		for (const { codex } of nodeTypes.filter(({ name }) => !name.endsWith('Tool'))) {
			expect(codex).toMatchObject({
				categories: expect.arrayContaining(['Sales']) as unknown,
				resources: { primaryDocumentation: [{ url: expect.stringMatching(/^https:/) as unknown }] },
			});
		}
	});
});
