/** Separates patterns from each other. */
const SEPARATOR = /[,;\n]/;

/**
 * Makes the test for names of files that a person wants: `*` stands for any characters and `?` for one,
 * several patterns are separated by commas, case does not matter. A pattern without a folder is compared
 * with the last part of the name.
 */
export function makeFileFilter(patterns: string): (name: string) => boolean {
	const wanted = patterns
		.split(SEPARATOR)
		.map((pattern) => pattern.trim().replaceAll('\\', '/').toLowerCase());
	const filled = wanted.filter((pattern) => pattern !== '');
	return (name) => {
		const path = name.toLowerCase();
		const last = path.slice(path.lastIndexOf('/') + 1);
		return filled.some((pattern) => fits(pattern.includes('/') ? path : last, pattern));
	};
}

/** Compares in time that is linear in practice and never exponential: only the latest `*` is ever tried again. */
function fits(text: string, pattern: string): boolean {
	let at = 0;
	let wantedAt = 0;
	let star = -1;
	let starAt = 0;
	while (at < text.length) {
		const sign = pattern[wantedAt];
		if (sign === '*') {
			star = wantedAt++;
			starAt = at;
		} else if (sign === '?' || sign === text[at]) {
			at++;
			wantedAt++;
		} else if (star !== -1) {
			wantedAt = star + 1;
			at = ++starAt;
		} else return false;
	}
	while (pattern[wantedAt] === '*') wantedAt++;
	return wantedAt === pattern.length;
}
