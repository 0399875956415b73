import type { ImportEntry } from '../../../../lib/state';
import type { Ended, ImportJob, ImportProgram } from './childProcess.mjs';
import { between, randomOf } from './people';
import { LATER_MS, type Scene } from './scene';

/** What a process is to do, besides where. */
export type Order = Pick<ImportJob, 'what'> &
	Partial<Omit<ImportJob, 'what' | 'seed' | 'destination' | 'state'>>;

/** Runs one process after another in a scene. */
export interface Runner {
	/** Runs a job in a process of its own, whose clock is some minutes away from all before it, ahead or back. */
	run(order: Order): Promise<Ended>;
	/** The imports as they are seen some minutes later, the last one first. */
	entries(): Promise<readonly ImportEntry[]>;
	/** The last import, where it can be gone on with. */
	lastOpen(): Promise<string | undefined>;
	/** Imports to the end: goes on with what was begun, or begins anew. */
	importToEnd(chance?: () => boolean): Promise<Extract<Ended, { killed: false }>>;
	/** Takes an import back, where that was not done to its end. */
	undoToEnd(importId: string): Promise<void>;
	/** Takes all imports back, the last one first. */
	undoAll(before?: (importId: string) => Promise<unknown>): Promise<void>;
}

export function makeRunner(program: ImportProgram, scene: Scene, file = 0): Runner {
	const random = randomOf(scene.place.seed + 7_000);
	let distance = LATER_MS;
	let laterMs = 0;

	/** Further away each time, so that whoever was killed has been silent for long enough by any clock. */
	function moveClock(): number {
		distance += between(random, LATER_MS, 20 * LATER_MS);
		laterMs = random() < 0.5 ? distance : -distance;
		return laterMs;
	}

	const run: Runner['run'] = async (order) =>
		await program.run({ ...scene.place, file, laterMs: moveClock(), ...order });

	async function entries(): Promise<readonly ImportEntry[]> {
		const later = 3 * distance;
		return await scene.withJournal(async (journal) => await journal.history(1_000), later);
	}

	async function lastOpen(): Promise<string | undefined> {
		const last = (await entries()).find(({ kind }) => kind === 'import');
		return last && last.status !== 'finished' ? last.importId : undefined;
	}

	async function importToEnd(chance = () => true): Promise<Extract<Ended, { killed: false }>> {
		const importId = chance() ? await lastOpen() : undefined;
		return finished(await run(importId === undefined ? { what: 'import' } : { what: 'resume', importId }));
	}

	async function undoToEnd(importId: string): Promise<void> {
		const all = await entries();
		const { undoneBy } = all.find((entry) => entry.importId === importId) ?? {};
		if (all.find((entry) => entry.importId === undoneBy)?.status === 'finished') return;
		finished(await run({ what: 'undo', importId }));
	}

	async function undoAll(
		before: (importId: string) => Promise<unknown> = async () => undefined,
	): Promise<void> {
		for (const { importId, kind } of await entries()) {
			if (kind !== 'import') continue;
			await before(importId);
			await undoToEnd(importId);
		}
	}

	return { run, entries, lastOpen, importToEnd, undoToEnd, undoAll };
}

function finished(ended: Ended): Extract<Ended, { killed: false }> {
	if (ended.killed || ended.error) throw new Error(`It did not get to its end: ${JSON.stringify(ended)}`);
	return ended;
}
