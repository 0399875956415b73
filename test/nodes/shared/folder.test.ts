import { homedir } from 'node:os';
import { join } from 'node:path';
import { stateDatabase, stateFolder } from '../../../nodes/shared/folder';

describe('the folder of our databases', () => {
	const before = process.env['N8N_USER_FOLDER'];

	afterEach(() => {
		if (before === undefined) delete process.env['N8N_USER_FOLDER'];
		else process.env['N8N_USER_FOLDER'] = before;
	});

	it("is inside n8n's data folder, wherever n8n has it", () => {
		process.env['N8N_USER_FOLDER'] = '/data';
		expect(stateFolder()).toBe('/data/.n8n/customer-import');
		expect(stateDatabase()).toBe('/data/.n8n/customer-import/state.sqlite');
	});

	it('is in the home folder where nothing is set', () => {
		delete process.env['N8N_USER_FOLDER'];
		expect(stateFolder()).toBe(join(homedir(), '.n8n', 'customer-import'));
	});
});
