import { defects, totalRow } from './defects/index.mjs';
import { regularRow } from './regularRows.mjs';

const REGULAR_ROWS = 1_640;

/** The first rows have nothing wrong in them, so that a look at the top of the file shows what is meant. */
const CLEAN_START = 12;

/** @typedef {{ recipe?: import('./defects/recipe.mjs').Recipe, n: number }} Ticket */

/** One ticket a row, in the order of the file. Rows that repeat earlier ones come after plenty of those. */
function drawTickets(random) {
	const regular = Array.from({ length: REGULAR_ROWS }, (_, n) => ({ n }));
	const defective = defects.flatMap((recipe) =>
		Array.from({ length: recipe.count }, (_, n) => ({ recipe, n })),
	);
	const start = regular.splice(0, CLEAN_START);
	return [...start, ...shuffle([...regular, ...defective], random), { recipe: totalRow, n: 0 }];
}

function shuffle(list, random) {
	const shuffled = [...list];
	for (let last = shuffled.length - 1; last > 0; last--) {
		const other = random.below(last + 1);
		[shuffled[last], shuffled[other]] = [shuffled[other], shuffled[last]];
	}
	return shuffled;
}

/**
 * The rows of the demo CSV in their order.
 * @returns {import('./regularRows.mjs').DemoRow[]}
 */
export function makeRows(random, newPerson) {
	const rows = [];
	const unused = [];
	const kitchen = { random, newPerson, earlierRow: () => unused.splice(random.below(unused.length), 1)[0] };
	for (const { recipe, n } of drawTickets(random)) {
		const row = recipe
			? { ...recipe.make(kitchen, n), defect: recipe.name }
			: regularRow(newPerson(), random);
		rows.push(row);
		if (!recipe) unused.push(row);
	}
	return rows;
}
