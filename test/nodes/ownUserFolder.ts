import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Gives the tests of a file an n8n data folder of their own, which is gone afterwards. */
export function useOwnUserFolder(): void {
	const folder = mkdtempSync(join(tmpdir(), 'customer-import-user-'));
	const before = process.env['N8N_USER_FOLDER'];
	beforeAll(() => {
		process.env['N8N_USER_FOLDER'] = folder;
	});
	afterAll(() => {
		rmSync(folder, { recursive: true, force: true });
		if (before === undefined) delete process.env['N8N_USER_FOLDER'];
		else process.env['N8N_USER_FOLDER'] = before;
	});
}
