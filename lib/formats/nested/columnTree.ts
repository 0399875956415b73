import type { Cell } from '../../model';
import type { ParseLimits } from '../format';
import { flatCopy } from '../labels';
import { tooLarge } from '../limits';

/** Names that lead nowhere are kept too; this many times the columns. */
const NODES_PER_COLUMN = 4;
/** All names together may be this many times as long as the longest cell. */
const NAMES_PER_CELL = 4;

/** A column that has no value in any record, because what is under its name is always a group of others. */
const NO_COLUMN = -1;
const UNUSED = -2;

/** A name in nested records, with the names inside it. */
export interface ColumnNode {
	/** The names from the record to here: `address.city`. */
	readonly label: string;
	/** How the name is written in the file, and the name that followed it last time: most records are alike. */
	token: string;
	next: ColumnNode | undefined;
	/** The first name inside, last time. */
	first: ColumnNode | undefined;
	/** In which group it was met last, and how often there, for formats where a name can be there several times. */
	metIn: number;
	met: number;
	/** The place in a row; negative without one. */
	column: number;
	/** Whether a record had something here besides null and empty text. */
	valued: boolean;
	readonly children: Map<string, ColumnNode>;
}

/**
 * The names found in nested records and the columns they become, in the order in
 * which they were met. Maps and no objects: a name may be `__proto__`.
 */
export class ColumnTree {
	readonly root = makeNode('');
	/** Labels that were met after the columns had been fixed. */
	readonly late: string[] = [];
	/** How many columns there are. */
	width = 0;

	/** Groups so far: what `metIn` of a node is compared with. */
	groups = 0;

	private columns: ColumnNode[] = [];
	private nodes = 0;
	private nameLength = 0;
	private fixed = false;

	constructor(
		private readonly name: string,
		private readonly limits: ParseLimits,
	) {}

	/**
	 * The node of a name inside another.
	 * @param part what the label says, where it differs from the key
	 * @throws userError `TOO_LARGE` when there are more names than any table has
	 */
	child(parent: ColumnNode, key: string, part = key): ColumnNode {
		const known = parent.children.get(key);
		if (known) return known;
		const label = parent.label === '' ? part : `${parent.label}.${part}`;
		this.nameLength += key.length + label.length;
		if (
			++this.nodes > this.limits.columns * NODES_PER_COLUMN ||
			this.nameLength > this.limits.cellLength * NAMES_PER_CELL
		)
			throw this.tooMany();
		const child = makeNode(flatCopy(label));
		parent.children.set(flatCopy(key), child);
		return child;
	}

	/** The column of a node that has this value now; negative for a value that says nothing in a group. */
	columnOf(node: ColumnNode, value: Cell): number {
		if (node.column >= 0) return node.column;
		if (node.column === UNUSED && (value === null || value === '')) return UNUSED;
		if (this.columns.length >= this.limits.columns) throw this.tooMany();
		node.column = this.columns.length;
		this.columns.push(node);
		if (this.fixed) this.late.push(node.label);
		else this.width++;
		return node.column;
	}

	/**
	 * Fixes the columns by the records so far and gives their labels. A name under
	 * which there was null or nothing in some records and a group in others is not
	 * a column beside those of the group.
	 */
	fix(): string[] {
		for (const node of this.columns) if (!node.valued && node.children.size > 0) node.column = UNUSED;
		this.columns = this.columns.filter(({ column }) => column !== UNUSED);
		this.columns.forEach((node, index) => (node.column = index));
		this.width = this.columns.length;
		this.fixed = true;
		return this.columns.map(({ label }) => label);
	}

	labelOf(column: number): string {
		return this.columns[column]?.label ?? '';
	}

	private tooMany(): Error {
		return tooLarge(
			`The records of ${this.name} have more than ${this.limits.columns} different fields`,
			'Say where the records are, if these are not the ones.',
		);
	}
}

function makeNode(label: string): ColumnNode {
	return {
		label,
		token: '',
		next: undefined,
		first: undefined,
		metIn: 0,
		met: 0,
		column: NO_COLUMN,
		valued: false,
		children: new Map(),
	};
}
