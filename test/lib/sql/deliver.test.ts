import type { Attempt, PulledChunk, Watermark, WatermarkHold } from '../../../lib/sql';
import { deliverChunks } from '../../../lib/sql';

/** Three chunks of two rows. */
async function* threeChunks(): AsyncGenerator<PulledChunk> {
	for (const last of [2, 4, 6]) {
		yield {
			rows: [last - 1, last].map((id) => ({ rowNumber: id, cells: [id] })),
			labels: ['id'],
			types: ['int4'],
			from: last === 2 ? undefined : { value: String(last - 2) },
			watermark: { value: String(last) },
		};
	}
}

function holdInMemory(events: string[] = []) {
	let place: Watermark | undefined;
	let attempts = 0;
	const hold: WatermarkHold = {
		beginAttempt() {
			attempts += 1;
			return { number: attempts, token: `${place?.value ?? 'start'}/${attempts}` };
		},
		compareAndSet(from, to) {
			if (from?.value !== place?.value) return false;
			place = to;
			attempts = 0;
			events.push(`moved to ${to.value}`);
			return true;
		},
	};
	return { hold, place: () => place?.value, move: (to: string) => (place = { value: to }) };
}

describe('deliverChunks', () => {
	it('moves the watermark behind each chunk, after it was accepted and before the next', async () => {
		const events: string[] = [];
		const { hold } = holdInMemory(events);
		const handOn = async (chunk: PulledChunk): Promise<boolean> => {
			events.push(`handed on ${chunk.watermark.value}`);
			return await Promise.resolve(true);
		};
		expect(await deliverChunks(threeChunks(), hold, handOn, { move: 'afterSuccess' })).toEqual({
			chunks: 3,
			rows: 6,
			refused: undefined,
		});
		expect(events).toEqual([
			'handed on 2',
			'moved to 2',
			'handed on 4',
			'moved to 4',
			'handed on 6',
			'moved to 6',
		]);
	});

	it('stays before a chunk that was not accepted, and lets nothing overtake it', async () => {
		const { hold, place } = holdInMemory();
		const seen: [string, Attempt][] = [];
		const handOn = async (chunk: PulledChunk, attempt: Attempt): Promise<boolean> => {
			seen.push([chunk.watermark.value, attempt]);
			return await Promise.resolve(chunk.watermark.value !== '4');
		};
		const done = await deliverChunks(threeChunks(), hold, handOn, { move: 'afterSuccess' });
		expect(done).toEqual({ chunks: 1, rows: 2, refused: { attempt: 1, rows: 2 } });
		expect(seen.map(([value]) => value)).toEqual(['2', '4']);
		expect(place()).toBe('2');
	});

	it('gives each try of a chunk a number and a token of its own', async () => {
		const { hold } = holdInMemory();
		const seen: Attempt[] = [];
		const handOn = async (_chunk: PulledChunk, attempt: Attempt): Promise<boolean> => {
			seen.push(attempt);
			return await Promise.resolve(false);
		};
		await deliverChunks(threeChunks(), hold, handOn, { move: 'afterSuccess' });
		await deliverChunks(threeChunks(), hold, handOn, { move: 'afterSuccess' });
		expect(seen).toEqual([
			{ number: 1, token: 'start/1' },
			{ number: 2, token: 'start/2' },
		]);
	});

	it('moves past a chunk that was not accepted when it is to move at once', async () => {
		const { hold, place } = holdInMemory();
		await deliverChunks(threeChunks(), hold, async () => await Promise.resolve(false), { move: 'atOnce' });
		expect(place()).toBe('6');
	});

	it('stays where it is when handing on throws', async () => {
		const { hold, place } = holdInMemory();
		const failing = async (): Promise<boolean> => await Promise.reject(new Error('no disk'));
		await expect(deliverChunks(threeChunks(), hold, failing, { move: 'afterSuccess' })).rejects.toThrow(
			'no disk',
		);
		expect(place()).toBeUndefined();
	});

	it('stops when somebody else has moved the watermark', async () => {
		const { hold, move } = holdInMemory();
		const handOn = async (): Promise<boolean> => {
			move('100');
			return await Promise.resolve(true);
		};
		await expect(deliverChunks(threeChunks(), hold, handOn, { move: 'afterSuccess' })).rejects.toMatchObject({
			code: 'WATERMARK_MOVED',
		});
	});
});
