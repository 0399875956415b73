import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { INodeProperties, INodeType } from 'n8n-workflow';
import { CustomerCrmApi } from '../../credentials/CustomerCrmApi.credentials';
import { FIELDS, FORMATS } from '../../lib';
import { CustomerExport } from '../../nodes/CustomerExport/CustomerExport.node';
import { CustomerFileParse } from '../../nodes/CustomerFileParse/CustomerFileParse.node';
import { CustomerMapNormalize } from '../../nodes/CustomerMapNormalize/CustomerMapNormalize.node';
import { CustomerUpsert } from '../../nodes/CustomerUpsert/CustomerUpsert.node';

const ROOT = resolve(__dirname, '../..');
const PACKAGE = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

const NODES: ReadonlyArray<readonly [string, INodeType, readonly string[]]> = [
	['CustomerFileParse', new CustomerFileParse(), ['Rows', 'Issues']],
	['CustomerMapNormalize', new CustomerMapNormalize(), ['Customers', 'Rejected', 'Summary']],
	['CustomerUpsert', new CustomerUpsert(), ['Saved', 'Not Saved', 'Report']],
	['CustomerExport', new CustomerExport(), []],
];

function isProperty(option: object): option is INodeProperties {
	return 'displayName' in option && 'type' in option;
}

/** All parameters, those inside collections too. */
function allProperties(properties: readonly INodeProperties[]): INodeProperties[] {
	return properties.flatMap((property) => {
		const inner = (property.options ?? []).flatMap((option) => {
			if ('values' in option) return option.values;
			return isProperty(option) ? [option] : [];
		});
		return [property, ...allProperties(inner)];
	});
}

function choicesOf(property: INodeProperties): ReadonlyArray<{ name: string; value: unknown }> {
	return (property.options ?? []).flatMap((option) =>
		'value' in option ? [{ name: option.name, value: option.value }] : [],
	);
}

describe.each(NODES)('the description of %s', (className, node, outputNames) => {
	const { description } = node;
	const properties = allProperties(description.properties);

	it('has no parameter for whose sake n8n hides others', () => {
		expect(properties.map(({ name }) => name)).not.toContain('authentication');
	});

	it('is of the class and the file that n8n loads', () => {
		expect(node.constructor.name).toBe(className);
		expect(description.name).toBe(className.charAt(0).toLowerCase() + className.slice(1));
		expect(PACKAGE.n8n.nodes).toContain(`dist/nodes/${className}/${className}.node.js`);
	});

	it('names every output', () => {
		expect(description.outputNames ?? []).toEqual(outputNames);
		expect(description.outputs).toHaveLength(Math.max(1, outputNames.length));
	});

	it('has its icons beside it, for light and for dark', () => {
		const { icon } = description;
		if (typeof icon !== 'object') throw new Error('The icon is not themed');
		for (const file of [icon.light, icon.dark]) {
			const path = join(ROOT, 'nodes', className, file.replace('file:', ''));
			expect(existsSync(path)).toBe(true);
			expect(readFileSync(path, 'utf8')).toContain('viewBox="0 0 60 60"');
		}
	});

	it('has a codex file with the name under which users get it', () => {
		const codex = JSON.parse(readFileSync(join(ROOT, 'nodes', className, `${className}.node.json`), 'utf8'));
		expect(codex.node).toBe(`${PACKAGE.name}.${description.name}`);
		expect(codex.categories).toEqual(['Data & Storage', 'Sales']);
		expect(codex.alias.length).toBeGreaterThan(3);
	});

	it('has for each choice a default that can be chosen', () => {
		for (const property of properties.filter(({ type }) => type === 'options')) {
			expect([property.name, choicesOf(property).map(({ value }) => value)]).toEqual([
				property.name,
				expect.arrayContaining([property.default]),
			]);
		}
		for (const property of properties.filter(({ type }) => type === 'multiOptions')) {
			expect(choicesOf(property).map(({ value }) => value)).toEqual(
				expect.arrayContaining(property.default as string[]),
			);
		}
	});

	it('offers no choice twice', () => {
		for (const property of properties) {
			const names = choicesOf(property).map(({ name }) => name);
			expect([property.name, names.length]).toEqual([property.name, new Set(names).size]);
		}
	});

	it('can be used as a tool, and has a subtitle', () => {
		expect(description.usableAsTool).toBe(true);
		expect(description.subtitle).toMatch(/^=\{\{/);
	});
});

describe('choices that come from the library', () => {
	const choices = (node: INodeType, name: string) =>
		allProperties(node.description.properties)
			.filter((property) => property.name === name)
			.flatMap((property) => choicesOf(property).map(({ value }) => value));

	it('are all formats that can be read, and all that can be written', () => {
		expect(choices(new CustomerFileParse(), 'format')).toEqual(['auto', ...FORMATS.map(({ name }) => name)]);
		const writable = FORMATS.filter(({ write }) => write).map(({ name }) => name);
		expect(choices(new CustomerExport(), 'format')).toEqual(expect.arrayContaining(writable));
	});

	it('are all fields a column can be', () => {
		expect(choices(new CustomerMapNormalize(), 'field')).toEqual(
			expect.arrayContaining(FIELDS.map(({ name }) => name)),
		);
	});
});

describe('the credential', () => {
	const credential = new CustomerCrmApi();

	it('is the one that the nodes ask for, and is tested by them', () => {
		for (const node of [new CustomerUpsert(), new CustomerExport()]) {
			const [asked] = node.description.credentials ?? [];
			expect(asked?.name).toBe(credential.name);
			expect(Object.keys(node.methods.credentialTest)).toContain(asked?.testedBy);
		}
	});

	it('has its icons beside it', () => {
		for (const file of [credential.icon.light, credential.icon.dark]) {
			expect(existsSync(join(ROOT, 'credentials', file.replace('file:', '')))).toBe(true);
		}
	});
});
