import { makeIssue } from '../../../lib/errors';
import type { ImportReport, RowOutcome } from '../../../lib/model';
import { makeTally } from '../../../lib/report';

/** Texts that try to become markup, to run, to turn the page round or to tear it apart. */
export const HOSTILE = [
	'</script><script>alert(1)</script>',
	'<img src=x onerror=alert(1)>',
	`" onmouseover="alert(1)`,
	"' autofocus onfocus='alert(1)",
	'`${alert(1)}`',
	'&lt;b&gt; &amp; </td></tr></table>',
	'<!-- <style>*{display:none}</style>',
	'\u202Egnp.exe\u2066 \u0000\u0007\u009B',
	'a'.repeat(5000),
	'\uD800 half a pair',
	'{shown} {destination} $& $1',
];

export const ACCOUNT = {
	importId: '0b8e5a52-6a1d-4b43-9c1f-6f5b6f9d2a10',
	destination: 'Local Base',
	startedAt: '2026-11-22T10:00:00.000Z',
	finishedAt: '2026-11-22T10:01:05.000Z',
};

export const JAN = {
	email: 'jan.kowalski@example.com',
	phone: ['48501228855', '+48 601-100-200'],
	firstName: 'Jan',
	lastName: 'Kowalski',
	crmId: 'C-1048576',
	level: 'VIP',
	pesel: '84020312345',
	birthDate: '1984-02-03',
};

/** A created, an updated, an unchanged, a left out, a duplicate, an ambiguous, a rejected and a failed row. */
export const ROWS: readonly RowOutcome[] = [
	{ rowNumber: 2, outcome: 'created', id: '1', issues: [], record: JAN },
	{
		rowNumber: 3,
		outcome: 'updated',
		id: '2',
		issues: [],
		record: JAN,
		changes: [
			{ field: 'lastName', before: 'Nowak', after: 'Kowalski' },
			{ field: 'phone', before: '48501228855', after: ['48501228855', '48601100200'] },
		],
	},
	{ rowNumber: 4, outcome: 'unchanged', id: '3', issues: [], record: JAN },
	{ rowNumber: 5, outcome: 'skipped', issues: [makeIssue('EXISTING_CUSTOMER')], record: JAN },
	{ rowNumber: 6, outcome: 'duplicate', issues: [makeIssue('DUPLICATE_IN_FILE')], record: JAN },
	{
		rowNumber: 7,
		source: 'klienci.csv',
		outcome: 'ambiguous',
		issues: [
			makeIssue('IDENTIFIERS_DISAGREE', {
				message: 'E-mail jan.kowalski@example.com is of 17, phone +48 601-100-200 of Kowalski (18)',
			}),
		],
		record: JAN,
	},
	{
		rowNumber: 8,
		source: 'klienci.csv',
		outcome: 'rejected',
		issues: [
			makeIssue('INVALID_EMAIL', {
				label: 'E-mail',
				field: 'email',
				value: 'anna.nowak(at)example.com',
				message: '"anna.nowak(at)example.com" is not an e-mail address',
			}),
			makeIssue('PREFIX_ASSUMED', { label: 'Telefon', value: '48602111222' }),
		],
		raw: { 'E-mail': 'anna.nowak(at)example.com', Nazwisko: 'Nowak', Telefon: '48602111222', Uwagi: '' },
	},
	{ rowNumber: 9, outcome: 'failed', issues: [makeIssue('WRITE_FAILED')], record: JAN },
	{ rowNumber: 10, outcome: 'skipped', issues: [makeIssue('NO_KEY')], record: { firstName: 'Ewa' } },
];

export function reportOf(rows: readonly RowOutcome[], more: Partial<ImportReport> = {}): ImportReport {
	const tally = makeTally();
	tally.add(rows);
	return { ...tally.report(ACCOUNT), ...more };
}

export async function* inBatches<T>(rows: readonly T[], size = 2): AsyncGenerator<readonly T[]> {
	for (let at = 0; at < rows.length; at += size) yield rows.slice(at, at + size);
}

export async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
	const all: Uint8Array[] = [];
	for await (const chunk of chunks) all.push(chunk);
	return Buffer.concat(all).toString('utf8');
}
