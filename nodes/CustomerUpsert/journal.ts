import type { IExecuteFunctions } from 'n8n-workflow';
import type { Journal, JournalOptions } from '../../lib';
import { openJournal } from '../../lib';
import { withState } from '../shared/state';

/** Longer than any journal is kept. */
const FOR_EVER_DAYS = 36_500;

/**
 * Opens the journal of imports for work and closes it afterwards, whatever happens. Only operations that keep
 * something new forget what is old, and after as many days as the person has set; so that looking something up
 * forgets nothing that another node was told to keep.
 * @param options of operations that keep something new
 */
export async function withJournal<T>(
	context: IExecuteFunctions,
	work: (journal: Journal) => Promise<T>,
	options: JournalOptions = { keepRowsDays: FOR_EVER_DAYS },
): Promise<T> {
	const keepStateIn = context.getNodeParameter('keepStateIn', 0, 'n8n');
	return await withState(context, keepStateIn, async (store) => {
		const journal = await openJournal(store, options);
		try {
			return await work(journal);
		} finally {
			await journal.close();
		}
	});
}
