/** Rows of sources whose bits share a word list: small enough for row numbers far apart, large enough to cost a bit a row. */
const BLOCK = 1_024;

/** Rows by source and row number; some bits a row. */
export interface RowSet {
	/** Gives whether the row is new. */
	add(source: string | undefined, rowNumber: number): boolean;
	has(source: string | undefined, rowNumber: number): boolean;
}

export function makeRowSet(): RowSet {
	const sources = new Map<string | undefined, Map<number, Uint32Array>>();

	function blockOf(source: string | undefined, index: number): Uint32Array {
		let blocks = sources.get(source);
		if (!blocks) sources.set(source, (blocks = new Map()));
		let block = blocks.get(index);
		if (!block) blocks.set(index, (block = new Uint32Array(BLOCK / 32)));
		return block;
	}

	return {
		add(source, rowNumber) {
			const block = blockOf(source, Math.floor(rowNumber / BLOCK));
			const bit = rowNumber % BLOCK;
			if (isMarked(block, bit)) return false;
			block[bit >>> 5] = (block[bit >>> 5] ?? 0) | (1 << (bit & 31));
			return true;
		},
		has(source, rowNumber) {
			const block = sources.get(source)?.get(Math.floor(rowNumber / BLOCK));
			return block !== undefined && isMarked(block, rowNumber % BLOCK);
		},
	};
}

function isMarked(block: Uint32Array, bit: number): boolean {
	return ((block[bit >>> 5] ?? 0) & (1 << (bit & 31))) !== 0;
}
