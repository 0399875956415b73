const DATE_CELL = /^(?:(\d{4}-\d{2}-\d{2})T?)?(?:T?(\d{2}:\d{2})(?::(\d{2})(?:\.(\d+))?)?)?Z?$/;

/**
 * The date of a cell with a date type, ECMA-376 part 1, 18.18.11: `2022-09-30T00:00:00.000Z` becomes
 * `2022-09-30`. Its `Z` means nothing, because a sheet knows no zones. Anything else stays as it is.
 * @param withTime whether midnight is a time too
 */
export function isoOfDateCell(text: string, withTime: boolean): string {
	const [, day, minutes, seconds = '00', fraction = ''] = DATE_CELL.exec(text) ?? [];
	if (minutes === undefined) return day ?? text;
	const milliseconds = fraction.slice(0, 3).padEnd(3, '0');
	const time = `${minutes}:${seconds}${milliseconds === '000' ? '' : `.${milliseconds}`}`;
	if (day === undefined) return time;
	return time === '00:00:00' && !withTime ? day : `${day}T${time}`;
}
