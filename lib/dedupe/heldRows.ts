import type { CustomerBatch } from '../model';
import type { OpenCustomers } from './options';
import { spillRows } from './spillRows';

/** Rows that are looked at twice although their source is read once. */
export interface HeldRows {
	/** The rows of the source, to its end or to where it fails. */
	readonly first: OpenCustomers;
	/** Why there are no more rows, where the source failed. Known when `first` has ended. */
	failure(): { readonly error: unknown } | undefined;
	/** The same rows once more, and then the failure. Lets go of each batch that it has given. */
	readonly again: OpenCustomers;
	/** Lets go of everything. */
	close(): Promise<void>;
}

/**
 * Holds rows between two looks at them: the first ones in memory, those that come after in a temporary file.
 * To read and map the source again takes four times as long (measured).
 * @param most rows in memory
 * @param folder where temporary files go; the system's folder for them when left out
 */
export function holdRows(open: OpenCustomers, most: number, folder?: string): HeldRows {
	const held: CustomerBatch[] = [];
	let failure: { readonly error: unknown } | undefined;

	/** Ends where the source fails, so that what was copied can be read. */
	async function* read(): AsyncGenerator<CustomerBatch, void, void> {
		try {
			yield* open();
		} catch (error) {
			failure = { error };
		}
	}

	const source = read();
	const spilled = spillRows(source, folder);
	let isSpilled = false;

	async function* first(): AsyncGenerator<CustomerBatch> {
		for (let rows = 0; rows < most;) {
			const step = await source.next();
			if (step.done === true) return;
			held.push(step.value);
			rows += step.value.length;
			yield step.value;
		}
		isSpilled = true;
		yield* spilled.open();
	}

	async function* again(): AsyncGenerator<CustomerBatch> {
		while (held.length > 0) yield held.shift() ?? [];
		if (isSpilled) yield* spilled.open();
		if (failure) throw failure.error;
	}

	return {
		first,
		failure: () => failure,
		again,
		async close() {
			held.length = 0;
			await source.return();
			await spilled.close();
		},
	};
}
