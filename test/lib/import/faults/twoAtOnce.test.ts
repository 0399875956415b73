import { startPostgres, type TestPostgres } from '../../../../tools/postgres.mjs';
import { buildImportProgram, type ImportProgram } from './childProcess.mjs';
import { randomOf } from './people';
import { makeRunner } from './runner';
import { everybody, expectWholeFile, kept, seedsOf, takenBack, wanted } from './scene';

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
	takenBack(
		async (scene, seed) => {
			const runner = makeRunner(program, scene);
			const other = randomOf(seed)() < 0.3 ? 0 : 1;
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
		},
		(seed) => (seed % 2 === 0 ? server : undefined),
	),
	120_000,
);

it.each(seedsOf(3))(
	'the same file three times makes and changes everybody once (seed %i)',
	takenBack(async (scene) => {
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
	}),
	60_000,
);
