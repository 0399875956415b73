import type { StoredCustomer } from '../../../lib/connectors';
import type { FieldSpec } from '../../../lib/model';
import { makeIdentifierKey } from '../../../lib/dedupe';
import {
	makeCandidate,
	makePlanContext,
	planBatch,
	type PlanContext,
	type RowPlan,
	type UpsertSettings,
} from '../../../lib/upsert';
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
	{ name: 'subscriptions', title: '', type: 'subscription', multiple: true },
	{ name: 'subscriptionsAt', title: '', type: 'dateTime' },
];

const fields = new Map(FIELDS.map((field) => [field.name, field]));
const NOW = '2026-11-22T10:00:00.000Z';

/** A context with some settings beside the usual ones. */
const contextWith = (settings: Partial<UpsertSettings>): PlanContext =>
	makePlanContext({
		settings: { importType: 'addAndModify', identifiers: ['email', 'phone'], ...settings },
		fields,
		capabilities: { identifiers: ['email', 'phone', 'crmId'] },
		keyOf: makeIdentifierKey((field) => fields.get(field)?.type),
		now: () => NOW,
	});
const CONTEXT = contextWith({});
const CLEARING = contextWith({ clearOnEmpty: true });

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

describe('an empty cell of one field', () => {
	it('clears that field alone when only it is to be cleared', () => {
		const context = contextWith({ clearFields: ['points', 'email'] });
		expect(changes(plan({ lastName: '', points: null }, context))).toEqual([['points', null]]);
	});

	it('never clears an identifier, chosen or not, nor the time of a consent', () => {
		const context = contextWith({ clearOnEmpty: true, clearFields: ['crmId', 'phone', 'consentAt'] });
		const row = { phone: '', crmId: '', consentAt: '' };
		expect(plan(row, context, { crmId: '9', consentAt: NOW })).toMatchObject({
			outcome: { outcome: 'unchanged' },
		});
	});
});

describe('a field of several values', () => {
	const both = { phone: ['48501228855', '48602111222'] };
	const replacing = contextWith({ multiValues: 'replace' });

	it('is appended to, or replaced, or one field otherwise than the others', () => {
		expect(changes(plan({ phone: '48602111222' }))).toEqual([['phone', both.phone]]);
		expect(changes(plan({ phone: '48602111222' }, replacing))).toEqual([['phone', '48602111222']]);
		const one = contextWith({ multiValueFields: { phone: 'replace' } });
		expect(changes(plan({ phone: '48602111222', email: ['jan@x.pl', 'j@y.pl'] }, one))).toEqual([
			['email', ['jan@x.pl', 'j@y.pl']],
			['phone', '48602111222'],
		]);
	});

	it('is not replaced by the same values in another notation, as long as the main one stays', () => {
		const same = { phone: ['+48 501 228 855', '602-111-222', '48602111222'] };
		const three = { phone: ['48501228855', '48602111222', '602111222'] };
		expect(plan(same, replacing, three)).toMatchObject({ outcome: { outcome: 'unchanged' } });
		expect(changes(plan({ phone: ['48602111222', '48501228855'] }, replacing, both))).toEqual([
			['phone', ['48602111222', '48501228855']],
		]);
	});

	it('is not emptied by a replacing row without values', () => {
		expect(plan({ phone: [''] }, replacing, both)).toMatchObject({ outcome: { outcome: 'unchanged' } });
	});
});

