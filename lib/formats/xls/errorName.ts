/** How errors in cells are written, by their numbers, [MS-XLS] 2.5.10. */
const NAMES: Readonly<Record<number, string>> = {
	0x00: '#NULL!',
	0x07: '#DIV/0!',
	0x0f: '#VALUE!',
	0x17: '#REF!',
	0x1d: '#NAME?',
	0x24: '#NUM!',
	0x2a: '#N/A',
	0x2b: '#GETTING_DATA',
};

/** What a person sees in a cell with this error. */
export function errorName(code: number): string {
	return NAMES[code] ?? '#N/A';
}
