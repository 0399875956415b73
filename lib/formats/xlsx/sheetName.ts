const MAX_LENGTH = 31;
const DEFAULT_NAME = 'Customers';
/** Excel keeps this name for itself. */
const RESERVED = 'history';

/**
 * Makes the function that names sheets: as wished where Excel accepts it, and with ` 2` behind it where
 * the name is taken. Excel tells no small from capital letters here.
 * @param wished names that come later, which no other sheet is given
 */
export function makeSheetNames(wished: readonly string[] = []): (wished: string) => string {
	const used = new Set<string>();
	const waiting = wished.map((name) => safeName(name, 1).toLowerCase());
	return (name) => {
		let number = 1;
		const isFree = (safe: string) =>
			!used.has(safe) && (!waiting.includes(safe) || safe === safeName(name, 1).toLowerCase());
		while (!isFree(safeName(name, number).toLowerCase())) number++;
		const safe = safeName(name, number);
		used.add(safe.toLowerCase());
		return safe;
	};
}

/** A name for the tab of a sheet that Excel accepts, with a number behind it from 2 on. */
function safeName(wished: string, number: number): string {
	const suffix = number === 1 ? '' : ` ${number}`;
	const plain = wished
		.replace(/[[\]:*?/\\\p{Cc}\uFFFE\uFFFF]|\p{Surrogate}/gu, ' ')
		.trim()
		.replace(/^['\s]+|['\s]+$/g, '');
	const name = plain === '' || plain.toLowerCase() === RESERVED ? DEFAULT_NAME : plain;
	return cut(name, MAX_LENGTH - suffix.length) + suffix;
}

/** Does not cut a pair of surrogates, and leaves no apostrophe at the end. */
function cut(name: string, length: number): string {
	return name
		.slice(0, length)
		.replace(/[\uD800-\uDBFF]$/, '')
		.replace(/['\s]+$/, '');
}
