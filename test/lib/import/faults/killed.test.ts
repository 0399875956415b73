import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { startPostgres, type TestPostgres } from '../../../../tools/postgres.mjs';
import { JOURNAL_VERSION_1 } from '../../state/journalVersion1';
import { buildImportProgram, type ImportJob, type ImportProgram } from './childProcess.mjs';
import { between, randomOf } from './people';
import { makeRunner, type Runner } from './runner';
import {
	everybody,
	expectWholeFile,
	kept,
	openScene,
	type Scene,
	seedsOf,
	stateFile,
	takenBack,
	wanted,
} from './scene';

let program: ImportProgram;
beforeAll(() => void (program = buildImportProgram()));
afterAll(() => program.remove());

describe.each(['SQLite', 'PostgreSQL'])('an import with its state in %s, killed at any step', (kind) => {
	let server: TestPostgres | undefined;
	let steps: Steps;

	beforeAll(async () => {
		if (kind === 'PostgreSQL') server = await startPostgres();
		steps = await countSteps(await openScene(0, server));
	}, 120_000);
	afterAll(async () => await server?.stop());

	it.each(seedsOf(3))(
		'ends with the customers of the file, an outcome for each row and a way back (seed %i)',
		takenBack(
			async (scene, seed) => {
				const random = randomOf(seed);
				const runner = makeRunner(program, scene);
				await killSome(runner, steps, random);
				const { report } = await runner.importToEnd(() => random() < 0.7);
				expectWholeFile(report, scene.people);
				expect(await kept(scene)).toEqual(wanted(scene.people, [0]));

				await runner.undoAll(
					async (importId) =>
						await runner.run({ what: 'undo', importId, killAt: between(random, 1, steps.undo) }),
				);
			},
			() => server,
		),
		120_000,
	);
});

describe('an import that is killed, and whose journal', () => {
	let steps: Steps;
	beforeAll(async () => void (steps = await countSteps(await openScene(0))), 60_000);

	it.each(seedsOf(2))(
		'is gone then, makes nobody twice when it is run again, and that is undone (seed %i)',
		async (seed) => {
			const scene = await openScene(seed);
			const runner = makeRunner(program, scene);
			await runner.run({ what: 'import', killAt: between(randomOf(seed), 1, steps.import) });
			const left = await everybody(scene);
			for (const part of ['', '-wal', '-shm']) rmSync(`${stateFile(scene)}${part}`, { force: true });
			const { report } = await runner.importToEnd();
			expectWholeFile(report, scene.people);
			expect(await kept(scene)).toEqual(wanted(scene.people, [0]));
			await runner.undoAll();
			expect(await everybody(scene)).toEqual(left);
			await scene.remove();
		},
		60_000,
	);

	it.each(seedsOf(2))(
		'is of an older version, is brought up to date and undone (seed %i)',
		takenBack(async (scene, seed) => {
			const old = new DatabaseSync(stateFile(scene));
			old.exec(JOURNAL_VERSION_1);
			old.close();
			const runner = makeRunner(program, scene);
			await runner.run({ what: 'import', killAt: between(randomOf(seed), 1, steps.import) });
			const { report } = await runner.importToEnd();
			expectWholeFile(report, scene.people);
			const all = await runner.entries();
			expect(all.at(-1)).toMatchObject({ importId: 'old', status: 'finished' });
			for (const { importId } of all.slice(0, -1)) await runner.undoToEnd(importId);
		}),
		60_000,
	);
});

type Steps = Readonly<Record<ImportJob['what'], number>>;

/** Kills an import some times, which is gone on with or begun anew each time. */
async function killSome(runner: Runner, steps: Steps, random: () => number): Promise<void> {
	for (let kills = between(random, 1, 4); kills > 0; kills--) {
		const importId = random() < 0.7 ? await runner.lastOpen() : undefined;
		const order =
			importId === undefined ? ({ what: 'import' } as const) : ({ what: 'resume', importId } as const);
		const ended = await runner.run({ ...order, killAt: between(random, 1, steps[order.what]) });
		if (!ended.killed) return expect(ended).not.toHaveProperty('error');
	}
}

/** How many steps each job takes when nobody kills it; some more, so that the last steps are hit too. */
async function countSteps(scene: Scene): Promise<Steps> {
	const runner = makeRunner(program, scene);
	const whole = await runner.importToEnd();
	const [{ importId = '' } = {}] = await runner.entries();
	const undo = await runner.run({ what: 'undo', importId });
	await scene.remove();
	if (undo.killed) throw new Error('Nobody was to kill it');
	return { import: whole.steps + 5, resume: whole.steps + 5, undo: undo.steps + 5 };
}
