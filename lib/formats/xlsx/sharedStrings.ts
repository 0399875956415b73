import { tooLarge } from '../limits';
import { asDamage } from './asDamage';
import { StringIndexer, type StringBlock } from './stringBlock';
import { WorkbookText } from './text';
import { tagPrefix } from './xmlRoot';

/** Strings that many rows share stand first; these are cut out once. */
const CACHED = 65_536;
/** The strings of a workbook are the one thing that has to be in memory. */
const MAX_BYTES = 1024 ** 3;
/** Excel lets a cell have 32,767 characters. */
const MAX_STRING_BYTES = 64 * 1024 * 1024;

/** The strings of a workbook, by their index. */
export interface SharedStrings {
	readonly count: number;
	/** Times that a string was given that control characters were taken out of. */
	readonly cleaned: number;
	/** Some of the strings could not be read, because the file is cut or altered there. */
	readonly damaged: boolean;
	/** The string, or nothing where the index is not there. */
	get(index: number): string | undefined;
}

/** What a workbook without shared strings has. */
export const NO_STRINGS: SharedStrings = { count: 0, cleaned: 0, damaged: false, get: () => undefined };

/**
 * Reads the shared strings. They stay in the blocks they are read in, and each is
 * cut out when it is asked for: of a million strings most are wanted once.
 * @throws userError for more than 1 GB of them
 */
export async function readSharedStrings(
	pieces: AsyncIterable<Uint8Array>,
	fileName: string,
): Promise<SharedStrings> {
	const blocks: StringBlock[] = [];
	try {
		for await (const block of readBlocks(pieces, fileName)) blocks.push(block);
	} catch (error) {
		asDamage(error);
		return new StringTable(blocks, true);
	}
	return new StringTable(blocks, false);
}

/** Cuts the part behind the last string of each piece. */
async function* readBlocks(pieces: AsyncIterable<Uint8Array>, fileName: string): AsyncGenerator<StringBlock> {
	let rest: Uint8Array = new Uint8Array();
	let indexer: StringIndexer | undefined;
	let endOfItem = '';
	let total = 0;
	for await (const piece of pieces) {
		total += piece.length;
		const bytes = Buffer.concat([rest, piece]);
		if (total > MAX_BYTES) throw tooManyStrings(fileName);
		if (rest.length > MAX_STRING_BYTES) throw endlessString(fileName);
		if (indexer === undefined) {
			const prefix = tagPrefix(bytes, fileName);
			indexer = prefix === undefined ? undefined : new StringIndexer(prefix.length);
			endOfItem = `</${prefix ?? ''}si>`;
		}
		const last = bytes.lastIndexOf(endOfItem);
		rest = bytes;
		if (indexer === undefined || last === -1) continue;
		const end = last + endOfItem.length;
		const { block, rest: cut } = indexer.index(bytes.subarray(0, end));
		rest = cut.length === 0 ? bytes.subarray(end) : Buffer.concat([cut, bytes.subarray(end)]);
		yield block;
	}
	// Behind the last end of a string there can be empty ones.
	if (indexer) yield indexer.index(Buffer.from(rest)).block;
}

class StringTable implements SharedStrings {
	readonly count: number;
	cleaned = 0;

	private block: StringBlock | undefined;
	private readonly cache: Array<string | undefined>;
	private readonly text = new WorkbookText();
	/** The strings that control characters are in, as far as they were asked for. */
	private readonly dirty = new Set<number>();

	constructor(
		private readonly blocks: readonly StringBlock[],
		readonly damaged: boolean,
	) {
		const last = blocks.at(-1);
		this.count = last ? last.first + last.count : 0;
		this.cache = new Array<string | undefined>(Math.min(CACHED, this.count)).fill(undefined);
	}

	get(index: number): string | undefined {
		const known = index < this.cache.length ? this.cache[index] : undefined;
		if (this.dirty.size > 0 && known !== undefined && this.dirty.has(index)) this.cleaned++;
		return known ?? this.read(index);
	}

	private read(index: number): string | undefined {
		const block = this.blockOf(index);
		if (block === undefined) return undefined;
		const start = block.starts[index - block.first] ?? 0;
		const end = block.ends[index - block.first] ?? 0;
		const text =
			start >= 0 ? block.text.slice(start, end) : this.decode(block.text.slice(~start, end), index);
		if (index < this.cache.length) this.cache[index] = text;
		return text;
	}

	private decode(xml: string, index: number): string {
		const before = this.text.cleaned;
		const text = this.text.decodeRuns(xml);
		if (this.text.cleaned > before) {
			this.dirty.add(index);
			this.cleaned++;
		}
		return text;
	}

	/** Strings are mostly asked for in their order, so the block is mostly the last one. */
	private blockOf(index: number): StringBlock | undefined {
		const { block } = this;
		if (block && index >= block.first && index < block.first + block.count) return block;
		if (!(index >= 0 && index < this.count)) return undefined;
		this.block = findBlock(this.blocks, index);
		return this.block;
	}
}

/** The last block that starts at or before an index. */
function findBlock(blocks: readonly StringBlock[], index: number): StringBlock | undefined {
	let low = 0;
	let high = blocks.length - 1;
	while (low < high) {
		const middle = (low + high + 1) >> 1;
		if ((blocks[middle]?.first ?? 0) <= index) low = middle;
		else high = middle - 1;
	}
	return blocks[low];
}

function tooManyStrings(fileName: string): Error {
	return tooLarge(`${fileName} holds more than 1 GB of text`, 'Split it into smaller files, or use CSV.');
}

function endlessString(fileName: string): Error {
	return tooLarge(`A text of ${fileName} does not end`, 'Save the file again in a spreadsheet program.');
}
