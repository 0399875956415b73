import { userError } from '../errors';
import type { CustomerBatch, CustomerRow, FieldSpec, FieldValue } from '../model';
import { STANDARD_FIELDS } from '../fields';
import type { Intent } from '../state/journal';
import { cellsOf } from '../upsert/cells';
import { consentOfTime, isConsent } from '../upsert/consent';
import { placeOf } from './earlierWrites';
import type { ImportOptions } from './options';
import { makeTellApart } from './tellApart';

/** How rows are compared with what was written of them. */
export interface SameRowsOptions extends Pick<ImportOptions, 'open' | 'settings' | 'fields'> {
	/** What was written, by the places of the rows. */
	readonly samples: ReadonlyMap<string, Intent>;
}

/**
 * Opens rows, and makes sure on the way that they are those of which something was written before. That costs no
 * reading of its own. A file that has got more rows at its end passes.
 * @throws userError `OTHER_ROWS` on the way
 */
export function sameRows(options: SameRowsOptions): ImportOptions['open'] {
	const { open, samples } = options;
	if (samples.size === 0) return open;
	const isSame = makeComparison(options);
	return async function* (): AsyncGenerator<CustomerBatch> {
		const left = new Map(samples);
		const tellApart = makeTellApart();
		for await (const batch of open()) {
			const rows = batch.map(tellApart);
			for (const row of rows) {
				const place = placeOf(row);
				const intent = left.get(place);
				if (!intent) continue;
				left.delete(place);
				if (!isSame(row, intent)) throw otherRow(row);
			}
			yield rows;
		}
		for (const intent of left.values()) throw otherRow(intent);
	};
}

function otherRow({ rowNumber, source }: Pick<CustomerRow, 'rowNumber' | 'source'>): Error {
	return userError(
		`Row ${rowNumber}${source === undefined ? '' : ` of ${source}`} is not the row that the import was begun with`,
		'Resume with the same rows in the same order, or begin a new import.',
		'OTHER_ROWS',
	);
}

type Comparison = (row: CustomerRow, intent: Intent) => boolean;

/**
 * Of a row alone, all that was written must be in it, but for consents, which an import has rules of its own for.
 * Where rows of one customer were merged, each of them has some of it at least.
 */
function makeComparison({ settings, fields = [] }: SameRowsOptions): Comparison {
	const isMerged = settings.duplicates === 'overwrite' || settings.duplicates === 'fill';
	const specs = new Map(
		[...STANDARD_FIELDS, ...fields].map((field): [string, FieldSpec] => [field.name, field]),
	);
	const isRuled = (field: string) =>
		isConsent(specs.get(field)) || isConsent(specs.get(consentOfTime(field) ?? ''));
	return ({ record }, intent) => {
		if (!record) return true;
		// Cells and not values: lists may have been put together.
		const shared = Object.entries(valuesOf(intent))
			.map(([field, value]) => [field, cellsOf(value), cellsOf(record[field])] as const)
			.filter(([field, written, row]) => written.length > 0 && row.length > 0 && !isRuled(field))
			.map(([, written, row]) => row.some((cell) => written.includes(cell)));
		if (shared.length === 0) return true;
		return isMerged ? shared.includes(true) : !shared.includes(false);
	};
}

function valuesOf(intent: Intent): Readonly<Record<string, FieldValue | undefined>> {
	if (intent.action === 'create') return intent.record;
	return Object.fromEntries(intent.changes.map(({ field, after }) => [field, after]));
}
