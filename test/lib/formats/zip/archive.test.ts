import { readFileSync } from 'node:fs';
import JSZip from 'jszip';
import { bytesSource, DEFAULT_LIMITS } from '../../../../lib/formats';
import { randomSource } from '../../../../lib/formats/source';
import { openArchive, type Archive } from '../../../../lib/formats/zip/archive';
import { archiveOf, collect } from '../reading';

async function open(bytes: Uint8Array, limits = {}): Promise<Archive> {
	return await openArchive(await randomSource(bytesSource(bytes, { name: 'x.zip' })), {
		...DEFAULT_LIMITS,
		...limits,
	});
}

async function contents(bytes: Uint8Array, limits = {}): Promise<Record<string, string>> {
	const archive = await open(bytes, limits);
	const found: Record<string, string> = {};
	for (const entry of archive.entries) found[entry.name] = (await collect(archive.read(entry))).toString();
	return found;
}

it('reads what it wrote', async () => {
	const parts = { 'a.txt': 'Łódź', 'folder/empty.txt': '', 'big.txt': 'x'.repeat(3_000_000) };
	expect(await contents(await archiveOf(parts))).toEqual(parts);
});

it('reads what jszip wrote, stored and compressed', async () => {
	for (const compression of ['STORE', 'DEFLATE'] as const) {
		const zip = new JSZip().file('a.txt', 'Łódź').file('b.txt', 'y'.repeat(1000));
		expect(await contents(await zip.generateAsync({ type: 'uint8array', compression }))).toEqual({
			'a.txt': 'Łódź',
			'b.txt': 'y'.repeat(1000),
		});
	}
});

it('counts what all entries expand to together', async () => {
	const bytes = await archiveOf({ a: 'x'.repeat(600), b: 'x'.repeat(600) });
	await expect(contents(bytes, { expandedBytes: 1000 })).rejects.toMatchObject({
		code: 'TOO_LARGE',
		message: 'The content of x.zip is larger than 1000 bytes',
	});
	expect(await contents(bytes, { expandedBytes: 1200 })).toHaveProperty('b');
});

it('does not believe the size an entry says it has', async () => {
	const bytes = await archiveOf({ a: 'x'.repeat(5000) });
	const directory = bytes.lastIndexOf(Buffer.from('PK\x01\x02', 'latin1'));
	bytes.writeUInt32LE(10, directory + 24);
	await expect(contents(bytes, { expandedBytes: 1000 })).rejects.toMatchObject({ code: 'TOO_LARGE' });
	await expect(contents(bytes)).rejects.toThrow('a is cut or altered');
});

it('notices altered content by its checksum', async () => {
	const zip = new JSZip().file('a.txt', 'hello world');
	const bytes = Buffer.from(await zip.generateAsync({ type: 'uint8array', compression: 'STORE' }));
	bytes.write('J', bytes.indexOf('hello'));
	await expect(contents(bytes)).rejects.toThrow('a.txt is cut or altered');
});

it('refuses an entry that needs a password', async () => {
	const bytes = await archiveOf({ a: 'x' });
	const directory = bytes.lastIndexOf(Buffer.from('PK\x01\x02', 'latin1'));
	bytes.writeUInt16LE(bytes.readUInt16LE(directory + 8) | 1, directory + 8);
	await expect(contents(bytes)).rejects.toMatchObject({ code: 'PASSWORD_PROTECTED' });
});

it('finds the entries of an archive that was cut before its directory', async () => {
	const bytes = await archiveOf({ 'a.txt': 'first', 'b.txt': 'second' });
	const archive = await open(bytes.subarray(0, bytes.indexOf(Buffer.from('PK\x01\x02', 'latin1'))));
	expect(archive.damaged).toBe(true);
	expect(archive.entries.map(({ name }) => name)).toEqual(['a.txt', 'b.txt']);
	const [first] = archive.entries;
	expect(first && (await collect(archive.read(first))).toString()).toBe('first');
});

it('says that what is no archive is none', async () => {
	await expect(open(readFileSync(__filename))).rejects.toMatchObject({ kind: 'user', code: 'DAMAGED_FILE' });
});
