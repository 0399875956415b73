/** The letters of a column: 1 is `A`, 27 is `AA`. */
export function columnName(column: number): string {
	let name = '';
	for (let left = column; left > 0; left = Math.floor((left - 1) / 26)) {
		name = String.fromCharCode(0x41 + ((left - 1) % 26)) + name;
	}
	return name;
}
