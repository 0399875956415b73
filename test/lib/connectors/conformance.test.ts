import {
	CONNECTORS,
	type ConnectorName,
	type ConnectorSettings,
	openConnector,
} from '../../../lib/connectors';
import { describeConnector } from './conformance';

/** How each destination is opened empty; the compiler asks for a line when one is added. */
const EMPTY: Readonly<Record<ConnectorName, ConnectorSettings>> = {
	localBase: { path: ':memory:' },
};

for (const [name, settings] of Object.entries(EMPTY)) {
	describeConnector(name, async () => await openConnector(name, settings));
}

it('runs for every destination', () => {
	expect(Object.keys(EMPTY)).toEqual(Object.keys(CONNECTORS));
});

it('says which destinations there are when asked for another', async () => {
	await expect(openConnector('nowhere', {})).rejects.toMatchObject({
		kind: 'user',
		hint: expect.stringContaining('localBase'),
	});
	await expect(openConnector('localBase', {})).rejects.toMatchObject({ kind: 'user', code: 'NO_PATH' });
});
