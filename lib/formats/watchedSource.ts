import { asError } from '../errors';
import type { ByteSource } from '../model';

/**
 * The same source, which stops when `signal` is aborted, also while it waits for bytes, and is never
 * read beyond `most` bytes.
 * @param tooLong makes the error for a longer one
 */
export function watchedSource(
	source: ByteSource,
	signal: AbortSignal | undefined,
	most: number,
	tooLong: () => Error,
): ByteSource {
	const read = source.read?.bind(source);
	return {
		...source,
		open: () => watched(source.open(), signal, most, tooLong),
		...(read && {
			read: async (offset, length) => {
				signal?.throwIfAborted();
				return await read(offset, length);
			},
		}),
	};
}

async function* watched(
	pieces: AsyncIterable<Uint8Array>,
	signal: AbortSignal | undefined,
	most: number,
	tooLong: () => Error,
): AsyncGenerator<Uint8Array> {
	const stream = pieces[Symbol.asyncIterator]();
	const abort = abortion(signal);
	let total = 0;
	let waiting = true;
	try {
		for (;;) {
			const next = await abort.unless(stream.next());
			if (next.done) return;
			waiting = false;
			total += next.value.length;
			if (total > most) throw tooLong();
			yield next.value;
			waiting = true;
		}
	} finally {
		abort.forget();
		// A stream that gives nothing would not end either.
		const ended = stream.return?.();
		if (!waiting) await ended;
		else ended?.catch(() => {});
	}
}

interface Abortion {
	/** The same promise, rejected as soon as the signal is aborted. */
	unless<T>(promise: Promise<T>): Promise<T>;
	forget(): void;
}

/**
 * Waits for one promise after the other. `Promise.race` with a promise of the signal would keep what every
 * one of them gave for as long as the signal lives (nodejs/node#17469): here that is the whole file.
 */
function abortion(signal: AbortSignal | undefined): Abortion {
	if (!signal) return { unless: async (promise) => await promise, forget: () => {} };
	let stop: ((reason: Error) => void) | undefined;
	const listener = () => stop?.(asError(signal.reason));
	signal.addEventListener('abort', listener);
	return {
		unless: async (promise) =>
			await new Promise((resolve, reject) => {
				stop = reject;
				promise.then(resolve, reject);
				if (signal.aborted) listener();
			}),
		forget: () => signal.removeEventListener('abort', listener),
	};
}
