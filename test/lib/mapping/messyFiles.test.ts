import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { bytesSource, parseFile } from '../../../lib/formats';
import { mapRows } from '../../../lib/mapping';
import type { CustomerRow } from '../../../lib/model';
import { MESSY_FILES, type MessyFile } from '../../fixtures/mapping/messyFiles';

async function mapFile({ path }: MessyFile) {
	const source = bytesSource(readFileSync(path), { name: basename(path) });
	const { labels, batches } = await parseFile(source);
	const mapped = await mapRows({ labels, batches }, { mode: 'automatic', today: '2026-11-22' });
	const rows: CustomerRow[] = [];
	for await (const batch of mapped.batches) rows.push(...batch);
	return { columns: mapped.mapping.columns, rows };
}

describe.each(Object.entries(MESSY_FILES))('a messy %s file, without any setting', (_, file) => {
	it('has the right field for each column, and says why', async () => {
		const { columns } = await mapFile(file);
		expect(Object.fromEntries(columns.map(({ label, field }) => [label, field]))).toEqual(file.fields);
		for (const { reason } of columns) expect(reason).toMatch(/\w/);
	});

	it('has the right values, and rejects only the rows that nobody could be reached by', async () => {
		const { rows } = await mapFile(file);
		expect(rows).toHaveLength(file.rows);
		expect(rows.map(({ record }) => ({ ...record }))).toContainEqual(file.customer);
		expect(rows.filter(({ record }) => record === undefined)).toHaveLength(file.corrections.length);
	});
});
