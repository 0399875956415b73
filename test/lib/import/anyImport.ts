import fc from 'fast-check';
import { type Connector, localBase } from '../../../lib/connectors';
import { lenientBase } from './lenientBase';
import type { Mishap } from './unreliable';

const EMAILS = ['a@example.com', 'A@Example.com', 'b@example.com', 'c@example.com', 'd@example.com'];
const PHONES = ['48501228855', '+48 501 228 855', '48602111222', '48603111222'];
const CRM_IDS = ['1', '2', '3', '4'];

const optional = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values, ''), { nil: undefined });

/** A row with identifiers that others have too, in other letters and places. */
export const anyRecord = fc.record(
	{
		email: fc.oneof(
			optional(EMAILS),
			fc.uniqueArray(fc.constantFrom(...EMAILS), { minLength: 2, maxLength: 3 }),
		),
		phone: optional(PHONES),
		crmId: optional(CRM_IDS),
		firstName: optional(['Jan', 'Ewa']),
	},
	{ requiredKeys: [] },
);

export const mishap = fc.constantFrom<(Mishap | undefined)[]>(
	undefined,
	'busy',
	'answerLost',
	'halfLost',
	'crashAfter',
	'crashBefore',
	'denied',
);

const limit = fc.oneof({ weight: 4, arbitrary: fc.constant(Infinity) }, fc.integer({ min: 0, max: 5 }));

/** Every choice that could make a double, or hide a row from the account. */
const choices = {
	importType: fc.constantFrom('addAndModify', 'addOnly', 'modifyOnly'),
	duplicates: fc.constantFrom('ignore', 'overwrite', 'fill', 'report'),
	sameCustomer: fc.constantFrom('mainIdentifier', 'anyIdentifier', 'allIdentifiers'),
	clearOnEmpty: fc.boolean(),
	acceptEmptyIdentifier: fc.boolean(),
	multiValues: fc.constantFrom('append', 'replace'),
	// To create where several fit is to want doubles.
	ambiguous: fc.constantFrom('skip', 'oldest', 'newest', 'updateAll'),
	maxCreates: limit,
	maxUpdates: limit,
	stopAtFailures: fc.constantFrom({ percent: 100, after: 40 }, { percent: 50, after: 3 }),
} as const;

/** Rows, settings and what goes wrong. */
export const anyImport = fc.record({
	rows: fc.array(fc.option(anyRecord, { nil: undefined, freq: 12 }), { maxLength: 12 }),
	mishaps: fc.array(mishap, { maxLength: 6 }),
	...choices,
	batchSize: fc.integer({ min: 1, max: 6 }),
});

/** How many customers each identifier finds at most. */
export async function mostPerIdentifier(connector: Connector): Promise<number> {
	const asked = [
		...['a', 'b', 'c', 'd'].map((name) => ({ field: 'email', value: `${name}@example.com` })),
		...['48501228855', '48602111222', '48603111222'].map((value) => ({ field: 'phone', value })),
		...CRM_IDS.map((value) => ({ field: 'crmId', value })),
	];
	const hits = await connector.lookup(asked);
	return Math.max(...hits.map(({ customers }) => customers.length));
}

/** What holds for a destination that keeps identifiers unique by itself holds for one that does not. */
export const KINDS: readonly [string, () => Connector][] = [
	['the local base', () => localBase({ path: ':memory:' })],
	['a destination that keeps nothing unique', () => lenientBase(localBase({ path: ':memory:' }))],
];
