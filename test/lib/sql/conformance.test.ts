import { DIALECTS } from '../../../lib/sql';
import { postgres } from '../../../lib/sql/postgres';
import type { DialectFixture } from './conformance';
import { describeDialect } from './conformance';
import { startTestServer } from './postgresServer';

const FIXTURES: readonly DialectFixture[] = [
	{
		dialect: postgres,
		start: startTestServer,
		types: {
			integer: 'integer',
			bigint: 'bigint',
			decimal: 'numeric',
			timestamp: 'timestamp(6)',
			text: 'text COLLATE "C"',
		},
		timestamp: { literal: (text) => `TIMESTAMP '${text}'` },
		slowQuery: 'SELECT pg_sleep(10)',
	},
];

it('has a fixture for every dialect', () => {
	expect(FIXTURES.map(({ dialect }) => dialect.name)).toEqual(DIALECTS.map(({ name }) => name));
});

for (const fixture of FIXTURES) describeDialect(fixture);
