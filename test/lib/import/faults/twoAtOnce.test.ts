import { startPostgres, type TestPostgres } from '../../../../tools/postgres.mjs';
import { buildImportProgram, type ImportProgram } from './childProcess.mjs';
import { randomOf } from './people';
import { makeRunner } from './runner';
import { everybody, expectWholeFile, kept, openScene, seedsOf, wanted } from './scene';

let program: ImportProgram;
let server: TestPostgres;
beforeAll(async () => {
	program = buildImportProgram();
	server = await startPostgres();
}, 120_000);
afterAll(async () => {
	program.remove();
	await server.stop();
});

it.each(seedsOf(3))(
	'two processes that import files with the same people at once make nobody twice (seed %i)',
	async (seed) => {
		const random = randomOf(seed);
		const scene = await openScene(seed, random() < 0.5 ? server : undefined);
		const before = await everybody(scene);
		const runner = makeRunner(program, scene);
		const other = random() < 0.3 ? 0 : 1;
		const both = await Promise.all(
			[0, other].map(async (file) => [file, await runner.run({ what: 'import', file })] as const),
		);
		for (const [file, ended] of both) {
			if (ended.killed) throw new Error('Nobody was to kill it');
			expect(ended.error).toBeUndefined();
			expectWholeFile(ended.report, scene.people, file);
		}
		expect(await kept(scene)).toEqual(wanted(scene.people, [0, other]));
		await runner.undoAll();
		expect(await everybody(scene)).toEqual(before);
		await scene.remove();
	},
	120_000,
);

it.each(seedsOf(3))(
	'the same file three times makes and changes everybody once (seed %i)',
	async (seed) => {
		const scene = await openScene(seed);
		const before = await everybody(scene);
		const runner = makeRunner(program, scene);
		await runner.importToEnd();
		const after = await everybody(scene);
		for (let again = 0; again < 2; again++) {
			const { report } = await runner.importToEnd();
			expectWholeFile(report, scene.people);
			expect(report?.outcomes).toMatchObject({ created: 0, updated: 0 });
			expect(await everybody(scene)).toEqual(after);
		}
		expect(await kept(scene)).toEqual(wanted(scene.people, [0]));
		await runner.undoAll();
		expect(await everybody(scene)).toEqual(before);
		await scene.remove();
	},
	60_000,
);
