import type { FileDialect } from '../../lib';
import { countOf } from '../shared/execution';
import type { FileRead, PartRead } from './readFile';

/** More tables of a file than this are not named one by one. */
const MOST_NAMES = 5;

/** What is said above the output. */
export interface Hint {
	readonly message: string;
	readonly type: 'info' | 'warning';
}

/** What a person wants to know about a file that was read: its rows, what it is, and what of it could not be read. */
export function aboutRows({ name, parts }: FileRead): Hint[] {
	const broken = parts.filter(({ error }) => error !== undefined);
	const hints: Hint[] = [{ message: `${name}: ${describeRows(name, parts)}`, type: 'info' }];
	if (broken.length > 0) {
		const message = `${countOf(broken.length, 'part')} of ${name} cannot be read: see the output 'Issues'`;
		hints.push({ message, type: 'warning' });
	}
	return hints;
}

function describeRows(name: string, parts: readonly PartRead[]): string {
	const read = parts.filter(({ error }) => error === undefined);
	const rows = countOf(
		read.reduce((sum, { count }) => sum + count, 0),
		'row',
	);
	const [first] = read;
	if (parts.length === 1 && first?.table) return `${rows}, ${describeDialect(first.table.dialect)}`;
	const named = read
		.slice(0, MOST_NAMES)
		.map((part) => `${insideOf(name, part)} (${countOf(part.count, 'row')})`);
	const more = read.length > MOST_NAMES ? ' …' : '';
	return `${rows} in ${countOf(read.length, 'table')}: ${named.join(', ')}${more}`;
}

/** The name of a part without the name of its file. */
function insideOf(name: string, { source }: PartRead): string {
	return source.startsWith(name) ? source.slice(name.length).replace(/^\W+/, '') || source : source;
}

/** A file's format, encoding, delimiter and sheet in a line. */
export function describeDialect(dialect: FileDialect): string {
	const { format, encoding, delimiter, sheet } = dialect;
	const parts = [
		format.toUpperCase(),
		encoding,
		delimiter === undefined ? undefined : `delimiter ${delimiter === '\t' ? 'tab' : `'${delimiter}'`}`,
		sheet === undefined ? undefined : `sheet '${sheet}'`,
	];
	return parts.filter((part) => part !== undefined).join(', ');
}
