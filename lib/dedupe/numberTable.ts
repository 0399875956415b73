import { withRoom } from './numberList';

/** Slots to begin with; they double when half of them are taken. */
const FIRST_SLOTS = 1 << 10;

/** Numbers whole numbers from 0 to 2^53 - 1 in the order they are first met. */
export interface NumberTable {
	/** The place of a number; a new one gets the next place. */
	add(number: number): number;
	/** How many different numbers there are. */
	size(): number;
}

/** A set of large numbers in some 20 bytes each, where JavaScript's `Set` takes 50 and ends at 2^24 of them. */
export function makeNumberTable(): NumberTable {
	/** Places from 1; 0 is a free slot. */
	let slots = new Uint32Array(FIRST_SLOTS);
	let numbers = new Float64Array(FIRST_SLOTS);
	let count = 0;

	function slotOf(number: number): number {
		const mask = slots.length - 1;
		let slot = mixed(number) & mask;
		for (let known = slots[slot]; known; known = slots[slot]) {
			if (numbers[known - 1] === number) return slot;
			slot = (slot + 1) & mask;
		}
		return slot;
	}

	function grow(): void {
		slots = new Uint32Array(slots.length * 2);
		for (let place = 0; place < count; place++) slots[slotOf(numbers[place] ?? 0)] = place + 1;
	}

	return {
		add(number) {
			const slot = slotOf(number);
			const known = slots[slot] ?? 0;
			if (known > 0) return known - 1;
			numbers = withRoom(numbers, count + 1);
			numbers[count] = number;
			slots[slot] = ++count;
			if (count * 2 > slots.length) grow();
			return count - 1;
		},
		size: () => count,
	};
}

/** Murmur3's last mixing over both halves of the number (https://github.com/aappleby/smhasher). */
function mixed(number: number): number {
	let hash = Math.imul(number >>> 0, 0xcc9e2d51) ^ Math.floor(number / 2 ** 32);
	hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
	hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
	return (hash ^ (hash >>> 16)) >>> 0;
}
