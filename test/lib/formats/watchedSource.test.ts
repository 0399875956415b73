import { setImmediate as nextTurn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { streamSource } from '../../../lib/formats';
import { watchedSource } from '../../../lib/formats/watchedSource';
import { collect, inPieces } from './reading';

const BYTES = Buffer.from('0123456789'.repeat(1000));
const tooLong = () => new Error('too long');

it('gives the same bytes, with a signal and without', async () => {
	for (const signal of [undefined, new AbortController().signal]) {
		const source = watchedSource(inPieces(BYTES, 333), signal, BYTES.length, tooLong);
		expect(await collect(source.open())).toEqual(BYTES);
	}
});

it('ends with an error beyond the size that is allowed', async () => {
	const source = watchedSource(inPieces(BYTES, 333), undefined, BYTES.length - 1, tooLong);
	await expect(collect(source.open())).rejects.toThrow('too long');
});

it('stops when it is aborted before, between pieces, and while nothing comes', async () => {
	const stuck = streamSource(async function* () {
		yield BYTES;
		await new Promise(() => {});
	});
	for (const turns of [0, 1, 20]) {
		const stop = new AbortController();
		const reading = collect(watchedSource(stuck, stop.signal, Infinity, tooLong).open());
		reading.catch(() => {});
		for (let turn = 0; turn < turns; turn++) await nextTurn();
		stop.abort(new Error('cancelled'));
		await expect(reading).rejects.toThrow('cancelled');
	}
});

it('passes an error of the source on', async () => {
	const broken = streamSource(async function* () {
		yield BYTES;
		await Promise.resolve();
		throw new Error('connection lost');
	});
	const source = watchedSource(broken, new AbortController().signal, Infinity, tooLong);
	await expect(collect(source.open())).rejects.toThrow('connection lost');
});

it('keeps no piece that was given, although the signal lives on', async () => {
	setFlagsFromString('--expose-gc');
	const collectGarbage = runInNewContext('gc') as () => void;
	const given: Array<WeakRef<Uint8Array>> = [];
	const made = streamSource(async function* () {
		for (let piece = 0; piece < 50; piece++) {
			const bytes = new Uint8Array(1000);
			given.push(new WeakRef(bytes));
			yield bytes;
			await nextTurn();
		}
	});
	const stop = new AbortController();
	let held = 0;
	for await (const piece of watchedSource(made, stop.signal, Infinity, tooLong).open()) {
		if (given.length < 50) continue;
		await nextTurn();
		collectGarbage();
		held = given.filter((piece) => piece.deref() !== undefined).length;
		expect(piece.length).toBe(1000);
	}
	expect(held).toBeLessThan(5);
	stop.abort();
});
