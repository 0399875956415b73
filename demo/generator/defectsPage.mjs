const MOST_ROW_NUMBERS = 12;

function rowNumbers(rows, name) {
	const numbers = rows.filter(({ defect }) => defect === name).map(({ rowNumber }) => rowNumber);
	const shown = numbers.slice(0, MOST_ROW_NUMBERS).join(', ');
	return numbers.length > MOST_ROW_NUMBERS ? `${shown} … (${numbers.length} in all)` : shown;
}

function table(recipes, rows) {
	return [
		'| Defect | What it is, and what becomes of it | Rows |',
		'|---|---|---|',
		...recipes.map(({ name, what }) => `| ${name} | ${what} | ${rowNumbers(rows, name)} |`),
	];
}

/**
 * The page that says what is wrong with which row of the demo files.
 * @param {{ name: string, about: string, recipes: { name: string, what: string }[], rows: object[] }[]} files
 */
export function defectsPage(files) {
	return [
		'# The demo files',
		'',
		'Written by `node demo/generate.mjs`, from a seed: the same files every time. Nobody in them exists. `truth.json` says what must',
		'come of each row, and `truth-people.ndjson` how each customer must be kept; the generator knows both, because it put the defects',
		'in. The tests compare what the nodes do with that.',
		...files.flatMap(({ name, about, recipes, rows }) => [
			'',
			`## ${name}`,
			'',
			about,
			'',
			...table(recipes, rows),
		]),
		'',
	].join('\n');
}
