import type { Cell, Row } from '../../model';
import type { WritableTable, WriteOptions } from '../format';
import { numberOrText } from './values';

const PIECE_CHARACTERS = 64 * 1024;
/** A number as JSON and people write it, of which nothing is lost. */
const PLAIN_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

type ColumnType = NonNullable<WritableTable['types']>[number];

/** Writes a list of objects, one a line. A cell that is not there is left out of its object. */
export async function* writeJson(table: WritableTable, options: WriteOptions): AsyncGenerator<Uint8Array> {
	let before = '[\n';
	for await (const objects of writeObjects(table, options)) {
		yield Buffer.from(before + objects.join(',\n'));
		before = ',\n';
	}
	yield Buffer.from(before === ',\n' ? '\n]\n' : '[]\n');
}

/** Writes an object a line. */
export async function* writeJsonLines(
	table: WritableTable,
	options: WriteOptions,
): AsyncGenerator<Uint8Array> {
	for await (const objects of writeObjects(table, options)) yield Buffer.from(`${objects.join('\n')}\n`);
}

/** The rows as objects, some 64 KB of them at a time. */
async function* writeObjects(table: WritableTable, options: WriteOptions): AsyncGenerator<string[]> {
	const writeRow = makeRowWriter(table);
	let objects: string[] = [];
	let length = 0;
	for await (const batch of table.batches) {
		options.signal?.throwIfAborted();
		for (const { cells } of batch) {
			const object = writeRow(cells);
			objects.push(object);
			length += object.length;
			if (length < PIECE_CHARACTERS) continue;
			yield objects;
			objects = [];
			length = 0;
		}
	}
	if (objects.length > 0) yield objects;
}

function makeRowWriter({ labels, types = [] }: WritableTable): (cells: Row['cells']) => string {
	const keys = labels.map((label) => `${JSON.stringify(label)}:`);
	const keyOf = (index: number) => (keys[index] ??= `"column_${index + 1}":`);
	return (cells) => {
		let object = '';
		for (let index = 0; index < cells.length; index++) {
			const cell = cells[index];
			if (cell === undefined) continue;
			object += `${object === '' ? '' : ','}${keyOf(index)}${JSON.stringify(typedCell(cell, types[index]))}`;
		}
		return `{${object}}`;
	};
}

/** A cell of a column of numbers or of yes and no, as such a value; what is not one stays text. */
function typedCell(cell: Cell, type: ColumnType | undefined): Cell {
	if (typeof cell !== 'string') return cell;
	if (type === 'number' && PLAIN_NUMBER.test(cell)) return numberOrText(cell);
	if (type === 'boolean' && (cell === 'true' || cell === 'false')) return cell === 'true';
	return cell;
}
