import type { SqlColumn } from '../../../lib/sql';
import { nameOfTable, proposePull, writeSelect } from '../../../lib/sql';
import { postgres } from '../../../lib/sql/postgres';

describe('the query that is written for a table', () => {
	const write = (table: string, columns: string[], needed: string[] = []) =>
		writeSelect(postgres, { table, columns, needed });

	it('names the chosen columns and those that the pull needs', () => {
		expect(write('sales.customers', ['name', 'id'], ['updated_at', 'id'])).toBe(
			'SELECT "name", "id", "updated_at" FROM "sales"."customers"',
		);
	});

	it('takes all columns where none are chosen', () => {
		expect(write('customers', [], ['id'])).toBe('SELECT * FROM "customers"');
	});

	it.each([
		[{ name: 'customers' }, 'customers'],
		[{ schema: 'sales', name: 'customers' }, 'sales.customers'],
		[{ schema: 'a.b', name: 'c "d"' }, '"a.b"."c ""d"""'],
	])('finds the table that a list names: %j', (table, name) => {
		expect(nameOfTable(table)).toBe(name);
		const parts = [('schema' in table && table.schema) || undefined, table.name].filter(
			(part) => part !== undefined,
		);
		expect(write(name, [])).toBe(
			`SELECT * FROM ${parts.map((part) => `"${String(part).replaceAll('"', '""')}"`).join('.')}`,
		);
	});

	it('cannot be written without a table', () => {
		expect(() => write(' ', [])).toThrow("'Table' is empty");
	});
});

describe('what a table is best pulled by', () => {
	const column = (name: string, type: string, parts: Partial<SqlColumn> = {}): SqlColumn => ({
		name,
		type,
		nullable: false,
		primary: false,
		unique: false,
		generated: false,
		...parts,
	});
	const id = column('id', 'int8', { primary: true, unique: true, generated: true });
	const propose = (...columns: SqlColumn[]) => proposePull(columns, postgres).proposed;

	it.each([['updated_at'], ['last_modified'], ['ChangedOn'], ['modified_date'], ['Zmieniono_zmiana']])(
		'is the time of the last change with the primary key: %s',
		(name) => {
			const columns = [id, column('created_at', 'timestamptz'), column(name, 'timestamptz')];
			expect(propose(...columns)).toEqual({ start: name, key: 'id' });
		},
	);

	it('is a primary key that grows where no time of a change is known', () => {
		expect(propose(id, column('created_at', 'timestamptz'), column('name', 'text'))).toEqual({
			start: 'id',
			key: undefined,
		});
	});

	it('is nothing where there is neither, and the columns that can be followed are listed', () => {
		const columns = [
			column('name', 'text'),
			column('seen', 'timestamp', { nullable: true }),
			column('data', 'json'),
		];
		const { start, key, proposed } = proposePull(columns, postgres);
		expect(proposed).toEqual({ start: undefined, key: undefined });
		expect(start.map(({ name }) => name)).toEqual(['seen', 'name']);
		expect(key).toEqual([]);
	});
});
