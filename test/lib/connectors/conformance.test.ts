import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONNECTORS, openConnector } from '../../../lib/connectors';
import { describeConnector } from './conformance';

describeConnector(
	CONNECTORS.localBase.title,
	async () => await openConnector('localBase', { path: ':memory:' }),
);

/** Every other destination needs a server, which its own test starts. */
it.each(Object.keys(CONNECTORS).filter((name) => name !== 'localBase'))('runs for %s', (name) => {
	const test = readFileSync(join(__dirname, `${name}.test.ts`), 'utf8');
	expect(test).toMatch(/^\s*describeConnector\(/m);
});

it('says which destinations there are when asked for another', async () => {
	await expect(openConnector('nowhere', {})).rejects.toMatchObject({
		kind: 'user',
		hint: expect.stringContaining('localBase'),
	});
	await expect(openConnector('localBase', {})).rejects.toMatchObject({ kind: 'user', code: 'NO_PATH' });
});
