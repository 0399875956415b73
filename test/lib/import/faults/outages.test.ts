import { DatabaseSync } from 'node:sqlite';
import type { Connector } from '../../../../lib/connectors';
import { importCustomers, resumeImport, undoImport } from '../../../../lib/import';
import type { ImportReport, RowOutcome } from '../../../../lib/model';
import type { Journal } from '../../../../lib/state';
import { startPostgres, type TestPostgres } from '../../../../tools/postgres.mjs';
import { type Gate, openGate } from '../../../../tools/process/gate.mjs';
import { sourceOf } from '../rows';
import { buildImportProgram, type ImportProgram } from './childProcess.mjs';
import { between, type People, randomOf } from './people';
import { makeRunner } from './runner';
import { expectWholeFile, kept, type Scene, seedsOf, stateFile, takenBack, wanted } from './scene';

/** What happens in the middle of an import, before one of its batches is sent. */
type Mishap = (batch: number) => Promise<unknown>;

interface Place {
	readonly scene: Scene;
	readonly connector: Connector;
	readonly journal: Journal;
}

/** Runs in this process: an import, or its going on where an id is given. */
function importing(
	{ scene, connector, journal }: Place,
	mishap: Mishap,
	importId?: string,
): Promise<ImportReport> {
	const { people } = scene;
	let batches = 0;
	const disturbed: Connector = {
		...connector,
		capabilities: { ...connector.capabilities, batchSize: people.batchSize },
		write: async (rows, options) => {
			await mishap(++batches);
			return await connector.write(rows, options);
		},
	};
	const options = {
		connector: disturbed,
		journal,
		settings: people.settings,
		source: 'file0.csv',
		open: sourceOf(people.files[0] ?? [], 17),
		sleep: async () => undefined,
		random: () => 0,
	};
	return toEnd(importId === undefined ? importCustomers(options) : resumeImport({ ...options, importId }));
}

async function toEnd(run: AsyncGenerator<readonly RowOutcome[], ImportReport>): Promise<ImportReport> {
	for (;;) {
		const step = await run.next();
		if (step.done) return step.value;
	}
}

async function at<T>(scene: Scene, work: (place: Place) => Promise<T>): Promise<T> {
	const connector = scene.connect();
	try {
		return await scene.withJournal(async (journal) => await work({ scene, connector, journal }), 0);
	} finally {
		await connector.close();
	}
}

/** How many batches the rows of the first file make at most. */
const batchesOf = ({ files, batchSize }: People): number => Math.ceil((files[0]?.length ?? 0) / batchSize);

async function undoAll({ scene, connector, journal }: Place): Promise<void> {
	const imports = (await journal.history(1_000)).filter(({ kind }) => kind === 'import');
	for (const { importId } of imports) await toEnd(undoImport({ connector, journal, importId }));
	expect((await scene.imports()).every(({ status }) => status === 'finished')).toBe(true);
}

describe('a server that keeps the state and', () => {
	let server: TestPostgres;
	let gate: Gate;
	beforeAll(async () => {
		server = await startPostgres();
		gate = await openGate(server);
	}, 120_000);
	afterAll(async () => {
		await gate.shut();
		await server.stop();
	});

	it.each(seedsOf(1))(
		'is restarted in the middle makes the import wait, and nothing else (seed %i)',
		takenBack(
			async (scene, seed) => {
				const when = between(randomOf(seed), 1, Math.floor(batchesOf(scene.people) / 2));
				await at(scene, async (place) => {
					let back: Promise<unknown> = Promise.resolve();
					const report = await importing(place, async (batch) => {
						if (batch !== when) return;
						await server.kill();
						back = server.restart();
					});
					await back;
					expectWholeFile(report, scene.people);
					expect(await kept(scene)).toEqual(wanted(scene.people, [0]));
					await undoAll(place);
				});
			},
			() => server,
		),
		120_000,
	);

	it.each(seedsOf(4))(
		'whose connection is cut before some answer gets through writes each row down once (seed %i)',
		takenBack(
			async (scene, seed) => {
				const random = randomOf(seed);
				await at(scene, async (place) => {
					const report = await importing(place, async () => gate.cutAfter(between(random, 0, 12)));
					gate.cutAfter(Infinity);
					expectWholeFile(report, scene.people);
					expect(await kept(scene)).toEqual(wanted(scene.people, [0]));
					await undoAll(place);
				});
			},
			() => ({ ...server, port: gate.port }),
		),
		120_000,
	);
});

describe('a file that', () => {
	let program: ImportProgram;
	beforeAll(() => void (program = buildImportProgram()));
	afterAll(() => program.remove());

	it.each(seedsOf(3))(
		'cannot grow any more, base or state, stops the import, which is then gone on with (seed %i)',
		takenBack(async (scene, seed) => {
			const random = randomOf(seed);
			const runner = makeRunner(program, scene);
			const pages = between(random, 1, 12);
			const maxPages = random() < 0.5 ? [pagesOf(scene.base) + pages, 0] : [0, 20 + 2 * pages];
			const [base = 0, state = 0] = maxPages;
			const ended = await runner.run({ what: 'import', maxPages: [base, state] });
			if (ended.killed) throw new Error('Nobody was to kill it');
			const said = ended.error?.message ?? ended.report?.stopped?.message ?? 'finished';
			expect(said).toMatch(/^(finished|The disk of the database file \S+ is full)$/);
			const whole = said === 'finished' ? ended : await runner.importToEnd();
			expectWholeFile(whole.report, scene.people);
			expect(await kept(scene)).toEqual(wanted(scene.people, [0]));
			await runner.undoAll();
		}),
		60_000,
	);

	it.each(seedsOf(3))(
		'somebody else holds, base or state, stops the import or makes it wait (seed %i)',
		takenBack(async (scene, seed) => {
			const random = randomOf(seed);
			const path = random() < 0.5 ? scene.base : stateFile(scene);
			const when = between(random, 1, Math.ceil(batchesOf(scene.people) / 2));
			const report = await at(scene, async (place) => {
				const held = holder(path);
				try {
					return await importing(place, async (batch) => {
						if (batch === when) held.take();
						// Every other import gets its turn in the end.
						if (batch === when + 2 && seed % 2 === 0) held.leave();
					});
				} finally {
					held.leave();
				}
			});
			if (report.stopped) expect(report.stopped.message).toMatch(/is held by another process/);
			await at(scene, async (place) => {
				const open = (await scene.imports()).find(({ status }) => status !== 'finished');
				const whole = report.stopped ? await importing(place, async () => undefined, open?.importId) : report;
				expectWholeFile(whole, scene.people);
				expect(await kept(scene)).toEqual(wanted(scene.people, [0]));
				await undoAll(place);
			});
		}),
		120_000,
	);
});

function pagesOf(path: string): number {
	const database = new DatabaseSync(path, { readOnly: true });
	const pages = Number(database.prepare('PRAGMA page_count').get()?.['page_count']);
	database.close();
	return pages;
}

/** Another connection that writes for as long as it likes. */
function holder(path: string): { take(): void; leave(): void } {
	let database: DatabaseSync | undefined;
	return {
		take() {
			database = new DatabaseSync(path);
			database.exec('BEGIN IMMEDIATE');
		},
		leave() {
			database?.close();
			database = undefined;
		},
	};
}
