import { splitLines } from '../../../nodes/shared/lines';

async function read(chunks: Uint8Array[]): Promise<string[]> {
	const lines: string[] = [];
	for await (const group of splitLines(chunks)) lines.push(...group);
	return lines;
}

describe('splitLines', () => {
	const text = '{"a":"Zażółć"}\n{"b":"客户 🙂"}\n';
	const bytes = Buffer.from(text);

	it('gives the same lines wherever the bytes are cut, even inside a character', async () => {
		for (let at = 0; at <= bytes.length; at += 1) {
			const lines = await read([bytes.subarray(0, at), bytes.subarray(at)]);
			expect(lines.filter((line) => line !== '')).toEqual(['{"a":"Zażółć"}', '{"b":"客户 🙂"}']);
		}
	});

	it('gives the last line although it has no line end', async () => {
		expect(await read([Buffer.from('1\n2')])).toEqual(['1', '2']);
	});

	it('gives nothing for nothing', async () => {
		expect(await read([])).toEqual([]);
	});
});
