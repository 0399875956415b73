import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { createDeflateRaw, deflateRawSync, gzipSync } from 'node:zlib';
import { collect } from '../lib/formats/reading';
import { zipOf } from '../lib/formats/containers/packing';
import { measuredN8n, type MeasuredN8n } from './measuredN8n';
import { PARSE, parseWorkflow } from './parseWorkflow';
import { itemsOf } from './realN8n';
import { publishedPlace } from './setup/place';

const MIB = 1024 * 1024;
const GIB_PIECES = 1024;
/** Of the whole process for all files, one after the other. Two gigabytes that are read take ten times as much. */
const MOST_MEMORY_MB = 400;
const MOST_CPU_MS = 20_000;

let n8n: MeasuredN8n;
let folder: string;

beforeAll(async () => {
	folder = join(publishedPlace().files, 'hostile');
	mkdirSync(folder, { recursive: true });
	const files = await hostileFiles();
	for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
	n8n = await measuredN8n('bigFilesHostile');
});

afterAll(async () => {
	await n8n.stop();
	rmSync(folder, { recursive: true, force: true });
});

/** Files that were made to take a server down, or say of themselves what is not true. */
async function hostileFiles(): Promise<Record<string, Uint8Array>> {
	const lines = await twoGigabytesOf('\n');
	const size = 2 * GIB_PIECES * MIB;
	const kernel = deflateRawSync(Buffer.alloc(MIB, 'a,b\n'));
	const shared = Array.from({ length: 500 }, (_, at) => ({
		name: `${at}.csv`,
		packed: kernel,
		size: MIB,
		offset: 0,
		directoryOnly: at > 0,
	}));
	return {
		'zeros.zip': zipOf([{ name: 'a.csv', packed: await twoGigabytesOf('\0'), size }]),
		'lineBreaks.zip': zipOf([{ name: 'a.csv', packed: lines, size }]),
		'commas.zip': zipOf([{ name: 'a.csv', packed: await twoGigabytesOf(','), size }]),
		'saysThousandBytes.zip': zipOf([{ name: 'a.csv', packed: lines, size: 1000 }]),
		'nested.zip': zipOf([{ name: 'inner.zip', content: zipOf([{ name: 'a.csv', packed: lines, size }]) }]),
		'overlapping.zip': zipOf(shared),
		'packedTwice.csv.gz': gzipSync(gzipSync(Buffer.alloc(256 * MIB, 'a,b\n'))),
		'encrypted.zip': zipOf([{ name: 'a.csv', content: 'a,b\n1,2\n', flags: 1 }]),
		'entities.xml': Buffer.from(entityBomb()),
	};
}

async function twoGigabytesOf(filling: string): Promise<Buffer> {
	const piece = Buffer.alloc(MIB, filling);
	const pieces = Readable.from(Array.from({ length: 2 * GIB_PIECES }, () => piece));
	return await collect(pieces.pipe(createDeflateRaw()));
}

/** Ten times ten times ten …: a billion laughs. */
function entityBomb(): string {
	const entities = Array.from({ length: 10 }, (_, level) => {
		const text = level === 0 ? 'ha' : `&e${level - 1};`.repeat(10);
		return `<!ENTITY e${level} "${text}">`;
	});
	return `<?xml version="1.0"?><!DOCTYPE x [${entities.join('')}]><x><c><n>&e9;</n></c><c><n>b</n></c></x>`;
}

const MESSAGES: Readonly<Record<string, RegExp>> = {
	'zeros.zip': /unknown kind/,
	'lineBreaks.zip': /expands far beyond any honest file/,
	'commas.zip': /expands far beyond any honest file/,
	'saysThousandBytes.zip': /expands far beyond any honest file/,
	'nested.zip': /inner\.zip is a ZIP archive inside an archive, which is not opened/,
	'overlapping.zip': /holds no file that can be read/,
	'packedTwice.csv.gz': /expands far beyond any honest file/,
	'encrypted.zip': /protected with a password/,
	'entities.xml': /defines entities in its document type, which are not read/,
};

describe('hostile files', () => {
	it('each end in a message of their own; n8n stays up, with little memory', async () => {
		const { execution, memoryMb, cpuMs } = await n8n.run(parseWorkflow('bigHostile000001', `${folder}/*`));
		const read = itemsOf(execution, 'Read Files').map(({ json }) => String(json['fileName']));
		const errors = new Map<string, string>();
		for (const { json, pairedItem } of itemsOf(execution, PARSE)) {
			if (json['error'] === undefined) continue;
			errors.set(read[Number(Object(pairedItem).item)] ?? '', String(json['error']));
		}
		const expected = Object.entries(MESSAGES).map(([name, message]) => [
			name,
			expect.stringMatching(message),
		]);
		expect(Object.fromEntries(errors)).toEqual(Object.fromEntries(expected));
		expect(memoryMb).toBeLessThan(MOST_MEMORY_MB);
		expect(cpuMs).toBeLessThan(MOST_CPU_MS);
		expect(await n8n.answers()).toBe(true);
	});
});
