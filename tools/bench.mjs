/**
 * `npm run bench`: our stages and their peers, measured side by side; writes docs/BENCHMARKS.md.
 *
 *   --quick          one round on small files, printed and not written
 *   --only NAMES     these stages alone, by comma: csv-read, xlsx-read, xls-read, zip-read, csv-write, xlsx-write, phones,
 *                    map, path, import, import-again, postgres, sql-pull, n8n-parse, n8n-map, n8n-postgres,
 *                    n8n-export, n8n
 *   --rounds N       rounds of each stage (3)
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { bootstrap } from './bootstrap.mjs';

const PAGE = fileURLToPath(new URL('../docs/BENCHMARKS.md', import.meta.url));
const ROUNDS = 3;
/** On the biggest files a round takes minutes, and the spread is small beside the differences. */
const ROUNDS_OF_BIG = 2;
const BIG_ROWS = 250_000;

if (await bootstrap()) await main();

async function main() {
	const { values } = parseArgs({
		options: {
			quick: { type: 'boolean', default: false },
			only: { type: 'string' },
			rounds: { type: 'string' },
		},
	});
	const settings = {
		quick: values.quick,
		only: values.only?.split(','),
		rounds: Number(values.rounds ?? (values.quick ? 1 : ROUNDS)),
	};
	const { benchmarkPage, oursIsWrong } = await import('../bench/report.mjs');
	const measured = await measureAll(settings);
	const page = benchmarkPage(measured, settings);
	// Only a whole and careful run may replace the page that the project shows.
	if (settings.quick || settings.only) console.log(page);
	else writeFileSync(PAGE, page);
	if (oursIsWrong(measured)) process.exitCode = 1;
}

/** Packages may be missing before `bootstrap`, so everything else is loaded after it. */
async function measureAll(settings) {
	const { STAGES } = await import('../bench/candidates/index.mjs');
	const { buildLibrary } = await import('../bench/library.mjs');
	const { measureMapping } = await import('../bench/n8nMap.mjs');
	const { measureTables } = await import('../bench/n8nPostgres.mjs');
	const { measureParsing } = await import('../bench/n8nParse.mjs');
	const { measureExports, measureWorkflows } = await import('../bench/workflows.mjs');
	await buildLibrary();
	const wanted = (name) => settings.only === undefined || settings.only.includes(name);
	const measured = [];
	for (const stage of STAGES.filter(({ name }) => wanted(name)))
		measured.push(...(await measureSizes(stage, settings)));
	if (wanted('n8n-parse')) measured.push(...(await measureParsing({ ...settings, say })));
	if (wanted('n8n-map')) measured.push(...(await measureMapping({ ...settings, say })));
	if (wanted('n8n-postgres')) measured.push(...(await measureTables({ ...settings, say })));
	if (wanted('n8n-export')) measured.push(...(await measureExports({ ...settings, say })));
	if (wanted('n8n')) measured.push(...(await measureWorkflows({ ...settings, say })));
	return measured;
}

async function measureSizes(stage, { quick, rounds }) {
	const { measureStage } = await import('../bench/stage.mjs');
	const { ROWS } = await import('../bench/dataSets.mjs');
	const measured = [];
	for (const size of quick ? [stage.quickSize] : stage.sizes) {
		const rounded = ROWS[size] > BIG_ROWS ? Math.min(rounds, ROUNDS_OF_BIG) : rounds;
		measured.push(await measureStage(stage, size, rounded, say));
	}
	return measured;
}

function say(text) {
	console.error(`${new Date().toISOString().slice(11, 19)} ${text}`);
}
