const MAX_LENGTH = 31;
const DEFAULT_NAME = 'Customers';

/** A name that Excel accepts for the tab of a sheet: the wished one, and ` 2` behind it for a second sheet. */
export function sheetName(wished: string | undefined, number: number): string {
	const suffix = number === 1 ? '' : ` ${number}`;
	const name =
		(wished ?? '')
			.replace(/[[\]:*?/\\\p{Cc}]/gu, ' ')
			.trim()
			.replace(/^'+|'+$/g, '') || DEFAULT_NAME;
	return name.slice(0, MAX_LENGTH - suffix.length).trim() + suffix;
}
