/** The middle one; of an even count the mean of the two in the middle. */
export function median(numbers) {
	const sorted = numbers.toSorted((a, b) => a - b);
	const middle = sorted.length >> 1;
	return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** `1234567.8` → `1,234,568`. */
export function whole(number) {
	return Math.round(number).toLocaleString('en-US');
}
