import type { RowIssue, RowOutcome } from '../../../lib/model';
import { makeTally, reportText } from '../../../lib/report';

const ACCOUNT = {
	importId: 'i1',
	destination: 'localBase',
	startedAt: '2026-11-22T10:00:00.000Z',
	finishedAt: '2026-11-22T10:00:05.000Z',
};

const issue = (code: RowIssue['code'], rowNumber: number): RowIssue => ({
	severity: 'error',
	code,
	message: `about row ${rowNumber}`,
	rowNumber,
});

const outcome = (rowNumber: number, kind: RowOutcome['outcome'], issues: RowIssue[] = []): RowOutcome => ({
	rowNumber,
	outcome: kind,
	issues,
});

it('counts every outcome and every issue, the most frequent first, in their general wording', () => {
	const tally = makeTally();
	tally.add([outcome(2, 'created'), outcome(3, 'skipped', [issue('NO_KEY', 3)])]);
	tally.add([
		outcome(4, 'rejected', [issue('INVALID_EMAIL', 4), issue('NO_KEY', 4)]),
		outcome(5, 'created', [issue('NO_KEY', 5)]),
	]);
	const report = tally.report(ACCOUNT);
	expect(report).toMatchObject({
		...ACCOUNT,
		rows: 4,
		outcomes: { created: 2, skipped: 1, rejected: 1, failed: 0 },
	});
	expect(report.issues).toEqual([
		{
			code: 'NO_KEY',
			severity: 'error',
			count: 3,
			message: 'The row has nothing a customer could be recognised by',
		},
		{
			code: 'INVALID_EMAIL',
			severity: 'error',
			count: 1,
			message: 'This is not an e-mail address',
			hint: 'Write it as name@example.com.',
		},
	]);
	expect(report.examples.map(({ rowNumber }) => rowNumber)).toEqual([3, 4, 4, 5]);
});

it('keeps a hundred examples, however many rows there are', () => {
	const tally = makeTally();
	tally.add(
		Array.from({ length: 500 }, (_, number) => outcome(number, 'skipped', [issue('NO_KEY', number)])),
	);
	const { examples, issues } = tally.report(ACCOUNT);
	expect(examples).toHaveLength(100);
	expect(issues[0]?.count).toBe(500);
});

it('keeps the first of each kind as well, so that many of one kind do not hide the others', () => {
	const tally = makeTally();
	const many = Array.from({ length: 500 }, (_, number) =>
		outcome(number, 'skipped', [issue('NO_KEY', number)]),
	);
	const missing = (rowNumber: number, field: string) =>
		outcome(rowNumber, 'created', [{ ...issue('NO_SUCH_FIELD', rowNumber), field }]);
	tally.add([...many, missing(600, 'a'), missing(601, 'b'), missing(602, 'a')]);
	const { examples } = tally.report(ACCOUNT);
	expect(examples).toHaveLength(102);
	expect(examples.slice(-2).map(({ field }) => field)).toEqual(['a', 'b']);
	const fields = Array.from({ length: 1_000 }, (_, number) => missing(number, `f${number}`));
	tally.add(fields);
	expect(tally.report(ACCOUNT).examples).toHaveLength(200);
});

it('reads as a table', () => {
	const tally = makeTally();
	tally.add(Array.from({ length: 1_200 }, (_, number) => outcome(number, 'created')));
	tally.add([outcome(2_000, 'failed', [issue('WRITE_FAILED', 2_000)])]);
	const stopped = { message: 'The disk is full', hint: 'Make room.' };
	expect(reportText(tally.report({ ...ACCOUNT, stopped }))).toBe(
		`Import i1 into localBase
2026-11-22T10:00:00.000Z to 2026-11-22T10:00:05.000Z

  created    1200  new customers
  updated       0  customers changed
  unchanged     0  customers who were so already
  skipped       0  left out by the type of the import
  duplicate     0  the same customer as another row
  ambiguous     0  could be more than one customer
  rejected      0  not usable as they are
  failed        1  refused by the destination, or not reached
  unknown       0  the destination did not say
  rows       1201  all of the above

Issues
  WRITE_FAILED  1  The destination refused the customer

Stopped: The disk is full
Make room.
`,
	);
});
