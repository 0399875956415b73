import type { Row } from '../../model';
import { columnKinds, filledTexts, isBlank, isData, kindOf, median } from './cells';
import { looksLikeUnits } from './unitsRow';

/** Where the header of a table is. */
export interface FoundHeader {
	/** Its place among the rows; `undefined` where there is none. */
	readonly index: number | undefined;
	/** From 0 to 1. */
	readonly confidence: number;
	/** How sure it is that what stands above it is no part of the table, if anything does. */
	readonly titleConfidence?: number;
	/** The row right above it names groups of its columns. */
	readonly grouped?: true;
}

/** Deeper than this nobody puts a header. */
const MAX_TITLE_ROWS = 25;
/** A header fills so much of what a usual row fills. */
const MIN_HEADER_FILL = 0.6;
/** A title fills at most so much of it; a parameter of a report, as `Period: | 2026-11` or `As of May 1 | 2026`, a little more. */
const TITLE_FILL = 1 / 3;
const PARAMETER_FILL = 1 / 2;
/** Rows that must agree before the first row is believed to be no header. */
const MIN_ALIKE_ROWS = 3;
/** Groups have at least two columns each, but for a few; fewer where the lower row labels values that the upper one does not. */
const FEW_GROUPS = 0.6;
const FEW_GROUPS_OF_VALUES = 0.75;
const LONGEST_LABEL = 120;

/**
 * Finds the header among the first rows of a table, none of which is empty: the
 * first one that labels what is below it. It is the very first row wherever there
 * is any doubt, because a row taken for a title is lost as a customer.
 */
export function findHeader(rows: readonly Row[]): FoundHeader {
	const width = usualFill(rows);
	const below = firstFullRow(rows, width);
	const titled = below > 0 ? titledHeader(rows, below, width) : undefined;
	const found = titled ?? { index: 0, confidence: firstRowConfidence(rows) };
	return groupedHeader(rows, found, width) ?? (titled || !looksHeaderless(rows) ? found : HEADERLESS);
}

const HEADERLESS: FoundHeader = { index: undefined, confidence: 0.9 };

/** What rows fill, with a title or two among a few rows not counted. */
function usualFill(rows: readonly Row[]): number {
	const fills = rows.map(({ cells }) => filledTexts(cells).length);
	return Math.max(median(fills), median(fills.slice(fills.length >> 1)));
}

/** The first row that is too full to be a title. */
function firstFullRow(rows: readonly Row[], width: number): number {
	return rows.findIndex((row, index) => index > MAX_TITLE_ROWS || !isNarrow(row, width));
}

function isNarrow({ cells }: Row, width: number): boolean {
	const texts = filledTexts(cells);
	const isParameter = texts.some((text) => /[:：\d]/.test(text));
	return texts.length <= Math.max(1, width * (isParameter ? PARAMETER_FILL : TITLE_FILL)) && width > 1;
}

function titledHeader(rows: readonly Row[], index: number, width: number): FoundHeader | undefined {
	const header = rows[index];
	if (index > MAX_TITLE_ROWS || !header || !isLabelRow(header, width)) return undefined;
	const titles = rows.slice(0, index);
	const labels = contrast(header, rows.slice(index + 1)) > 0;
	if (!labels && !(width > 2 && readLikeTitles(titles, header))) return undefined;
	const titleConfidence = labels ? 0.95 : 0.7;
	return { index, confidence: titleConfidence, titleConfidence };
}

/** Words in each cell that is filled, none of them twice. */
function isLabelRow({ cells }: Row, width: number): boolean {
	const texts = filledTexts(cells);
	const enough = texts.length >= 2 && texts.length >= width * MIN_HEADER_FILL;
	const words =
		cells.every((cell) => !isData(kindOf(cell))) && texts.every((text) => text.length <= LONGEST_LABEL);
	return enough && words && new Set(texts).size >= texts.length * 0.9;
}

/** In how many columns a word stands above values. */
function contrast({ cells }: Row, below: readonly Row[]): number {
	const kinds = columnKinds(below, cells.length);
	return cells.filter((cell, column) => kindOf(cell) === 'text' && isData(kinds[column])).length;
}

/** Titles of several words or with a number in them, or an empty line between them and the header. */
function readLikeTitles(titles: readonly Row[], header: Row): boolean {
	const last = titles.at(-1);
	if (last && header.rowNumber - last.rowNumber > 1) return true;
	return titles.every(({ cells }) => /\S\s+\S|\d|[:：]/.test(filledTexts(cells)[0] ?? ''));
}

/** A header of two rows, the upper of which names groups of columns: the lower one is the header. */
function groupedHeader(rows: readonly Row[], found: FoundHeader, width: number): FoundHeader | undefined {
	const { index = 0 } = found;
	const [groups, header, ...below] = rows.slice(index);
	if (!groups || !header || !isLabelRow(header, width) || looksLikeUnits(header, below)) return undefined;
	if (groups.cells.some((cell) => isData(kindOf(cell)))) return undefined;
	const joined = { ...header, cells: joinedLabels(groups, header) };
	const labels = filledTexts(joined.cells).length;
	const names = new Set(filledTexts(groups.cells)).size;
	const gain = contrast(joined, below) - contrast(groups, below);
	const few = names <= labels * (gain > 0 ? FEW_GROUPS_OF_VALUES : FEW_GROUPS);
	if (labels < 3 || !few || contrast(joined, below) === 0) return undefined;
	return { index: index + 1, confidence: 0.8, titleConfidence: 0.8, grouped: true };
}

/** The labels of a header of two rows. Where two are merged into one, the label is in the upper one. */
export function joinedLabels(upper: Row, lower: Row): Row['cells'] {
	return lower.cells.map((cell, column) => (isBlank(cell) ? upper.cells[column] : cell));
}

function firstRowConfidence(rows: readonly Row[]): number {
	const [header, ...below] = rows;
	if (!header) return 0;
	if (header.cells.some((cell) => isData(kindOf(cell)))) return 0.4;
	if (below.length === 0) return 0.6;
	return contrast(header, below) > 0 ? 0.95 : 0.7;
}

/**
 * Whether the first row is beyond doubt a customer like the others: an e-mail
 * address above e-mail addresses, or dates and long numbers above such, and no
 * word above values anywhere.
 */
function looksHeaderless(rows: readonly Row[]): boolean {
	const [first, ...below] = rows;
	if (!first || below.length < MIN_ALIKE_ROWS || contrast(first, below) > 0) return false;
	const kinds = columnKinds(below, first.cells.length);
	const alike = first.cells.flatMap((cell, column) => {
		const kind = kindOf(cell);
		return kind === kinds[column] && isTelling(cell) ? [kind] : [];
	});
	return alike.includes('email') || alike.length >= 2;
}

/** Whether a cell is never a label: years and small numbers sometimes are. */
function isTelling(cell: Row['cells'][number]): boolean {
	const kind = kindOf(cell);
	return (
		kind === 'email' || kind === 'date' || (kind === 'number' && String(cell).replace(/\D/g, '').length >= 7)
	);
}
