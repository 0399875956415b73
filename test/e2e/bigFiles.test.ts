import { closeSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { measuredN8n, type MeasuredN8n } from './measuredN8n';
import { batchesOf, PARSE, parseWorkflow, type Batch } from './parseWorkflow';
import { itemsOf } from './realN8n';
import { publishedPlace } from './setup/place';

const GIB = 1024 ** 3;
/** Above what n8n has at rest. */
const MOST_MEMORY_MB = 512;
const ROWS_AT_ONCE = 5_000;
const HEADER =
	'Customer ID,First name,Last name,E-mail,Phone,Mobile,Date of birth,Last purchase,Order value,Newsletter,Company,City,Country,Notes\r\n';

let n8n: MeasuredN8n;
let path: string;
let rows: number;

beforeAll(async () => {
	path = join(publishedPlace().files, 'gigabyte.csv');
	rows = writeCustomers(path, GIB);
	n8n = await measuredN8n('bigFiles');
});

afterAll(async () => {
	await n8n.stop();
	rmSync(path, { force: true });
});

/** Writes a file of invented customers, all different, and gives how many they are. */
function writeCustomers(file: string, bytes: number): number {
	const out = openSync(file, 'w');
	let count = 0;
	let written = writeSync(out, HEADER);
	while (written < bytes) {
		const lines = Array.from({ length: ROWS_AT_ONCE }, () => line(count++));
		written += writeSync(out, lines.join(''));
	}
	closeSync(out);
	return count;
}

function line(n: number): string {
	return `C${100_000_000 + n},Łucja ${n % 977},Żmuda-${n % 89},customer.${n}@poczta.example,+48 ${501_000_000 + n},,1987-04-${10 + (n % 19)},03.04.2024 12:${10 + (n % 50)},"${1 + (n % 9)},${100 + (n % 900)}",tak,"Foxglove, Finch ${n % 7_001}",Kraków,PL,"said ""maybe ${n}"", remind in the spring"\r\n`;
}

describe('a CSV file of one gigabyte', () => {
	it('goes through in row batches with every row, in bounded memory', async () => {
		expect(statSync(path).size).toBeGreaterThanOrEqual(GIB);
		const { execution, memoryMb } = await n8n.run(parseWorkflow('bigFiles00000001', path));
		expect(execution.status).toBe('success');
		const batches = batchesOf(execution);
		expect(batches.reduce((sum, batch) => sum + batch.rows, 0)).toBe(rows);
		expect(linesMissing(batches, rows)).toEqual([]);
		expect(itemsOf(execution, PARSE, 1)).toEqual([]);
		expect(memoryMb).toBeLessThan(MOST_MEMORY_MB);
	});
});

/** Where a batch does not start behind the one before it; lines are counted from the header on. */
function linesMissing(batches: readonly Batch[], count: number): number[] {
	const starts = [...batches.map(({ first }) => first), count + 2];
	return starts.filter((start, at) => start !== (at === 0 ? 1 : (batches[at - 1]?.last ?? 0)) + 1);
}
