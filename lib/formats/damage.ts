/**
 * What is thrown behind the last readable byte of packed content: `cut` where the rest is not there
 * or cannot be read, `altered` where all of it came out and its checksum or size is wrong.
 */
export class DamagedEntry extends Error {
	constructor(
		name: string,
		readonly kind: 'cut' | 'altered',
		cause?: unknown,
	) {
		super(`${name} is cut or altered`, cause === undefined ? undefined : { cause });
	}
}

/** Where it is noted that content ended in damage, once it was read that far. */
export interface Damage {
	found?: DamagedEntry;
}

/** Where data is broken, what the runtime had expanded into its unfinished piece is lost: so these are small. */
const SMALL_PIECE_BYTES = 4096;

/**
 * Half the speed of expanding is in large pieces; but before its rows are read, a file is begun three
 * times to find out what it is, and each time a whole piece is expanded.
 */
const USUAL_PIECE_BYTES = 256 * 1024;

/** The pieces up to the damage, if there is any; so a reader gets what is readable, and the damage is told after it. */
export async function* untilDamage(
	pieces: AsyncIterable<Uint8Array>,
	damage: Damage,
): AsyncGenerator<Uint8Array> {
	try {
		yield* pieces;
	} catch (error) {
		damage.found = asDamage(error);
	}
}

function asDamage(error: unknown): DamagedEntry {
	if (error instanceof DamagedEntry) return error;
	throw error;
}

/**
 * The same, which gets nearer to the damage: packed data that is broken in the middle is read again in
 * small pieces.
 * @param open begins to read, in pieces of up to so many bytes
 */
export async function* nearDamage(
	open: (pieceBytes: number) => AsyncIterable<Uint8Array>,
	damage: Damage,
): AsyncGenerator<Uint8Array> {
	let given = 0;
	for await (const piece of untilDamage(open(USUAL_PIECE_BYTES), damage)) {
		given += piece.length;
		yield piece;
	}
	// Data that only ends has given all it holds.
	if (damage.found?.cause === undefined) return;
	yield* behind(untilDamage(open(SMALL_PIECE_BYTES), damage), given);
}

/** The bytes behind those that were given already. */
async function* behind(pieces: AsyncIterable<Uint8Array>, given: number): AsyncGenerator<Uint8Array> {
	let at = 0;
	for await (const piece of pieces) {
		const from = Math.max(0, given - at);
		at += piece.length;
		if (from < piece.length) yield piece.subarray(from);
	}
}
