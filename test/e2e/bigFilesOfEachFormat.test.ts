import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Execution } from '../../tools/n8n.mjs';
import { formatFiles } from './formatFiles';
import { PARSE, parseWorkflow, rowsByFile } from './parseWorkflow';
import { itemsOf, realN8n } from './realN8n';

/** As much as SheetJS writes in a few seconds; docs/BENCHMARKS.md has files of 28 MB. */
const ROWS = 5_000;
const FILES = formatFiles(Array.from({ length: ROWS }, (_, row) => customer(row)));
/** Connections that n8n has closed while the files were made are noticed then, and not used again. */
const REST_MS = 100;

/** Every row is another, with what a format has to escape. */
function customer(row: number): string[] {
	return [
		`anna.${row}@example.com`,
		`Łucja ${row % 977}`,
		'Gdańsk',
		`+48 ${501_000_000 + row}`,
		`says "maybe ${row}", <wants> tea & ${'letters, '.repeat(row % 150)}`,
	];
}

describe(`${ROWS} rows in a file`, () => {
	let folder: string;
	let execution: Execution;

	beforeAll(async () => {
		await wait(REST_MS);
		const n8n = await realN8n();
		folder = join(n8n.files, 'big');
		mkdirSync(folder, { recursive: true });
		for (const [name, bytes] of Object.entries(FILES)) writeFileSync(join(folder, name), bytes);
		const id = await n8n.session.saveWorkflow(parseWorkflow('bigFormats000001', `${folder}/*`));
		execution = await n8n.session.runWorkflow(id);
	});

	afterAll(() => rmSync(folder, { recursive: true, force: true }));

	it.each(Object.keys(FILES))('of %s all come out as row batches', (name) => {
		expect(rowsByFile(execution)[name]).toBe(ROWS);
	});

	it('are handed on without any issue', () => {
		expect(itemsOf(execution, PARSE, 1)).toEqual([]);
	});
});
