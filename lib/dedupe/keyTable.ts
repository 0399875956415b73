import { randomInt } from 'node:crypto';

/** Slots and keys to begin with; both double when they run full. */
const FIRST_SLOTS = 1 << 12;

/** A slot without a key. */
const FREE = 0xffffffff;

/** Bytes of one block of key text. */
const BLOCK_BYTES = 1 << 18;

/** Numbers keys from 0 in the order they are first met. */
export interface KeyTable {
	/** The number of a key; a new one gets the next number. */
	add(key: string): number;
	/** The number of a key, or `undefined` where it was never added. */
	find(key: string): number | undefined;
	/** How many different keys there are. */
	size(): number;
}

/**
 * A set of keys that takes some 40 bytes a key where a JavaScript `Set` takes 150: hashes and places in
 * typed arrays with open addressing, the text in blocks of bytes. Every hit is confirmed by comparing the
 * text itself, so that two keys are never taken for one; the hash is seeded, so that nobody can craft a file
 * whose keys all fall into one slot.
 */
export function makeKeyTable(): KeyTable {
	const seed = randomInt(2 ** 32 - 1);
	const text = makeKeyText();
	let slots = new Uint32Array(FIRST_SLOTS).fill(FREE);
	let hashes = new Uint32Array(FIRST_SLOTS);
	let count = 0;

	/** The slot that holds the key, or the free one where it belongs. */
	function slotOf(key: string, hash: number): number {
		const mask = slots.length - 1;
		for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
			const number = slots[slot] ?? FREE;
			if (number === FREE || (hashes[number] === hash && text.equals(number, key))) return slot;
		}
	}

	/** Keeps at least half of the slots free. */
	function grow(): void {
		const mask = slots.length * 2 - 1;
		slots = new Uint32Array(mask + 1).fill(FREE);
		hashes = enlarged(hashes);
		for (let number = 0; number < count; number++) {
			let slot = (hashes[number] ?? 0) & mask;
			while (slots[slot] !== FREE) slot = (slot + 1) & mask;
			slots[slot] = number;
		}
	}

	function add(key: string): number {
		const hash = hashOf(key, seed);
		const slot = slotOf(key, hash);
		const known = slots[slot] ?? FREE;
		if (known !== FREE) return known;
		slots[slot] = count;
		hashes[count] = hash;
		text.append(key);
		count++;
		if (count * 2 > slots.length) grow();
		return count - 1;
	}

	function find(key: string): number | undefined {
		const number = slots[slotOf(key, hashOf(key, seed))] ?? FREE;
		return number === FREE ? undefined : number;
	}

	return { add, find, size: () => count };
}

/** Murmur3's mixing over the UTF-16 units of a text (https://github.com/aappleby/smhasher), 32 bits. */
function hashOf(key: string, seed: number): number {
	let hash = seed;
	for (let place = 0; place < key.length; place++) {
		const unit = Math.imul(key.charCodeAt(place), 0xcc9e2d51);
		hash ^= Math.imul((unit << 15) | (unit >>> 17), 0x1b873593);
		hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0;
	}
	hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
	hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
	return (hash ^ (hash >>> 16)) >>> 0;
}

interface KeyText {
	append(key: string): void;
	equals(number: number, key: string): boolean;
}

/** The text of keys one after another, in blocks, so that nothing is copied when it grows. */
function makeKeyText(): KeyText {
	let block = Buffer.allocUnsafe(BLOCK_BYTES);
	const blocks = [block];
	let used = 0;
	let count = 0;
	let blockOf = new Uint32Array(FIRST_SLOTS);
	let startOf = new Uint32Array(FIRST_SLOTS);
	let lengthOf = new Uint32Array(FIRST_SLOTS);
	let scratch = Buffer.allocUnsafe(1 << 10);

	function bytesOf(key: string): Buffer {
		if (key.length * 3 > scratch.length) scratch = Buffer.allocUnsafe(key.length * 3);
		return scratch.subarray(0, scratch.write(key));
	}

	function grow(): void {
		blockOf = enlarged(blockOf);
		startOf = enlarged(startOf);
		lengthOf = enlarged(lengthOf);
	}

	function append(key: string): void {
		const most = key.length * 3;
		if (used + most > block.length) {
			block = Buffer.allocUnsafe(Math.max(BLOCK_BYTES, most));
			blocks.push(block);
			used = 0;
		}
		if (count === blockOf.length) grow();
		const length = writeAscii(block, used, key) ? key.length : block.write(key, used);
		blockOf[count] = blocks.length - 1;
		startOf[count] = used;
		lengthOf[count] = length;
		used += length;
		count++;
	}

	function equals(number: number, key: string): boolean {
		const length = lengthOf[number] ?? 0;
		const start = startOf[number] ?? 0;
		const bytes = blocks[blockOf[number] ?? 0] ?? block;
		// Whatever is not ASCII has more bytes than UTF-16 units.
		if (length !== key.length) {
			return length > key.length && bytes.subarray(start, start + length).equals(bytesOf(key));
		}
		for (let place = 0; place < length; place++) {
			if (bytes[start + place] !== key.charCodeAt(place)) return false;
		}
		return true;
	}

	return { append, equals };
}

/** Writes a short text faster than `Buffer` does; `false` where it is not ASCII. */
function writeAscii(bytes: Buffer, start: number, text: string): boolean {
	for (let place = 0; place < text.length; place++) {
		const unit = text.charCodeAt(place);
		if (unit > 127) return false;
		bytes[start + place] = unit;
	}
	return true;
}

function enlarged(numbers: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
	const larger = new Uint32Array(numbers.length * 2);
	larger.set(numbers);
	return larger;
}
