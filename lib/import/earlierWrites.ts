import type { CustomerRow } from '../model';
import type { Intent, Journal } from '../state/journal';

/** What an import wrote, or was about to write, before it ended. */
export interface EarlierWrites {
	/** By the places of their rows: all of those written last, and some of each batch before. */
	readonly samples: ReadonlyMap<string, Intent>;
	/** The places of rows that may have been written, and of which nobody could find out. */
	readonly lost: ReadonlySet<string>;
}

/** Of each batch but the last: enough to notice rows that have moved, and few enough to be kept in memory. */
const SAMPLES_OF_BATCH = 20;

export async function readEarlierWrites(journal: Journal, importId: string): Promise<EarlierWrites> {
	const samples = new Map<string, Intent>();
	const lost = new Set<string>();
	let step = 1;
	for await (const batch of journal.written(importId)) {
		batch.forEach(({ intent, result }, index) => {
			if (index % step === 0) samples.set(placeOf(intent), intent);
			if (result === 'unknown' && isBeyondFinding(intent)) lost.add(placeOf(intent));
		});
		step = Math.ceil(batch.length / SAMPLES_OF_BATCH);
	}
	return { samples, lost };
}

/** Whom nothing recognises, no look-up finds. */
function isBeyondFinding(intent: Intent): boolean {
	return intent.action === 'create' && intent.identifiers.length === 0;
}

/** What stands for the place of a row. */
export const placeOf = ({ source, rowNumber }: Pick<CustomerRow, 'source' | 'rowNumber'>): string =>
	`${rowNumber}\0${source ?? ''}`;
