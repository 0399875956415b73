import { DIALECTS } from '../../../lib/sql';
import { describeCatalogue } from './catalogueConformance';
import type { DialectFixture, SqlTestServer } from './conformance';
import { describeDialect } from './conformance';
import { clickhouseFixture } from './engines/clickhouse';
import { mssqlEngine, mssqlFixture } from './engines/mssql';
import { mysqlFixture } from './engines/mysql';
import { isNamed } from './engines/named';
import { oracleEngine, oracleFixture } from './engines/oracle';
import { postgresFixture } from './engines/postgres';
import { sqliteFixture } from './engines/sqlite';
import { describeWriter } from './writerConformance';

/**
 * No server of the last two can be installed by a test. They are run where `TEST_MSSQL_URL` or `TEST_ORACLE_URL` names
 * one; what of them can be proved without one is in the tests of their own.
 */
const FIXTURES: ReadonlyArray<DialectFixture & { readonly isThere: boolean }> = [
	{ ...postgresFixture, isThere: true },
	{ ...mysqlFixture, isThere: true },
	{ ...clickhouseFixture, isThere: true },
	{ ...sqliteFixture, isThere: true },
	{ ...mssqlFixture, isThere: isNamed(mssqlEngine) },
	{ ...oracleFixture, isThere: isNamed(oracleEngine) },
];

it('has a fixture for every dialect', () => {
	const names = FIXTURES.map(({ dialect }) => dialect.name);
	expect(names.toSorted()).toEqual(DIALECTS.map(({ name }) => name).toSorted());
});

for (const fixture of FIXTURES.filter(({ isThere }) => isThere)) {
	describe(fixture.dialect.name, () => {
		let server: SqlTestServer | undefined;

		/** One server for all parts of the suite. */
		const shared: DialectFixture = {
			...fixture,
			async start() {
				server ??= await fixture.start();
				return { ...server, stop: async () => {} };
			},
		};

		afterAll(async () => await server?.stop());

		describeDialect(shared);
		describeCatalogue(shared);
		describeWriter(shared);
	});
}
