import type { StoredCustomer } from '../../../lib/connectors';
import { makeIdentifierKey } from '../../../lib/dedupe';
import type { FieldSpec } from '../../../lib/model';
import {
	type AmbiguousPolicy,
	makeCandidate,
	makePlanContext,
	planBatch,
	type RowPlan,
	type UpsertSettings,
} from '../../../lib/upsert';
import { identifierText } from '../../../lib/upsert/identifiers';
import { recordOf, rowsOf } from '../import/rows';

const FIELDS: readonly FieldSpec[] = [
	{ name: 'email', title: '', type: 'email', multiple: true },
	{ name: 'phone', title: '', type: 'phone', multiple: true },
	{ name: 'crmId', title: '', type: 'text' },
	{ name: 'city', title: '', type: 'name' },
];
const fields = new Map(FIELDS.map((field) => [field.name, field]));

const contextWith = (settings: Partial<UpsertSettings>) =>
	makePlanContext({
		settings: { importType: 'addAndModify', identifiers: ['email', 'phone'], ...settings },
		fields,
		capabilities: { identifiers: ['email', 'phone', 'crmId'] },
		keyOf: makeIdentifierKey((field) => fields.get(field)?.type),
		now: () => '2026-11-22T10:00:00.000Z',
	});

const customer = (id: string, record: Record<string, unknown>): StoredCustomer => ({
	id,
	version: `v${id}`,
	record: recordOf(record),
});
const A = customer('10', { email: 'a@x.pl', phone: '48501228855' });
const B = customer('9', { email: 'b@x.pl', phone: '48602111222' });
const C = customer('11', { email: 'a@x.pl' });

/** Plans one row; who has its identifiers is found among the customers. */
function plan(
	row: Record<string, unknown>,
	customers: readonly StoredCustomer[],
	settings: Partial<UpsertSettings>,
): RowPlan {
	const context = contextWith(settings);
	const candidates = rowsOf(row).map((one) => makeCandidate(one, context));
	const asked = candidates.flatMap(({ identifiers, telling }) => [...identifiers, ...telling]);
	const hits = new Map(
		asked.map((one) => [
			identifierText(one),
			customers.filter(({ record }) => [record[one.field]].flat().includes(one.value)),
		]),
	);
	const [only] = planBatch(candidates, hits, context);
	if (!only) throw new Error('no plan');
	return only;
}

const codes = ({ outcome }: RowPlan) => outcome.issues.map(({ code, severity }) => `${code} ${severity}`);
const under = (ambiguous: AmbiguousPolicy) => ({ ambiguous });

/** The e-mail of one and the phone of another. */
const TORN = { email: 'a@x.pl', phone: '48602111222', city: 'Łódź' };

describe('a row that fits two customers, by one value or by the e-mail of one and the phone of the other', () => {
	it.each([
		['one value', { email: 'a@x.pl', city: 'Łódź' }, [A, C], '10, 11'],
		['two values', TORN, [A, B], 'customer 10, the phone 48602111222 to customer 9'],
	])('is not written, and the issue names both: %s', (_what, row, customers, ids) => {
		const one = plan(row, customers, {});
		expect(one).toMatchObject({ kind: 'decided', outcome: { outcome: 'ambiguous' } });
		expect(one.outcome.issues[0]?.message).toContain(ids);
		expect(one.outcome.issues[0]?.severity).toBe('error');
	});

	it('updates the oldest or the newest when so chosen, and says of whom', () => {
		expect(plan(TORN, [A, B], under('oldest'))).toMatchObject({ outcome: { outcome: 'updated', id: '9' } });
		const newest = plan(TORN, [A, B], under('newest'));
		expect(newest).toMatchObject({ outcome: { outcome: 'updated', id: '10' } });
		expect(codes(newest)).toEqual(['IDENTIFIERS_DISAGREE warning']);
	});

	it('tells age by the time of creation before it tells it by ids', () => {
		const old = customer('77', { email: 'a@x.pl', createdAt: '2020-01-01' });
		const young = customer('3', { email: 'a@x.pl', createdAt: '2024-01-01T10:00:00Z' });
		const row = { email: 'a@x.pl', city: 'Łódź' };
		expect(plan(row, [young, old], under('oldest')).outcome.id).toBe('77');
		const guids = [customer('d0-7', { email: 'a@x.pl' }), customer('c1-8', { email: 'a@x.pl' })];
		const untold = plan(row, guids, under('oldest'));
		expect(untold.outcome.outcome).toBe('ambiguous');
		expect(untold.outcome.issues[0]?.message).toContain('nothing tells which of them is the oldest');
	});

	it('gives nobody an identifier that is another customer’s', () => {
		const one = plan(TORN, [A, B], under('newest'));
		if (one.kind !== 'write') throw new Error('not written');
		expect(one.write.record).toEqual(recordOf({ ...A.record, city: 'Łódź' }));
		expect(one.write.identifiers).toEqual([
			{ field: 'email', value: 'a@x.pl' },
			{ field: 'phone', value: '48501228855', shared: true },
		]);
	});

	it('claims no value for one that several have', () => {
		const one = plan({ email: 'a@x.pl', city: 'Łódź' }, [A, C], under('oldest'));
		if (one.kind !== 'write') throw new Error('not written');
		expect(one.write.identifiers[0]).toEqual({ field: 'email', value: 'a@x.pl', shared: true });
	});

	it('updates all when so chosen, each with what is his, as one outcome', () => {
		const one = plan(TORN, [A, B], under('updateAll'));
		if (one.kind !== 'write') throw new Error('not written');
		const change = { field: 'city', before: undefined, after: 'Łódź' };
		expect(one.outcome).toMatchObject({
			outcome: 'updated',
			id: '10',
			changes: [change],
			also: [{ id: '9', changes: [change], version: 'v9' }],
		});
		expect(one.also).toMatchObject([{ action: 'update', id: '9', record: { ...B.record, city: 'Łódź' } }]);
	});

	it('makes a new customer when so chosen, but not another one each time', () => {
		const one = plan(TORN, [A, B], under('create'));
		expect(one).toMatchObject({
			write: {
				action: 'create',
				identifiers: [
					{ field: 'email', value: 'a@x.pl', shared: true },
					{ field: 'phone', value: '48602111222', shared: true },
				],
			},
		});
		const made = customer('12', TORN);
		const again = plan(TORN, [A, B, made], under('create'));
		expect(again).toMatchObject({ kind: 'decided', outcome: { outcome: 'unchanged', id: '12' } });
	});

	it('makes nobody when only existing customers may be modified, and changes nobody when only added', () => {
		const made = plan(TORN, [A, B], { ...under('create'), importType: 'modifyOnly' });
		expect(made.outcome.outcome).toBe('ambiguous');
		const changed = plan(TORN, [A, B], { ...under('updateAll'), importType: 'addOnly' });
		expect(changed.outcome.outcome).toBe('skipped');
	});
});

