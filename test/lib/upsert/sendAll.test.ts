import { type Connector, localBase, type PlannedWrite } from '../../../lib/connectors';
import { transientError, userError } from '../../../lib/errors';
import { makeSend, type SendResult } from '../../../lib/upsert/send';
import { recordOf } from '../import/rows';

const base = localBase({ path: ':memory:' });
afterAll(async () => await base.close());

const writes = (count: number): PlannedWrite[] =>
	Array.from({ length: count }, (_, number) => ({
		action: 'create',
		rowNumber: number,
		record: recordOf({ number }),
		identifiers: [],
	}));

function connector(write: Connector['write'], lanes = 1, batchSize = 4): Connector {
	return { ...base, capabilities: { ...base.capabilities, lanes, batchSize }, write };
}

const sendAll = async (to: Connector, list: readonly PlannedWrite[]) =>
	await makeSend({ connector: to })(list);

const created = (row: PlannedWrite) => ({ outcome: 'created', id: String(row.rowNumber) }) as const;
const outcomes = (results: readonly SendResult[]) => results.map(({ outcome }) => outcome).join(' ');

it('tells the destination what it has to keep to', async () => {
	const told: unknown[] = [];
	const attentive = connector(async (rows, options) => {
		told.push(options);
		return rows.map(created);
	});
	await makeSend({ connector: attentive })(writes(1));
	await makeSend({ connector: attentive, addOnly: true, suppressTriggers: true })(writes(1));
	expect(told).toEqual([{}, { addOnly: true, suppressTriggers: true }]);
});

it('gives the results in the order of the writes, whichever lane is done first', async () => {
	const waits = [30, 5, 1];
	const slow = connector(
		async (rows) => {
			await new Promise((resolve) => setTimeout(resolve, waits.shift() ?? 0));
			return rows.map(created);
		},
		3,
		2,
	);
	const results = await sendAll(slow, writes(7));
	expect(results.map((result) => 'id' in result && result.id)).toEqual(['0', '1', '2', '3', '4', '5', '6']);
});

it('has no more calls under way than there are lanes', async () => {
	let underWay = 0;
	let most = 0;
	const counted = connector(
		async (rows) => {
			most = Math.max(most, ++underWay);
			await new Promise((resolve) => setImmediate(resolve));
			underWay--;
			return rows.map(created);
		},
		2,
		1,
	);
	await sendAll(counted, writes(9));
	expect(most).toBe(2);
});

it('sends new customers and changes in batches of their own', async () => {
	const sent: string[] = [];
	const mixed = writes(5).map((write, place): PlannedWrite =>
		place % 2 === 0 ? write : { ...write, action: 'update', id: `u${place}`, changes: [] },
	);
	const telling = connector(
		async (rows) => {
			sent.push(rows.map(({ action, rowNumber }) => `${action} ${rowNumber}`).join(', '));
			return rows.map(created);
		},
		1,
		2,
	);
	const results = await sendAll(telling, mixed);
	expect(sent).toEqual(['create 0, create 2', 'create 4', 'update 1, update 3']);
	expect(results.map((result) => 'id' in result && result.id)).toEqual(['0', '1', '2', '3', '4']);
});

it('sends nothing further to a destination that is too busy, before the wait', async () => {
	let calls = 0;
	const busy = connector(
		async (rows) => {
			if (++calls === 2) throw transientError('busy');
			return await Promise.resolve(rows.map(created));
		},
		1,
		2,
	);
	const results = await sendAll(busy, writes(6));
	expect(outcomes(results)).toBe('created created later later later later');
	expect(results[5]).toMatchObject({ unsent: true });
	expect(calls).toBe(2);
});

it('halves a batch that was refused until the bad row stands alone', async () => {
	const sizes: number[] = [];
	const picky = connector(
		async (rows) => {
			sizes.push(rows.length);
			if (rows.some(({ rowNumber }) => rowNumber === 5))
				throw userError('Row 5 is bad', 'Mend it.', 'BATCH_REFUSED');
			return rows.map(created);
		},
		1,
		8,
	);
	const results = await sendAll(picky, writes(8));
	expect(outcomes(results)).toBe('created created created created created failed created created');
	expect(results[5]).toMatchObject({
		issue: { code: 'WRITE_FAILED', message: 'Row 5 is bad', hint: 'Mend it.' },
	});
	expect(sizes).toEqual([8, 4, 4, 2, 1, 1, 2]);
});

it('tells what can pass later, what cannot, and what is not known', async () => {
	const failing = (error: unknown) => connector(async () => await Promise.reject(error));
	expect(outcomes(await sendAll(failing(transientError('busy')), writes(2)))).toBe('later later');
	expect(await sendAll(failing(userError('denied')), writes(1))).toMatchObject([
		{ outcome: 'stop', unknown: false },
	]);
	expect(await sendAll(failing(new TypeError('bug')), writes(1))).toMatchObject([
		{ outcome: 'stop', unknown: true },
	]);
	expect(await sendAll(failing('text'), writes(1))).toMatchObject([
		{ outcome: 'stop', error: { message: 'text' } },
	]);
});

it('does not take too few results for an answer', async () => {
	const short = connector(async (rows) => rows.slice(1).map(created));
	expect(await sendAll(short, writes(2))).toMatchObject([
		{ outcome: 'stop', unknown: true },
		{ outcome: 'stop' },
	]);
});
