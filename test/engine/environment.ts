import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** n8n's data folder of this test file. Imported before n8n, which reads these when it is loaded. */
export const userFolder = mkdtempSync(join(tmpdir(), 'customer-import-engine-'));

process.env['N8N_USER_FOLDER'] = userFolder;
process.env['N8N_ENCRYPTION_KEY'] = 'only for tests';
process.env['N8N_LOG_LEVEL'] = 'silent';

export function removeUserFolder(): void {
	rmSync(userFolder, { recursive: true, force: true });
}