describe('a consent under the rules that were chosen', () => {
	const doubly = contextWith({ consents: { optIn: 'double' } });
	const no = { consent: false, consentAt: '2026-05-01T00:00:00.000Z' };

	it('begins as given with single opt-in and as unconfirmed with double opt-in, for new customers too', () => {
		expect(changes(plan({ untimed: true }))).toEqual([['untimed', true]]);
		expect(changes(plan({ untimed: true }, doubly))).toEqual([['untimed', 'unconfirmed']]);
		const [one] = planBatch(
			rowsOf({ email: 'new@x.pl', untimed: true }).map((row) => makeCandidate(row, doubly)),
			new Map(),
			doubly,
		);
		expect(one?.kind === 'write' && { ...one.write.record }).toEqual({
			email: 'new@x.pl',
			untimed: 'unconfirmed',
		});
	});

	it('that was confirmed does not have to be confirmed again, and one that waits goes on waiting', () => {
		expect(plan({ untimed: true }, doubly, { untimed: true })).toMatchObject({ kind: 'decided' });
		const waiting = plan({ untimed: true }, doubly, { untimed: 'AwaitingConfirmation' });
		expect(waiting).toMatchObject({ outcome: { outcome: 'unchanged', issues: [] } });
	});

	it('that waits for a confirmation is not given by an import without a newer proof', () => {
		const one = plan({ untimed: true }, CONTEXT, { untimed: 'unconfirmed' });
		expect(one).toMatchObject({ kind: 'decided' });
		expect(codes(one)).toEqual(['CONSENT_KEPT']);
	});

	it('never rises, or rises by force, when so chosen', () => {
		const newer = { consent: true, consentAt: '2026-11-01' };
		const never = plan(newer, contextWith({ consents: { raise: 'never' } }), no);
		expect(codes(never)).toEqual(['CONSENT_KEPT']);
		const force = contextWith({ consents: { raise: 'force' } });
		expect(changes(plan({ consent: true }, force, no))).toEqual([
			['consent', true],
			['consentAt', NOW],
		]);
	});

	it('always falls', () => {
		const never = contextWith({ consents: { raise: 'never', optIn: 'double' } });
		expect(changes(plan({ untimed: 'no' }, never, { untimed: true }))).toEqual([['untimed', 'no']]);
	});

	it.each([
		['Opt-In', true],
		['brak zgody', false],
	])('stored as %s is the answer that it is', (stored, answer) => {
		expect(plan({ untimed: answer }, CONTEXT, { untimed: stored })).toMatchObject({ kind: 'decided' });
	});
});

describe('subscriptions', () => {
	const news = (status: string, contact = 'jan@x.pl', resource = 'News') =>
		JSON.stringify(['email', resource, contact, status]);
	const subscribe = (row: unknown, stored: unknown, context = CONTEXT, more = {}) =>
		plan({ subscriptions: row, ...more }, context, { subscriptions: stored });
	const subscriptionsOf = (one: RowPlan) =>
		one.outcome.changes?.find(({ field }) => field === 'subscriptions')?.after;

	it('of the same channel, resource and contact are one, whose status falls without a proof', () => {
		const stored = [news('subscribed'), news('subscribed', 'jan@x.pl', 'Offers')];
		const one = subscribe(news('unsubscribed', 'JAN@x.pl', 'news'), stored);
		expect(subscriptionsOf(one)).toEqual([news('unsubscribed'), stored[1]]);
		expect(subscriptionsOf(subscribe(news('suspended'), news('subscribed')))).toBe(news('suspended'));
	});

	it('that were ended stay so without a newer proof, while others of the row are added', () => {
		const one = subscribe([news('subscribed'), news('subscribed', 'j@y.pl')], news('unsubscribed'));
		expect(subscriptionsOf(one)).toEqual([news('unsubscribed'), news('subscribed', 'j@y.pl')]);
		expect(codes(one)).toEqual(['CONSENT_KEPT']);
		expect(codes(subscribe(news('suspended'), news('unsubscribed')))).toEqual(['CONSENT_KEPT']);
	});

	it('rise with a newer proof, to unconfirmed with double opt-in', () => {
		const proof = { subscriptionsAt: '2026-11-02' };
		const stored = { subscriptions: news('unsubscribed'), subscriptionsAt: '2026-11-01' };
		const doubly = contextWith({ consents: { optIn: 'double' } });
		const row = { subscriptions: news('subscribed'), ...proof };
		expect(changes(plan(row, doubly, stored))).toEqual([
			['subscriptions', news('unconfirmed')],
			['subscriptionsAt', '2026-11-02'],
		]);
		const older = { ...row, subscriptionsAt: '2026-10-01' };
		expect(plan(older, doubly, stored)).toMatchObject({ kind: 'decided' });
	});

	it('are never taken away, not even where lists are replaced and empty cells clear', () => {
		const context = contextWith({ multiValues: 'replace', clearOnEmpty: true });
		expect(subscribe('', news('unsubscribed'), context)).toMatchObject({ kind: 'decided' });
		const added = subscribe(news('subscribed', 'j@y.pl'), news('unsubscribed'), context);
		expect(subscriptionsOf(added)).toEqual([news('unsubscribed'), news('subscribed', 'j@y.pl')]);
	});
});
