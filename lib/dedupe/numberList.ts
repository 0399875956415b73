type Numbers = Uint32Array<ArrayBuffer> | Float64Array<ArrayBuffer> | Uint16Array<ArrayBuffer>;

/** The same numbers in an array that has room for `length` of them, with zeros behind. */
export function withRoom<List extends Numbers>(numbers: List, length: number): List;
export function withRoom(numbers: Numbers, length: number): Numbers {
	if (length <= numbers.length) return numbers;
	const room = Math.max(length, numbers.length * 2);
	const larger = emptyLike(numbers, room);
	larger.set(numbers);
	return larger;
}

function emptyLike(numbers: Numbers, room: number): Numbers {
	if (numbers instanceof Uint32Array) return new Uint32Array(room);
	return numbers instanceof Float64Array ? new Float64Array(room) : new Uint16Array(room);
}