describe('a row whose fallback finds somebody with another main identifier', () => {
	const row = { email: 'new@x.pl', phone: '48501228855', city: 'Łódź' };

	it.each(['skip', 'oldest', 'newest', 'updateAll'] as const)('is somebody else under %s', (policy) => {
		expect(plan(row, [A], under(policy)).outcome.outcome).toBe('ambiguous');
	});

	it('is a new customer when new ones are made of what is not clear', () => {
		expect(plan(row, [A], under('create'))).toMatchObject({ write: { action: 'create' } });
	});
});

describe('a row without anything to be recognised by', () => {
	const row = { city: 'Łódź' };

	it('is skipped, and never fits the customers who lack it too', () => {
		const nobody = customer('5', { city: 'Łódź' });
		const one = plan(row, [nobody], {});
		expect(one).toMatchObject({ kind: 'decided', outcome: { outcome: 'skipped' } });
		expect(codes(one)).toEqual(['NO_KEY warning']);
	});

	it('makes a customer when empty identifiers are accepted, but not of nothing and not where none are added', () => {
		const accepting = { acceptEmptyIdentifier: true };
		const one = plan({ ...row, email: '' }, [], accepting);
		expect(one).toMatchObject({ write: { action: 'create', identifiers: [] } });
		expect(codes(one)).toEqual(['NO_KEY warning']);
		expect(plan({ email: '', city: '' }, [], accepting).outcome.outcome).toBe('skipped');
		expect(plan(row, [], { ...accepting, importType: 'modifyOnly' }).outcome.outcome).toBe('skipped');
	});

	it('is recognised by the others when it lacks the main one alone', () => {
		expect(plan({ email: '', phone: '48602111222', city: 'Łódź' }, [A, B], {})).toMatchObject({
			outcome: { outcome: 'updated', id: '9' },
		});
	});
});

describe('an identifier that changes', () => {
	it('is an update for whoever is recognised by another one', () => {
		const known = customer('1', { crmId: '7', email: 'old@x.pl' });
		const one = plan({ crmId: '7', email: 'new@x.pl' }, [known], { identifiers: ['crmId', 'email'] });
		expect(one).toMatchObject({ outcome: { outcome: 'updated', id: '1' } });
	});

	it('is not written where it is another customer’s', () => {
		const known = [customer('1', { crmId: '7' }), B];
		const one = plan({ crmId: '7', email: 'b@x.pl' }, known, { identifiers: ['crmId', 'email'] });
		expect(one.outcome.outcome).toBe('ambiguous');
	});

	it('warns of a new customer whose other identifier is known', () => {
		const known = customer('1', { crmId: '7', email: 'old@x.pl' });
		const one = plan({ crmId: '7', email: 'new@x.pl' }, [known], { identifiers: ['email'] });
		expect(one).toMatchObject({ write: { action: 'create' } });
		expect(codes(one)).toEqual(['POSSIBLE_DUPLICATE warning']);
		expect(one.outcome.issues[0]?.message).toContain('Customer 1 has the crmId 7');
	});

	it('does not warn of a household’s phone, nor of what is the customer’s own', () => {
		const known = customer('1', { email: 'a@x.pl', crmId: '7', phone: '48501228855' });
		expect(
			codes(plan({ email: 'n@x.pl', phone: '48501228855' }, [known], { identifiers: ['email'] })),
		).toEqual([]);
		const own = plan({ email: 'a@x.pl', crmId: '7', city: 'Łódź' }, [known], { identifiers: ['email'] });
		expect(codes(own)).toEqual([]);
	});
});
