import { makeIssue } from '../errors';
import type { CustomerRow, RowIssue } from '../model';
import type { CollapsedBatch } from './options';
import { makeBlocks } from './possible/blocks';
import { lookOf, packLook, unpackLook } from './possible/look';
import { couldBeOne, resemblance, type Resemblance } from './possible/resemblance';
import { makeRowPlaces } from './rowPlaces';

/** Rows that are less likely one customer than two are not spoken of. */
const LEAST_SCORE = 0.5;

/** A row names no more than so many others. */
const MOST_NAMED = 3;

/**
 * Adds a warning to each row that looks like an earlier customer, such as one of the same name and birth
 * date, and names those it is most like. Rows are never merged by it. Keeps some 400 bytes a customer.
 */
export async function* warnOfPossible(
	batches: AsyncIterable<CollapsedBatch>,
): AsyncGenerator<CollapsedBatch> {
	const find = makeFinder();
	for await (const { customers, duplicates } of batches) yield { customers: customers.map(find), duplicates };
}

/** Compares each row with the earlier ones. */
function makeFinder(): (row: CustomerRow) => CustomerRow {
	const blocks = makeBlocks();
	const looks: string[] = [];
	const places = makeRowPlaces();

	return (row) => {
		if (!row.record || row.issues.some(({ code }) => code === 'DUPLICATE_IN_FILE')) return row;
		const look = lookOf(row.record);
		const alike: Array<Resemblance & { readonly number: number }> = [];
		for (const number of blocks.add(look)) {
			const other = unpackLook(looks[number] ?? '');
			if (!couldBeOne(look, other)) continue;
			const found = resemblance(look, other);
			if (found.score >= LEAST_SCORE) alike.push({ number, ...found });
		}
		const issues = alike
			.sort((a, b) => b.score - a.score || b.number - a.number)
			.slice(0, MOST_NAMED)
			.map((found) => issueOf(row, places.describe(found.number, row), found));
		places.set(looks.push(packLook(look)) - 1, row);
		return issues.length === 0 ? row : { ...row, issues: [...row.issues, ...issues] };
	};
}

function issueOf({ rowNumber, source }: CustomerRow, place: string, { score, alike }: Resemblance): RowIssue {
	// Never 100: nobody can be sure.
	const percent = Math.min(99, Math.round(score * 100));
	return makeIssue('POSSIBLE_DUPLICATE', {
		message: `This looks like the customer in ${place} (${percent} %): ${alike.join(', ')}`,
		rowNumber,
		...(source === undefined ? {} : { source }),
	});
}
