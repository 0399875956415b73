import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import JSZip from 'jszip';
import { run } from '../../tools/process/run.mjs';

const ROOT = resolve(__dirname, '../..');

interface Line {
	readonly labels?: string[];
	readonly dialect?: { readonly delimiter?: string };
	readonly rowNumber?: number;
	readonly cells?: unknown[];
	readonly source?: string;
	readonly issue?: { readonly code: string; readonly severity: string; readonly source?: string };
}

/** The command as `npm run --silent read -- FILE OPTIONS` runs it. */
async function read(...words: string[]): Promise<{ code: number; lines: Line[]; stderr: string }> {
	const { code, stdout, stderr } = await run(process.execPath, [join(ROOT, 'tools/read.mjs'), ...words], {
		cwd: ROOT,
		env: { ...process.env, PATH: `${join(ROOT, 'node_modules/.bin')}:${process.env['PATH'] ?? ''}` },
		allowFailure: true,
	});
	const lines = stdout.split('\n').filter((line) => line !== '');
	return { code, lines: lines.map((line) => JSON.parse(line) as Line), stderr };
}

describe('the command that prints what the library reads', () => {
	it('gives labels and dialect first, then the rows without the total, then the issues', async () => {
		const { code, lines } = await read('demo/customers.csv');
		const [first, ...others] = lines;
		expect(code).toBe(0);
		expect(first?.labels?.slice(0, 3)).toEqual(['ID klienta', 'Imię', 'Nazwisko']);
		expect(first?.dialect?.delimiter).toBe(';');
		expect(first).not.toHaveProperty('source');
		const kinds = others.map((line) => (line.issue === undefined ? 'row' : 'issue'));
		expect(kinds.filter((kind) => kind === 'row')).toHaveLength(1995);
		expect(kinds.lastIndexOf('row')).toBeLessThan(kinds.indexOf('issue'));
		expect(others[0]).toMatchObject({ rowNumber: 2, cells: expect.arrayContaining(['Józef']) });
	});

	it('gives every record as a row without a header', async () => {
		const { lines } = await read('demo/customers.csv', '{"header":false}');
		expect(lines[1]).toMatchObject({ rowNumber: 1, cells: expect.arrayContaining(['ID klienta']) });
	});

	it('gives every table of an archive, and a part that cannot be read as an issue', async () => {
		const folder = mkdtempSync(join(tmpdir(), 'read-command-'));
		try {
			const zip = new JSZip().file('may.csv', 'a,b\n1,2\n').file('old.zip', 'PK\x03\x04 and more');
			zip.file('june.csv', 'a,b\n3\n');
			const path = join(folder, 'x.zip');
			writeFileSync(path, await zip.generateAsync({ type: 'nodebuffer' }));
			const { code, lines } = await read(path);
			expect(code).toBe(0);
			expect(lines).toMatchObject([
				{ labels: ['a', 'b'], dialect: { container: ['zip'] }, source: 'x.zip › may.csv' },
				{ rowNumber: 2, cells: ['1', '2'], source: 'x.zip › may.csv' },
				{ issue: { code: 'NESTED_ARCHIVE', severity: 'error', source: 'x.zip › old.zip' } },
				{ labels: ['a', 'b'], source: 'x.zip › june.csv' },
				{ rowNumber: 2, cells: ['3'], source: 'x.zip › june.csv' },
				{ issue: { code: 'SHORT_ROW', severity: 'warning', source: 'x.zip › june.csv' } },
			]);
		} finally {
			rmSync(folder, { recursive: true });
		}
	});

	it('says what cannot be read and what to do', async () => {
		const { code, lines, stderr } = await read('docs/images/demo-import.png');
		expect(code).toBe(1);
		expect(lines).toEqual([]);
		expect(stderr).toContain('demo-import.png is a PNG picture');
		expect(stderr).toContain('Export the customers as CSV or XLSX');
	});
});
