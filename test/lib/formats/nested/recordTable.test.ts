import { DEFAULT_LIMITS } from '../../../../lib/formats';
import { makeIssueLog } from '../../../../lib/formats/issueLog';
import { JsonScanner } from '../../../../lib/formats/json/scanner';
import { makeNestedTable } from '../../../../lib/formats/nested/recordTable';
import { scanText } from '../../../../lib/formats/nested/scanText';
import type { Row } from '../../../../lib/model';

describe('a field that comes after the start that is looked through', () => {
	it('is reported once, and its values are kept behind the last column', async () => {
		const layout = { records: 'documents', path: [], lists: false } as const;
		const file = { name: 'x', layout, limits: DEFAULT_LIMITS };
		async function* pieces() {
			yield '{"a":1}\n'.repeat(10);
			yield '{"a":2,"late":"x"}\n{"a":3,"late":"y"}\n';
		}
		const table = await makeNestedTable(
			{
				name: 'x',
				dialect: { format: 'json' },
				read: (collector, log) => scanText(pieces(), new JsonScanner(file, collector, log), collector),
			},
			{},
			makeIssueLog(),
			50,
		);
		const rows: Row[] = [];
		for await (const batch of table.batches) rows.push(...batch);
		expect(table.labels).toEqual(['a']);
		expect(rows.slice(-2).map(({ cells }) => cells)).toEqual([
			[2, 'x'],
			[3, 'y'],
		]);
		expect(table.issues).toMatchObject([{ code: 'LATE_LABEL', label: 'late', rowNumber: 11 }]);
	});
});
