import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localBase } from '../../../lib/connectors';
import { rowsOf, runImport } from './rows';
import { describeTwoAtOnce } from './twoAtOnce';

describe('two imports into one base at once', () => {
	let folder: string;
	const path = () => join(folder, 'base.sqlite');
	const open = () => localBase({ path: path(), busyTimeoutMs: 50 });
	beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'two-at-once-'))));

	describeTwoAtOnce(async () => [open(), open()]);
	afterEach(() => rmSync(folder, { recursive: true }));

	it('wait for each other and say so when it takes too long', async () => {
		const one = open();
		const hold = new DatabaseSync(path());
		hold.exec('BEGIN IMMEDIATE');
		await expect(runImport(one, rowsOf({ email: 'jan@example.com' }))).rejects.toMatchObject({
			kind: 'transient',
			code: 'STATE_LOCKED',
			message: expect.stringContaining('base.sqlite'),
		});
		hold.exec('ROLLBACK');
		hold.close();
		expect((await runImport(one, rowsOf({ email: 'jan@example.com' }))).summary).toEqual(['2 created']);
		await one.close();
	});
});
