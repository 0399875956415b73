import type { PullSettings, SqlDialect, SqlSession } from '../../../../lib/sql';
import { sqlitePlace } from '../../state/statePlaces';
import type { Mishaps, Puller } from './puller';
import { CLEAN, makePuller } from './puller';
import type { Random } from './random';
import { makeRandom } from './random';
import type { WriterConnection } from './writers';
import { makeWriters, MOST_BACK, MOST_IDS_LATE, MOST_LATE } from './writers';

/** A server on which a pull is tried. */
export interface PulledServer {
	readonly dialect: SqlDialect;
	readonly session: SqlSession;
	readonly writers: readonly WriterConnection[];
	/** What a time without a zone is called. */
	readonly timestampType: string;
}

const STEPS = 60;

/** The settings of a seed. */
interface Scenario {
	readonly settings: PullSettings;
	readonly parkAfter: number;
	readonly mishaps: Mishaps;
	/** Only rows that are new are to be found, and not those that change. */
	readonly insertsOnly: boolean;
}

function makeScenario(random: Random, table: string): Scenario {
	const insertsOnly = random.chance(0.25);
	const prevent = random.pick(['off', 'unchanged', 'oncePerRun'] as const);
	const place = insertsOnly
		? { startColumn: 'id', lag: MOST_IDS_LATE }
		: {
				startColumn: 'updated_at',
				lag: MOST_LATE + MOST_BACK + 1,
				...(random.chance(0.5) ? { keyColumn: 'id' } : {}),
			};
	const settings: PullSettings = {
		query: random.pick([
			`SELECT id, name, updated_at FROM ${table}`,
			`SELECT id, name, updated_at FROM ${table} WHERE ${place.startColumn} > {lastItem}`,
		]),
		startValue: insertsOnly ? '0' : '1970-01-01 00:00:00',
		chunkSize: 1 + random.below(5),
		rowKey: ['id'],
		...place,
		...(prevent === 'off' ? {} : { prevent }),
		...(prevent !== 'off' && random.chance(0.5) ? { contentColumns: ['name'] } : {}),
		...(random.chance(0.3) ? { maxChunks: 1 + random.below(3) } : {}),
	};
	return {
		settings,
		parkAfter: random.pick([0, 1, 2]),
		mishaps: random.pick([CLEAN, { failure: 0.2, kill: 0.05 }, { failure: 0.05, kill: 0.25 }]),
		insertsOnly,
	};
}

/** What was found against the promises; empty where all were kept. */
export async function pullBySeed(server: PulledServer, seed: number): Promise<string[]> {
	const random = makeRandom(seed);
	const table = `pulled_${seed}`;
	const scenario = makeScenario(random, table);
	const [administrator] = server.writers;
	await administrator?.execute(
		`CREATE TABLE ${table} (id bigint PRIMARY KEY, name varchar(20) NOT NULL, updated_at ${server.timestampType} NOT NULL)`,
	);
	const state = await sqlitePlace();
	try {
		const { settings, parkAfter } = scenario;
		const puller = makePuller(server.session, server.dialect, settings, parkAfter, state, random);
		await writeAndPull(server, table, scenario, puller, random);
		const broken = await checkPromises(server, table, scenario, puller);
		return broken.map((one) => `${one} [${JSON.stringify(scenario)}]`);
	} finally {
		await administrator?.execute(`DROP TABLE ${table}`);
		await state.remove();
	}
}

async function writeAndPull(
	{ writers: connections }: PulledServer,
	table: string,
	{ mishaps }: Scenario,
	puller: Puller,
	random: Random,
): Promise<void> {
	const writers = makeWriters(table, connections, random);
	for (let step = 0; step < STEPS; step += 1) {
		await writers.step();
		if (random.chance(0.2)) await puller.run(mishaps);
	}
	await writers.finish();
}

/** Clean runs until nothing more comes, with what was parked. */
async function drain(puller: Puller): Promise<number> {
	await puller.run(CLEAN, 'offer parked');
	let runs = 0;
	while ((await puller.run(CLEAN, 'offer parked'))?.rows !== 0) {
		runs += 1;
		if (runs > 1000) throw new Error('It never ends');
	}
	const before = puller.accepted.length;
	await puller.run(CLEAN, 'offer parked');
	return puller.accepted.length - before;
}

async function checkPromises(
	{ session }: PulledServer,
	table: string,
	scenario: Scenario,
	puller: Puller,
): Promise<string[]> {
	const repeated = await drain(puller);
	const { rows } = await session.query({ text: `SELECT id, name, updated_at FROM ${table}`, values: [] });
	const wanted = (cells: readonly unknown[]): string =>
		JSON.stringify(scenario.insertsOnly ? [cells[0]] : contentOf(cells, scenario));
	const accepted = new Set(puller.accepted.map(({ cells }) => wanted(cells)));
	const lost = rows.filter((cells) => !accepted.has(wanted(cells)));
	const stale = rows.filter((cells) => {
		const customer = puller.base.get(Number(cells[0]));
		return customer === undefined || wanted(customer) !== wanted(cells);
	});
	return [
		...lost.map((cells) => `never delivered: ${JSON.stringify(cells)}`),
		...stale.map((cells) => `not so in the customer base: ${JSON.stringify(cells)}`),
		...(repeated > 0 ? [`delivered again after a clean run: ${repeated}`] : []),
		...doubles(scenario, puller),
	];
}

/** What counts as content where repeats are prevented; a change of the rest need not come. */
function contentOf(cells: readonly unknown[], { settings }: Scenario): readonly unknown[] {
	return settings.contentColumns === undefined ? cells : cells.slice(0, 2);
}

/** Where nothing went wrong, no row came twice in a row as it was. */
function doubles(scenario: Scenario, { accepted }: Puller): string[] {
	if (scenario.mishaps !== CLEAN) return [];
	const last = new Map<number, string>();
	return accepted.flatMap(({ id, cells }) => {
		const content = JSON.stringify(contentOf(cells, scenario));
		const isDouble = last.get(id) === content;
		last.set(id, content);
		return isDouble ? [`delivered twice as it was: ${content}`] : [];
	});
}
