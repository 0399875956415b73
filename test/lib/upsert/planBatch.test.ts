import type { StoredCustomer } from '../../../lib/connectors';
import type { FieldSpec } from '../../../lib/model';
import { makeIdentifierKey } from '../../../lib/dedupe';
import { makeCandidate, planBatch, type PlanContext, type RowPlan, timedConsents } from '../../../lib/upsert';
import { identifierText } from '../../../lib/upsert/identifiers';
import { recordOf, rowsOf } from '../import/rows';

const FIELDS: readonly FieldSpec[] = [
	{ name: 'email', title: '', type: 'email', multiple: true },
	{ name: 'phone', title: '', type: 'phone', multiple: true },
	{ name: 'crmId', title: '', type: 'text' },
	{ name: 'lastName', title: '', type: 'name' },
	{ name: 'points', title: '', type: 'number' },
	{ name: 'score', title: '', type: 'number', readOnly: true },
	{ name: 'country', title: '', type: 'country', required: true },
	{ name: 'consent', title: '', type: 'consent' },
	{ name: 'consentAt', title: '', type: 'dateTime' },
	{ name: 'untimed', title: '', type: 'consent' },
];

const fields = new Map(FIELDS.map((field) => [field.name, field]));
const NOW = '2026-11-22T10:00:00.000Z';

const CONTEXT: PlanContext = {
	settings: { importType: 'addAndModify', identifiers: ['email', 'phone'] },
	fields,
	timedConsents: timedConsents(fields),
	capabilities: { identifiers: ['email', 'phone', 'crmId'], customFields: true },
	keyOf: makeIdentifierKey((field) => fields.get(field)?.type),
	now: () => NOW,
};
const CLEARING: PlanContext = { ...CONTEXT, settings: { ...CONTEXT.settings, clearOnEmpty: true } };

const STORED: StoredCustomer = {
	id: '7',
	version: '3',
	record: recordOf({ email: 'jan@x.pl', phone: '48501228855', lastName: 'Nowak', points: 5, country: 'PL' }),
};

/** Plans one row against Jan, who is found by his e-mail address. */
function plan(
	row: Record<string, unknown>,
	context = CONTEXT,
	stored: Record<string, unknown> = {},
): RowPlan {
	const customer = { ...STORED, record: recordOf({ ...STORED.record, ...stored }) };
	const hits = new Map([[identifierText({ field: 'email', value: 'jan@x.pl' }), [customer]]]);
	const [only] = planBatch(
		rowsOf({ email: 'jan@x.pl', ...row }).map((one) => makeCandidate(one, context)),
		hits,
		context,
	);
	if (!only) throw new Error('no plan');
	return only;
}

const changes = (one: RowPlan) => one.outcome.changes?.map(({ field, after }) => [field, after]);
const codes = (one: RowPlan) => one.outcome.issues.map(({ code }) => code);

describe('an update', () => {
	it('holds the whole customer, what changes, and all he is found by', () => {
		const one = plan({ lastName: 'Kowalski', phone: '+48 602 111 222', crmId: '9' });
		expect(one).toMatchObject({
			kind: 'write',
			outcome: { outcome: 'updated', id: '7' },
			write: {
				action: 'update',
				id: '7',
				version: '3',
				record: {
					email: 'jan@x.pl',
					phone: ['48501228855', '+48 602 111 222'],
					lastName: 'Kowalski',
					crmId: '9',
				},
				identifiers: [
					{ field: 'email', value: 'jan@x.pl' },
					{ field: 'phone', value: '48602111222' },
					{ field: 'phone', value: '48501228855', shared: true },
					{ field: 'crmId', value: '9', shared: true },
				],
			},
		});
	});

	it.each([
		['an address in other letters', { email: 'JAN@X.PL' }],
		['a phone in another notation', { phone: '+48 (501) 22-88-55' }],
		['a number as text', { points: '5' }],
		['a country in small letters', { country: 'pl' }],
		['a name in another Unicode form', { lastName: 'Nowak'.normalize('NFD') }],
		['a field nobody may write', { score: 99 }],
		['nothing', {}],
	])('is not made of %s', (_what, row) => {
		expect(plan(row)).toMatchObject({ kind: 'decided', outcome: { outcome: 'unchanged', id: '7' } });
	});

	it.each([
		['a name in other letters', { lastName: 'NOWAK' }, ['lastName', 'NOWAK']],
		['zero', { points: 0 }, ['points', 0]],
		['a custom field', { shoeSize: '42' }, ['shoeSize', '42']],
	])('is made of %s', (_what, row, change) => {
		expect(changes(plan(row))).toEqual([change]);
	});
});

