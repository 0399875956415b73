import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isImportError } from '../../lib/errors';
import { bytesSource, findFormat } from '../../lib/formats';
import { JSON_SUITE_DIFFERENCES } from './jsonTestSuite.differences';

/** What became of a file: read without a complaint, without any record, or something is wrong with it. */
type Verdict = 'read' | 'no records' | 'wrong';

const folder = process.env.CORPORA && join(process.env.CORPORA, 'norm/jsontestsuite/test_parsing');
/** The codes for a file with nothing in it that could be a row. */
const NOTHING = ['NO_RECORDS', 'EMPTY_FILE'];
const different = Object.values(JSON_SUITE_DIFFERENCES).flat();

/** JSONTestSuite: `y_` is JSON, `n_` is not, `i_` is left to the reader. */
(folder ? describe : describe.skip)('JSONTestSuite (needs CORPORA)', () => {
	const files = folder ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];

	it.each(files.filter((name) => !name.startsWith('i_')))('%s', async (name) => {
		const refused = name.startsWith('y_') ? 'wrong' : 'read';
		if (different.includes(name)) expect(await verdictOf(name)).toBe(refused);
		else expect(await verdictOf(name)).not.toBe(refused);
	});

	it.each(files.filter((name) => name.startsWith('i_')))('%s ends in rows or a message', async (name) => {
		expect(['read', 'no records', 'wrong']).toContain(await verdictOf(name));
	});

	it('has no known difference that is not a file', () => {
		expect(different.filter((name) => !files.includes(name))).toEqual([]);
	});
});

async function verdictOf(name: string): Promise<Verdict> {
	const bytes = readFileSync(join(folder ?? '', name));
	const file = await findFormat('json').open(bytesSource(bytes, { name }), { header: false });
	const [entry] = file.tables;
	const table = await entry?.parse().catch((error: unknown) => codeOf(error));
	if (table === undefined || typeof table === 'string')
		return table && NOTHING.includes(table) ? 'no records' : 'wrong';
	for await (const batch of table.batches) expect(batch.length).toBeGreaterThan(0);
	return table.issues.some(({ severity }) => severity === 'error') ? 'wrong' : 'read';
}

/** The code of an error that says what is wrong with a file; any other error fails the test. */
function codeOf(error: unknown): string {
	expect(isImportError(error) && error.message).toMatch(/json/);
	return isImportError(error) ? error.code : '';
}
