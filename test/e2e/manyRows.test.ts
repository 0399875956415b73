import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { once } from 'node:events';
import { localBase } from '../../lib';
import { importChain } from './importChain';
import { itemsOf, realN8n, type RealN8n } from './realN8n';

const ROWS = 300_000;
const BASE = 'many';

let n8n: RealN8n;

beforeAll(async () => {
	n8n = await realN8n();
	await writeCustomers(join(n8n.files, 'many.csv'), ROWS);
});

/** A file of invented customers, all different. */
async function writeCustomers(path: string, rows: number): Promise<void> {
	const file = createWriteStream(path);
	file.write(
		'E-mail,Telefon,Imię,Nazwisko,Data urodzenia,Wartość,Newsletter,Ulica,Kod pocztowy,Miasto,Kraj,Firma,Poziom,Uwagi\r\n',
	);
	for (let row = 0; row < rows; row++) {
		const line = `anna.${row}@example.com,+48${501_000_000 + row},Anna ${row % 977},Łącka-${row % 89},03.04.1987,"5,${100 + (row % 900)}",tak,"Długa ${row % 200}, m. ${row % 40}",00-${100 + (row % 900)},Łódź,Polska,Żuraw Sp. z o.o.,VIP,"uwaga ""${row}"""\r\n`;
		if (!file.write(line)) await once(file, 'drain');
	}
	file.end();
	await once(file, 'finish');
}

describe('300,000 rows in row batches', () => {
	it('go through parse, map and upsert, and the execution is saved', async () => {
		const id = await n8n.session.saveWorkflow(
			importChain({ id: 'manyRows00000001', path: join(n8n.files, 'many.csv'), base: BASE, output: 'batch' }),
		);
		const { id: executionId, status } = await n8n.session.runWorkflow(id, { timeoutMs: 300_000 });
		expect(status).toBe('success');
		const saved = await n8n.session.execution(executionId);
		expect(itemsOf(saved, 'Customer Upsert', 2)[0]?.json).toMatchObject({
			rows: ROWS,
			outcomes: { created: ROWS, updated: 0, unchanged: 0, failed: 0, rejected: 0 },
		});
		expect(itemsOf(saved, 'Customer File Parse').length).toBeLessThan(1_000);
		expect(await countOf(BASE)).toBe(ROWS);
	});
});

async function countOf(name: string): Promise<number> {
	const path = join(n8n.userFolder, '.n8n', 'customer-import', `${name}.sqlite`);
	const base = localBase({ path, readOnly: true });
	try {
		return (await base.count?.({})) ?? -1;
	} finally {
		await base.close();
	}
}
