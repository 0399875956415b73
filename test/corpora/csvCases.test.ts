import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bytesSource, parseFile, type ParseOptions } from '../../lib/formats';
import type { Cell } from '../../lib/model';
import { CSV_CASE_DIFFERENCES } from './csvCases.differences';

interface Case {
	readonly id: string;
	readonly class: 'plain' | 'options' | 'malformed';
	readonly input?: string;
	readonly path?: string;
	readonly options: Record<string, unknown>;
	readonly expected: string[][];
}

const folder = process.env.CORPORA;
const different = Object.values(CSV_CASE_DIFFERENCES).flat();

/** The unit cases of other CSV parsers, in one vocabulary. What we read differently is listed with its reason. */
(folder ? describe : describe.skip)('CSV cases of other parsers (needs CORPORA)', () => {
	const cases = folder ? readCases(folder) : [];

	it.each(cases.map((one) => [one.id, one] as const))('%s', async (id, one) => {
		const rows = await readCase(one);
		if (different.includes(id)) expect(rows).not.toEqual(expectedRows(one));
		else expect(rows).toEqual(expectedRows(one));
	});

	it('has no known difference that is not a case', () => {
		const ids = new Set(cases.map(({ id }) => id));
		expect(different.filter((id) => !ids.has(id))).toEqual([]);
	});
});

function readCases(root: string): Case[] {
	const lines = readFileSync(join(root, 'csv-cases/neutral.ndjson'), 'utf8').split('\n');
	return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Case);
}

async function readCase(one: Case): Promise<string[][] | string> {
	const bytes = one.path ? readFileSync(join(folder ?? '', one.path)) : Buffer.from(one.input ?? '');
	const { delimiter, quote, escape, comment, skipLines, skipEmptyLines } = one.options;
	const options: ParseOptions = {
		format: 'csv',
		header: false,
		skipEmptyLines: skipEmptyLines !== false,
		...(typeof delimiter === 'string' ? { delimiter } : {}),
		...(typeof quote === 'string' ? { quote } : {}),
		...(typeof escape === 'string' ? { escape } : {}),
		...(typeof comment === 'string' ? { comment } : {}),
		...(typeof skipLines === 'number' ? { skipRows: skipLines } : {}),
	};
	try {
		const table = await parseFile(bytesSource(bytes, { name: one.id }), options);
		const rows: string[][] = [];
		for await (const batch of table.batches) for (const { cells } of batch) rows.push(cells.map(text));
		return rows;
	} catch (error) {
		return error instanceof Error ? error.message : 'thrown';
	}
}

function expectedRows({ expected }: Case): string[][] {
	return expected.map((row) => row.map(text));
}

function text(cell: Cell | undefined): string {
	return cell === undefined || cell === null ? '' : String(cell);
}
