/**
 * Splits bytes into the lines of an NDJSON file, in groups as the chunks come. A character or a line
 * that is cut by a chunk's end is put together again. A last line without a line end counts.
 */
export async function* splitLines(
	chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<string[]> {
	const decoder = new TextDecoder('utf-8');
	let rest = '';
	for await (const chunk of chunks) {
		const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
		rest = lines.pop() ?? '';
		if (lines.length > 0) yield lines;
	}
	rest += decoder.decode();
	if (rest !== '') yield [rest];
}
