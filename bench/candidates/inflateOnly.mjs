import { createInflateRaw } from 'node:zlib';
import yauzl from 'yauzl';

function openZip(path) {
	return new Promise((resolve, reject) => {
		yauzl.open(path, { lazyEntries: true }, (error, zip) => (error ? reject(error) : resolve(zip)));
	});
}

function openRaw(zip, entry) {
	return new Promise((resolve, reject) => {
		zip.openReadStream(entry, { decodeFileData: false }, (error, stream) =>
			error ? reject(error) : resolve(stream),
		);
	});
}

async function inflate(zip, entry) {
	const compressed = await openRaw(zip, entry);
	let bytes = 0;
	for await (const chunk of compressed.pipe(createInflateRaw({ chunkSize: 1024 * 1024 })))
		bytes += chunk.length;
	return bytes;
}

/** Decompression alone, nothing read of it: no reader of the format can be faster. */
export async function run({ path }) {
	const zip = await openZip(path);
	let bytes = 0;
	await new Promise((resolve, reject) => {
		zip.on('entry', (entry) => {
			const work = entry.compressionMethod === 8 ? inflate(zip, entry) : Promise.resolve(0);
			work.then((count) => {
				bytes += count;
				zip.readEntry();
			}, reject);
		});
		zip.on('end', resolve);
		zip.readEntry();
	});
	return { bytes };
}
