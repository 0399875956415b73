import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeDecoder } from '../../lib/formats/text/decode';
import { detectEncoding, readEncodingSample } from '../../lib/formats/text/encoding';
import { bytesSource } from '../../lib/formats';
import { ENCODING_DIFFERENCES } from './encodings.differences';

interface Sample {
	readonly id: string;
	readonly path: string;
	readonly sha256: string;
}

const folder = process.env.CORPORA;

/** Files of other detectors of encodings, each with the hash of its true text; line ends are not compared. */
(folder ? describe : describe.skip)('files in many encodings (needs CORPORA)', () => {
	const samples = folder ? readSamples(join(folder, 'encodings')) : [];

	it.each(samples.map((sample) => [sample.id, sample] as const))('%s', async (id, { path, sha256 }) => {
		const text = await readText(join(folder ?? '', 'encodings', path));
		const hash = createHash('sha256').update(text.replace(/\r\n?/g, '\n')).digest('hex');
		if (id in ENCODING_DIFFERENCES) expect(hash).not.toBe(sha256);
		else expect(hash).toBe(sha256);
	});

	it('are all there, and so are those that are read differently', () => {
		const ids = new Set(samples.map(({ id }) => id));
		expect(ids.size).toBe(75);
		expect(Object.keys(ENCODING_DIFFERENCES).filter((id) => !ids.has(id))).toEqual([]);
	});
});

function readSamples(root: string): Sample[] {
	const lines = readFileSync(join(root, 'manifest.ndjson'), 'utf8').split('\n');
	return lines.filter((line) => line !== '').map((line): Sample => JSON.parse(line));
}

async function readText(path: string): Promise<string> {
	const bytes = readFileSync(path);
	const { encoding } = detectEncoding(await readEncodingSample(bytesSource(bytes)));
	// Only the first mark: the hash is of a text in which one in the middle is left.
	return makeDecoder(encoding)
		.decode(bytes)
		.replace(/^\uFEFF/, '');
}