describe('an empty cell', () => {
	it.each([[''], [null], [[]], [['', null]]])('%j leaves the value', (empty) => {
		expect(plan({ lastName: empty, points: empty })).toMatchObject({ outcome: { outcome: 'unchanged' } });
	});

	it('clears when told to', () => {
		expect(changes(plan({ lastName: '', points: null }, CLEARING))).toEqual([
			['lastName', null],
			['points', null],
		]);
	});

	it('never clears a chosen identifier, a required field or a consent, and nothing that is empty', () => {
		const row = { phone: '', country: '', consent: '', crmId: '' };
		expect(plan(row, CLEARING, { consent: false })).toMatchObject({ outcome: { outcome: 'unchanged' } });
	});

	it('makes nothing of a new customer', () => {
		const [one] = planBatch(
			rowsOf({ email: ['new@x.pl', 'NEW@x.pl', ''], lastName: '', points: null }).map((row) =>
				makeCandidate(row, CLEARING),
			),
			new Map(),
			CLEARING,
		);
		expect(one?.kind === 'write' && { ...one.write.record }).toEqual({ email: 'new@x.pl' });
	});
});

describe('a consent', () => {
	const no = { consent: false, consentAt: '2026-05-01T00:00:00.000Z' };

	it('gets the time it was given, when the row has none', () => {
		expect(changes(plan({ consent: true }))).toEqual([
			['consent', true],
			['consentAt', NOW],
		]);
		expect(changes(plan({ consent: true, consentAt: '2026-01-01' }))).toEqual([
			['consent', true],
			['consentAt', '2026-01-01'],
		]);
		expect(changes(plan({ untimed: true }))).toEqual([['untimed', true]]);
	});

	it.each([
		['no time', { consent: true }],
		['an older time', { consent: true, consentAt: '2026-04-30' }],
		['the same time', { consent: true, consentAt: '2026-05-01T00:00:00Z' }],
		['no readable time', { consent: true, consentAt: 'yesterday' }],
		['a yes to be confirmed', { consent: 'AwaitingConfirmation' }],
	])('that is a no stays a no with %s', (_what, row) => {
		const one = plan(row, CONTEXT, no);
		expect(one).toMatchObject({ outcome: { outcome: 'unchanged' } });
		expect(codes(one)).toEqual(['CONSENT_KEPT']);
	});

	it('that is a no without a time stays a no, and does not get the time of a yes', () => {
		const one = plan({ consent: true, consentAt: '2026-11-01' }, CONTEXT, { consent: 'no' });
		expect(one).toMatchObject({ outcome: { outcome: 'unchanged' } });
	});

	it('rises with a newer proof, and falls without any', () => {
		expect(changes(plan({ consent: true, consentAt: '2026-05-02' }, CONTEXT, no))).toEqual([
			['consent', true],
			['consentAt', '2026-05-02'],
		]);
		expect(changes(plan({ consent: false }, CONTEXT, { consent: true }))).toEqual([
			['consent', false],
			['consentAt', NOW],
		]);
	});

	it('does not become older', () => {
		expect(plan({ consent: false, consentAt: '2020-01-01' }, CONTEXT, no)).toMatchObject({
			outcome: { outcome: 'unchanged' },
		});
	});
});
