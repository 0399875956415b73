/**
 * Cuts a list of values so that a condition with each piece fits into an address.
 * @param times how often every value stands in the condition
 * @param most characters of a piece, as they are in the address
 */
export function addressPieces(values: readonly string[], times: number, most: number): string[][] {
	const pieces: string[][] = [];
	let length = Infinity;
	for (const value of values) {
		const more = (encodeURIComponent(value).length + encodeURIComponent(',').length) * times;
		if (length + more > most) {
			pieces.push([]);
			length = 0;
		}
		pieces.at(-1)?.push(value);
		length += more;
	}
	return pieces;
}
