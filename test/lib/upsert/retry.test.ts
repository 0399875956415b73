import { transientError, userError } from '../../../lib/errors';
import { ATTEMPTS, waitBefore, withRetries } from '../../../lib/upsert/retry';

function clock(random = 1) {
	const waits: number[] = [];
	const sleep = async (milliseconds: number) => void waits.push(milliseconds);
	return { waits, sleep, random: () => random };
}

it('waits longer each time, and gives up in the end', async () => {
	const time = clock();
	const work = jest.fn(async () => await Promise.reject(transientError('busy')));
	await expect(withRetries(work, time)).rejects.toThrow('busy');
	expect(work).toHaveBeenCalledTimes(ATTEMPTS);
	expect(time.waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000]);
});

it('waits as long as the other side asks', async () => {
	const time = clock();
	const answers = [transientError('busy', 825), transientError('busy', 120_000)];
	const work = async () => {
		const error = answers.shift();
		return error ? await Promise.reject(error) : 'done';
	};
	await expect(withRetries(work, time)).resolves.toBe('done');
	expect(time.waits).toEqual([825, 120_000]);
});

it('does not try again what cannot pass', async () => {
	const time = clock();
	await expect(withRetries(async () => await Promise.reject(userError('denied')), time)).rejects.toThrow(
		'denied',
	);
	await expect(withRetries(async () => await Promise.reject(new Error('bug')), time)).rejects.toThrow('bug');
	expect(time.waits).toEqual([]);
});

it('spreads the waits by chance, none over half a minute', () => {
	expect(waitBefore(1, undefined, () => 0)).toBe(0);
	expect(waitBefore(1, undefined, () => 0.5)).toBe(500);
	expect(waitBefore(20, undefined, () => 1)).toBe(30_000);
});
