import { regularRow } from '../regularRows.mjs';

/**
 * A defect and the rows that have it. A recipe knows what its rows must become, because it made them so.
 *
 * @typedef {object} Recipe
 * @property {string} name
 * @property {string} what for a person: what is wrong with these rows, and what becomes of them
 * @property {number} count how many rows it makes
 * @property {(kitchen: Kitchen, n: number) => import('../regularRows.mjs').DemoRow} make the n-th row, from 0
 */

/**
 * What a recipe cooks with.
 *
 * @typedef {object} Kitchen
 * @property {ReturnType<typeof import('../random.mjs').seededRandom>} random
 * @property {(origin?: object) => import('../people.mjs').Person} newPerson
 * @property {() => import('../regularRows.mjs').DemoRow} earlierRow a regular row further up in the file, each handed out once
 */

/** A row of somebody new in which nothing is wrong yet. */
export function freshRow({ random, newPerson }, origin) {
	return regularRow(newPerson(origin), random);
}

/** Writes `text` into a cell, and states what the field must hold (`undefined`: nothing) and what is said about it. */
export function setCell(row, key, text, { value, issues = [] } = {}) {
	row.cells[key] = text;
	row.issues.push(...issues);
	if (value === undefined) delete row.expected[key];
	else row.expected[key] = value;
	return row;
}

/** Empties a cell: nothing is known, and nothing is said. */
export function clearCell(row, key) {
	return setCell(row, key, '');
}

/** The row makes nobody new: `outcome`, and why. */
export function withoutCustomer(row, outcome, issues) {
	row.outcome = outcome;
	row.issues.push(...issues);
	delete row.expected;
	return row;
}

/** A recipe whose rows are rejected for one cell: what is wrong in them is for a person to correct. `origin`: whose rows, anybody's when left out. */
export function refusedRecipe(name, what, key, texts, issue, origin) {
	return {
		name,
		what: `${what}; the row is rejected`,
		count: texts.length,
		make: (kitchen, n) =>
			withoutCustomer(setCell(freshRow(kitchen, origin), key, texts[n]), 'rejected', [issue]),
	};
}

/**
 * A recipe whose rows are somebody new with one unusual cell.
 * @param {string[]} texts a row each
 * @param {(text: string) => { value?: unknown, issues?: string[] }} judge what must come of a text
 */
export function cellRecipe(name, what, key, texts, judge) {
	return {
		name,
		what,
		count: texts.length,
		make: (kitchen, n) => setCell(freshRow(kitchen), key, texts[n], judge(texts[n])),
	};
}
