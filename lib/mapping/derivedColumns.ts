import { makeIssue } from '../errors';
import type { Cell, Row, RowBatch, RowIssue } from '../model';
import type { Composition, FirstOf, Join, Split, SplitName } from './composition';
import { findLabel } from './findLabel';
import { splitFullName } from './splitName';

type Cells = Row['cells'];

/** A column that the source has not: made of some of its columns, or of a constant. */
export interface DerivedColumn {
	/** What it is made of, for a person. */
	readonly label: string;
	readonly field: string;
	readonly reason: string;
	/** Its cell in a row; `undefined` where the row has nothing to make it of. */
	readonly read: (cells: Cells) => Cell | undefined;
}

/** What compositions add to a source. */
export interface Derivation {
	readonly columns: readonly DerivedColumn[];
	/** The places of columns that went into a composition, and so are no fields by themselves. */
	readonly used: ReadonlySet<number>;
	/** Columns that compositions name and the source has not. */
	readonly issues: readonly RowIssue[];
}

/** The columns that compositions make out of a source with these labels. */
export function deriveColumns(compositions: readonly Composition[], labels: readonly string[]): Derivation {
	const used = new Set<number>();
	const issues: RowIssue[] = [];
	const find = (label: string): Source[] => {
		const index = findLabel(labels, label);
		if (index < 0) issues.push(noColumn(label));
		return index < 0 ? [] : [{ index, label: labels[index] ?? label }];
	};
	const columns = compositions.flatMap((composition): DerivedColumn[] => {
		switch (composition.kind) {
			case 'constant':
				return [constant(composition.field, composition.value)];
			case 'join':
				return joined(composition, composition.labels.flatMap(find), used);
			case 'firstOf':
				return firstOf(composition, composition.labels.flatMap(find), used);
			case 'split':
				return find(composition.label).flatMap((source) => split(composition, source, used));
			case 'splitName':
				return find(composition.label).flatMap((source) => nameHalves(composition, source));
		}
	});
	return { columns, used, issues };
}

/** A column of the source that a composition takes. */
interface Source {
	readonly index: number;
	readonly label: string;
}

function noColumn(label: string): RowIssue {
	return makeIssue('SETTING_CONTRADICTS_FILE', {
		label,
		message: `A combined column names the column '${label}', and the file has none`,
	});
}

function constant(field: string, value: string): DerivedColumn {
	return { label: `“${value}”`, field, reason: 'The same for every row, as set', read: () => value };
}

function isFilled(cell: Cell | undefined): cell is Exclude<Cell, null> {
	return cell !== undefined && cell !== null && cell !== '' && !(typeof cell === 'string' && !cell.trim());
}

/** What cells without a value are together: the '' or NULL that comes first; nothing where none is there. */
function emptiness(cells: Cells, sources: readonly Source[]): '' | null | undefined {
	for (const { index } of sources) {
		const cell = cells[index];
		if (cell !== undefined) return cell === null ? null : '';
	}
	return undefined;
}

function namesOf(sources: readonly Source[]): string {
	return sources.map(({ label }) => label).join(' + ');
}

function joined({ field, separator }: Join, sources: readonly Source[], used: Set<number>): DerivedColumn[] {
	if (sources.length === 0) return [];
	for (const { index } of sources) used.add(index);
	const read = (cells: Cells): Cell | undefined => {
		const filled = sources.map(({ index }) => cells[index]).filter(isFilled);
		if (filled.length === 0) return emptiness(cells, sources);
		return filled.map((cell) => String(cell).trim()).join(separator);
	};
	return [{ label: namesOf(sources), field, reason: 'Joined as set', read }];
}

function firstOf(
	{ field, otherwise }: FirstOf,
	sources: readonly Source[],
	used: Set<number>,
): DerivedColumn[] {
	if (sources.length === 0) return otherwise === undefined ? [] : [constant(field, otherwise)];
	for (const { index } of sources) used.add(index);
	const read = (cells: Cells): Cell | undefined => {
		for (const { index } of sources) if (isFilled(cells[index])) return cells[index];
		return otherwise ?? emptiness(cells, sources);
	};
	const label = sources.map((source) => source.label).join(' / ');
	return [{ label, field, reason: 'The first of them that holds anything, as set', read }];
}

function split({ fields, separator }: Split, source: Source, used: Set<number>): DerivedColumn[] {
	used.add(source.index);
	return fields.map((field, place) => ({
		label: `${source.label} [${place + 1}]`,
		field,
		reason: `Part ${place + 1} of the column, as set`,
		read: (cells) => {
			const cell = cells[source.index];
			return isFilled(cell) ? partOf(String(cell), separator, place, fields.length) : cell;
		},
	}));
}

/** The part at a place; the last place has all that is left. A text with fewer parts has nothing there. */
function partOf(text: string, separator: string, place: number, count: number): string {
	const parts = text.split(separator);
	const own = place === count - 1 ? parts.slice(place).join(separator) : (parts[place] ?? '');
	return own.trim();
}

function nameHalves({ order }: SplitName, source: Source): DerivedColumn[] {
	const half = (field: 'firstName' | 'lastName', part: 'first' | 'last'): DerivedColumn => ({
		label: `${source.label} [${part}]`,
		field,
		reason: 'A half of the name, as set',
		read: (cells) => {
			const cell = cells[source.index];
			return isFilled(cell) ? splitFullName(String(cell), order)[part] : cell;
		},
	});
	return [half('firstName', 'first'), half('lastName', 'last')];
}

/** The row with its derived cells behind those that have a label. The row itself where there are none. */
export function withDerived(row: Row, columns: readonly DerivedColumn[], labelCount: number): Row {
	if (columns.length === 0) return row;
	const cells: Array<Cell | undefined> = row.cells.slice(0, labelCount);
	cells.length = labelCount;
	for (const column of columns) cells.push(column.read(row.cells));
	return { ...row, cells };
}

/** The same of every row of a sample. */
export function sampleWithDerived(
	sample: RowBatch,
	columns: readonly DerivedColumn[],
	labelCount: number,
): RowBatch {
	return columns.length === 0 ? sample : sample.map((row) => withDerived(row, columns, labelCount));
}
