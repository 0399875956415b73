import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CustomerSqlApi } from '../../credentials/CustomerSqlApi.credentials';
import { DIALECTS } from '../../lib/sql';
import { SqlScheduledPullTrigger } from '../../nodes/SqlScheduledPullTrigger/SqlScheduledPullTrigger.node';

describe('CustomerSqlApi', () => {
	const credential = new CustomerSqlApi();
	const property = (name: string) => credential.properties.find((one) => one.name === name);

	it('offers every engine there is', () => {
		expect(property('engine')?.options).toEqual(
			DIALECTS.map(({ name, title }) => ({ name: title, value: name })),
		);
	});

	it('hides the password', () => {
		expect(property('password')?.typeOptions).toEqual({ password: true });
	});

	it('is tested by the node', () => {
		const node = new SqlScheduledPullTrigger();
		const [used] = node.description.credentials ?? [];
		expect(used?.name).toBe(credential.name);
		expect(Object.keys(node.methods.credentialTest)).toContain(used?.testedBy);
	});

	it('has its icons', () => {
		for (const icon of Object.values(credential.icon)) {
			expect(existsSync(join(__dirname, '../../credentials', icon.replace('file:', '')))).toBe(true);
		}
	});
});
