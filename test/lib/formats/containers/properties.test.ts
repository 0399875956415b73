import fc from 'fast-check';
import JSZip from 'jszip';
import { gunzipSync, gzipSync } from 'node:zlib';
import { bytesSource, listContents, readFile } from '../../../../lib/formats';
import { asImportError } from '../../../../lib/errors';
import { inPieces } from '../reading';
import { readParts, tarOf, zipOf } from './packing';

jest.setTimeout(60_000);

const rows = Array.from({ length: 60 }, (_, at) => [`a${at}@example.com`, `Name ${(at * 7919) % 61}`]);
const TEXT = `email,name\n${rows.map((row) => row.join(',')).join('\n')}\n`;

/** Rows that could be read, or nothing and the error a person gets. Anything else that is thrown goes through. */
async function rowsOf(bytes: Uint8Array): Promise<{ cells: unknown[][]; said: string[] }> {
	const said: string[] = [];
	const cells: unknown[][] = [];
	try {
		for await (const { table, error } of readFile(bytesSource(bytes, { name: 'x' }))) {
			if (error) said.push(error.code);
			for await (const batch of table?.batches ?? []) cells.push(...batch.map((row) => [...row.cells]));
			said.push(...(table?.issues ?? []).map(({ code }) => code));
		}
	} catch (error) {
		said.push(asImportError(error).code);
	}
	return { cells, said };
}

const archives: ReadonlyArray<[string, () => Promise<Buffer>]> = [
	['ZIP', async () => zipOf([{ name: 'a.csv', content: TEXT }])],
	[
		'ZIP of jszip, as a stream',
		async () =>
			await new JSZip()
				.file('a.csv', TEXT)
				.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE', streamFiles: true }),
	],
	['gzip', async () => gzipSync(TEXT)],
	['tar', async () => tarOf([{ name: 'a.csv', content: TEXT }])],
	['tar in gzip', async () => gzipSync(tarOf([{ name: 'a.csv', content: TEXT }]))],
];

describe.each(archives)('%s', (_, make) => {
	it('cut anywhere gives the rows before the cut or a clear message, and always says so', async () => {
		const whole = await make();
		for (let length = 5; length < whole.length; length += length < 60 ? 1 : 13) {
			const { cells, said } = await rowsOf(whole.subarray(0, length));
			// The last row may be cut itself.
			expect(cells.slice(0, -1)).toEqual(rows.slice(0, Math.max(0, cells.length - 1)));
			if (cells.length < rows.length) expect(said).not.toEqual([]);
		}
	});

	it('with any bytes altered never ends in anything but rows and messages', async () => {
		const whole = await make();
		const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
		await fc.assert(
			fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
				const bytes = Buffer.from(whole);
				for (const [at, byte] of changes) bytes[at] = byte;
				await rowsOf(bytes);
				await listContents(bytesSource(bytes, { name: 'x' })).catch(asImportError);
			}),
			{ numRuns: 150 },
		);
	});

	it('gives the same rows wherever the stream is cut', async () => {
		const whole = await make();
		for (const size of [1, 7, 64, 511, 513]) {
			const [part] = await readParts(inPieces(whole, size, 'x'));
			expect(part?.cells).toEqual(rows);
		}
	});
});

it('any bytes behind the first ones of a container end in rows and messages', async () => {
	const start = fc.constantFrom('504b0304', '504b0506', '1f8b0800', '1f8b081c', '504b01021400', '4d5a9000');
	await fc.assert(
		fc.asyncProperty(start, fc.uint8Array({ maxLength: 700 }), async (hex, bytes) => {
			await rowsOf(Buffer.concat([Buffer.from(hex, 'hex'), bytes]));
		}),
		{ numRuns: 300 },
	);
});

it('any files packed by jszip come back with their names', async () => {
	const name = fc.stringMatching(/^[a-zA-Z0-9żół中 _-]{1,12}\.csv$/).map((text) => text.trim());
	const files = fc.dictionary(name, fc.array(fc.nat(1e6), { minLength: 2, maxLength: 20 }), {
		minKeys: 1,
		maxKeys: 5,
	});
	await fc.assert(
		fc.asyncProperty(
			files,
			fc.constantFrom('STORE' as const, 'DEFLATE' as const),
			async (wanted, compression) => {
				const zip = new JSZip();
				for (const [one, values] of Object.entries(wanted)) zip.file(one, `n\n${values.join('\n')}\n`);
				const parts = await readParts(await zip.generateAsync({ type: 'nodebuffer', compression }));
				const read = Object.fromEntries(
					parts.map(({ source, cells }) => [source.split(' › ')[1], cells?.flat().map(Number)]),
				);
				expect(read).toEqual(wanted);
			},
		),
		{ numRuns: 60 },
	);
});

it('any text comes back from gzip as the runtime reads it', async () => {
	const members = fc.array(fc.array(fc.nat(1e6), { minLength: 1, maxLength: 50 }), {
		minLength: 1,
		maxLength: 5,
	});
	await fc.assert(
		fc.asyncProperty(members, fc.integer({ min: 1, max: 200 }), async (lists, size) => {
			const bytes = Buffer.concat([['n'], ...lists].map((list) => gzipSync(`${list.join('\n')}\n`)));
			const [part] = await readParts(inPieces(bytes, size, 'x.gz'));
			const oracle = gunzipSync(bytes).toString().trim().split('\n').slice(1);
			expect(part?.cells?.flat()).toEqual(oracle);
		}),
		{ numRuns: 60 },
	);
});
