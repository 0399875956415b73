import type { TableColumn } from '../../../../lib/connectors/sqlTable/columns';
import { kindOf } from '../../../../lib/connectors/sqlTable/columns';
import type { TableName } from '../../../../lib/connectors/sqlTable/engine';
import { mssqlTable } from '../../../../lib/connectors/sqlTable/mssqlTable';
import { mssql } from '../../../../lib/sql/mssql';

const column = (name: string, type: string): TableColumn => ({
	name,
	type,
	kind: kindOf(type),
	nullable: true,
	primary: false,
	unique: false,
	generated: false,
	hasDefault: false,
	castType: '',
	caseless: true,
	uniqueAlone: false,
	uniqueWithoutCase: false,
});

const TABLE: TableName = {
	path: '[dbo].[Clients]',
	key: column('id', 'int'),
	quote: (name) => mssql.quoteIdentifier(name),
};
const COLUMNS = [column('email', 'nvarchar'), column('balance', 'money'), column('odd]name', 'varchar')];
const FACTS = { columns: new Map(), returns: true };

/** There is no SQL Server to test with: this is what its documentation says it understands. */
describe('a table of SQL Server', () => {
	it('makes rows that tell their keys in the order in which they were sent, also where triggers forbid OUTPUT', () => {
		const { text, values } = mssqlTable.insert(
			TABLE,
			COLUMNS,
			[{ texts: ['jan@example.com', null, 'x'] }, { texts: ["O'Neil", '1.50', null] }],
			FACTS,
		);
		expect(text.split('\n')).toEqual([
			'DECLARE @made TABLE (n int, k nvarchar(450));',
			"MERGE INTO [dbo].[Clients] AS t USING OPENJSON(@p1) WITH (n int '$.n', k nvarchar(450) '$.k', c0 nvarchar(max) '$.c0', c1 nvarchar(max) '$.c1', c2 nvarchar(max) '$.c2') AS s ON 1 = 0",
			'WHEN NOT MATCHED THEN INSERT ([email], [balance], [odd]]name]) VALUES (s.c0, CAST(s.c1 AS money), CAST(s.c2 AS varchar(8000)))',
			'OUTPUT s.n, CONVERT(nvarchar(450), inserted.[id]) INTO @made;',
			'SELECT k FROM @made ORDER BY n',
		]);
		expect(JSON.parse(String(values[0]))).toEqual([
			{ n: 0, c0: 'jan@example.com', c2: 'x' },
			{ n: 1, c0: "O'Neil", c1: '1.50' },
		]);
	});

	it('changes rows by their keys in one statement', () => {
		const { text, values } = mssqlTable.update(TABLE, COLUMNS.slice(0, 1), [{ key: '7', texts: [null] }]);
		expect(text).toBe(
			"UPDATE t SET [email] = s.c0 FROM [dbo].[Clients] AS t JOIN OPENJSON(@p1) WITH (n int '$.n', k nvarchar(450) '$.k', c0 nvarchar(max) '$.c0') AS s ON t.[id] = CAST(s.k AS int)",
		);
		expect(JSON.parse(String(values[0]))).toEqual([{ n: 0, k: '7' }]);
	});

	it('asks for many values by one parameter, and holds the rows it compares', () => {
		const where = mssqlTable.among('[id]', TABLE.key, ['1', '2']);
		expect(where).toEqual({
			text: '[id] IN (SELECT CAST(j.value AS int) FROM OPENJSON(@p1) j)',
			values: ['["1","2"]'],
		});
		expect(mssqlTable.holding('[id]', TABLE, where.text)).toContain(
			'FROM [dbo].[Clients] WITH (UPDLOCK, ROWLOCK) WHERE [id] IN',
		);
	});

	it('lets one import after the other go on, and proposes an index that allows many rows without a value', () => {
		expect(mssqlTable.lock?.('customer import [dbo].[Clients]').text).toContain(
			"sp_getapplock @Resource = @p1, @LockMode = 'Exclusive', @LockOwner = 'Transaction'",
		);
		expect(mssqlTable.uniqueIndex(TABLE, column('email', 'nvarchar'), true)).toBe(
			'CREATE UNIQUE INDEX [Clients_email_unique] ON [dbo].[Clients] ([email]) WHERE [email] IS NOT NULL',
		);
	});
});
