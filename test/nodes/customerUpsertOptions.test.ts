import type { ILoadOptionsFunctions, INodeExecutionData } from 'n8n-workflow';
import { NO_OUTCOMES } from '../../lib';
import { CustomerUpsert } from '../../nodes/CustomerUpsert/CustomerUpsert.node';
import { progressText, progressTeller } from '../../nodes/CustomerUpsert/progress';
import { useOwnUserFolder } from './ownUserFolder';
import { idsOf, rowItems, upsertNode } from './upsertNode';

useOwnUserFolder();

const JAN = { email: 'jan@example.com', firstName: 'Jan', city: 'Łódź' };
const ANNA = { email: 'anna@example.com', phone: '48501228855' };
const outcomes = (items: readonly INodeExecutionData[]) => items.map(({ json }) => json['outcome']);

describe('what empty cells do', () => {
	const empty = rowItems({ email: JAN.email, firstName: '', city: '' });

	it('is to clear only the fields that were named, by name or title', async () => {
		const node = upsertNode();
		await node.run('upsert', rowItems(JAN));
		await node.run('upsert', empty, { options: { clearFields: 'City; notes' } });
		expect(await node.customers()).toMatchObject([{ firstName: 'Jan' }]);
		expect((await node.customers())[0]).not.toHaveProperty('city');
	});

	it('is never to clear an identifier', async () => {
		const node = upsertNode();
		await node.run('upsert', rowItems({ ...ANNA, firstName: 'Anna' }));
		const row = rowItems({ email: ANNA.email, phone: '', firstName: '' });
		await node.run('upsert', row, { options: { clearOnEmpty: true } });
		const [anna] = await node.customers();
		expect(JSON.stringify(anna)).toContain(ANNA.phone);
		expect(anna).not.toHaveProperty('firstName');
	});

	it('in all identifiers is to leave the row out, unless it is accepted', async () => {
		const node = upsertNode();
		const row = rowItems({ email: '', firstName: 'Ewa' });
		const { notSaved } = await node.run('upsert', row);
		expect(outcomes(notSaved)).toEqual(['skipped']);
		const { saved } = await node.run('upsert', row, { options: { acceptEmptyIdentifier: true } });
		expect(outcomes(saved)).toEqual(['created']);
	});
});

describe('fields of several values', () => {
	it.each([
		[{}, ['48501228855', '48601100200']],
		[{ multiValues: 'append' }, ['48501228855', '48601100200']],
		[{ multiValues: 'replace' }, ['48601100200']],
	])('with %j have %j', async (options, phones) => {
		const node = upsertNode();
		await node.run('upsert', rowItems(ANNA));
		await node.run('upsert', rowItems({ email: ANNA.email, phone: '48601100200' }), { options });
		expect([(await node.customers())[0]?.['phone']].flat()).toEqual(phones);
	});
});

describe('rows that fit several customers', () => {
	/** Two customers, and a row with the e-mail of one and the phone of the other. */
	async function twoAndOne(ambiguous?: string) {
		const node = upsertNode();
		await node.run(
			'upsert',
			rowItems({ email: 'a@example.com' }, { email: 'b@example.com', phone: '48501228855' }),
		);
		const row = rowItems({ email: 'a@example.com', phone: '48501228855', city: 'Radom' });
		const given = await node.run('upsert', row, ambiguous === undefined ? {} : { options: { ambiguous } });
		const customers = await node.customers();
		return {
			...given,
			radom: customers.filter(({ city }) => city === 'Radom').length,
			all: customers.length,
		};
	}

	it.each([undefined, 'skip'])('are not written and name the customers (%s)', async (policy) => {
		const { notSaved, radom } = await twoAndOne(policy);
		expect([outcomes(notSaved), radom]).toEqual([['ambiguous'], 0]);
		expect(JSON.stringify(notSaved[0]?.json)).toContain('IDENTIFIERS_DISAGREE');
	});

	it('are written to all of them when told so', async () => {
		const { saved, radom, all } = await twoAndOne('updateAll');
		expect([outcomes(saved), radom, all]).toEqual([['updated'], 2, 2]);
	});

	it('make one more customer when told so', async () => {
		const { radom, all } = await twoAndOne('create');
		expect([radom, all]).toEqual([1, 3]);
	});

	it.each(['oldest', 'newest'])('are written to the %s', async (policy) => {
		const { saved, radom, all } = await twoAndOne(policy);
		expect([outcomes(saved), radom, all]).toEqual([['updated'], 1, 2]);
	});
});

describe('consents', () => {
	const no = { email: JAN.email, newsletterConsent: false, newsletterConsentAt: '2026-01-02T00:00:00Z' };
	const yes = { email: JAN.email, newsletterConsent: true };
	const newer = { ...yes, newsletterConsentAt: '2026-03-04T00:00:00Z' };

	it.each([
		[{}, yes, false],
		[{}, newer, true],
		[{ raiseConsent: 'newerProof' }, newer, true],
		[{ raiseConsent: 'never' }, newer, false],
		[{ raiseConsent: 'force' }, yes, true],
	] as const)('once refused, with %j and %j are %s', async (options, row, consent) => {
		const node = upsertNode();
		await node.run('upsert', rowItems(no));
		await node.run('upsert', rowItems(row), { options });
		expect((await node.customers())[0]?.['newsletterConsent']).toBe(consent);
	});

	it('begin unconfirmed with double opt-in', async () => {
		const node = upsertNode();
		await node.run('upsert', rowItems(yes), { options: { optIn: 'double' } });
		expect((await node.customers())[0]?.['newsletterConsent']).not.toBe(true);
		const single = upsertNode();
		await single.run('upsert', rowItems(yes), { options: { optIn: 'single' } });
		expect((await single.customers())[0]?.['newsletterConsent']).toBe(true);
	});
});

describe('safety valves', () => {
	it('stop before one customer too many is created', async () => {
		const node = upsertNode();
		const { saved, notSaved, report } = await node.run('upsert', rowItems(JAN, ANNA), {
			options: { maxCreates: 1 },
		});
		expect([saved.length, outcomes(notSaved)]).toEqual([1, ['failed']]);
		expect(JSON.stringify(notSaved[0]?.json)).toContain('STOPPED_BY_LIMIT');
		expect(report[0]?.json['stopped']).toMatchObject({ message: expect.stringContaining('It may create 1') });
	});

	it('stop before one customer too many is updated, and let others be created', async () => {
		const node = upsertNode();
		await node.run('upsert', rowItems(JAN));
		const { report } = await node.run('upsert', rowItems({ ...JAN, city: 'Radom' }), {
			options: { maxUpdates: 0 },
		});
		expect(report[0]?.json).toMatchObject({
			updated: 0,
			stopped: { message: expect.stringContaining('update 0') },
		});
	});

	it('stop when too many rows go wrong', async () => {
		const node = upsertNode();
		const wrong = Array.from({ length: 100 }, () => ({ rejected_because: 'x', import_issues: [], a: 1 }));
		const right = Array.from({ length: 100 }, (_, place) => ({ email: `a${place}@example.com` }));
		const rows = rowItems(...wrong, ...right);
		const half = rowItems(...right, ...wrong);
		const { report } = await node.run('upsert', rows, { options: { stopAtFailures: 50 } });
		expect(report[0]?.json).toMatchObject({
			created: 0,
			rejected: 100,
			stopped: { message: expect.any(String) },
		});
		const { report: through } = await node.run('upsert', half, { options: { stopAtFailures: 51 } });
		expect(through[0]?.json).toMatchObject({ created: 100, rejected: 100 });
	});

	it('do not begin where triggers are to be suppressed and cannot be', async () => {
		const node = upsertNode();
		await expect(
			node.run('upsert', rowItems(JAN), { options: { suppressTriggers: true } }),
		).rejects.toMatchObject({ name: 'NodeOperationError' });
		const { saved } = await node.run('upsert', rowItems(JAN), { options: { suppressTriggers: false } });
		expect(saved).toHaveLength(1);
	});
});

describe('identifiers', () => {
	const chosen = (value: string) => ({ __rl: true, mode: 'list', value });

	it('are looked for in their order, chosen or written by name or title', async () => {
		const node = upsertNode();
		await node.run('upsert', rowItems({ crmId: 'C-1', email: 'old@example.com' }));
		const parameters = {
			mainIdentifier: chosen('crmId'),
			fallbackIdentifiers: {
				identifier: [{ field: { __rl: true, mode: 'name', value: 'E-mail' } }, { field: 'CRMID' }],
			},
		};
		const { saved, report } = await node.run('upsert', rowItems({ crmId: 'C-1', city: 'Radom' }), parameters);
		expect(outcomes(saved)).toEqual(['updated']);
		const { report: listed } = await node.run('history', rowItems({}), {
			filters: { destination: node.baseName },
		});
		expect(listed[0]?.json).toMatchObject({
			importId: idsOf(report[0]).importId,
			settings: { identifiers: ['crmId', 'email'] },
		});
	});

	it('must be such that the destination can find customers by them', async () => {
		await expect(
			upsertNode().run('upsert', rowItems(JAN), { mainIdentifier: chosen('loyaltyNumber') }),
		).rejects.toMatchObject({ message: expect.stringContaining('loyaltyNumber') });
	});

	it('are offered on the panel: those of the destination, or the standard ones where there is none yet', async () => {
		const { searchIdentifiers } = new CustomerUpsert().methods.listSearch;
		const node = upsertNode();
		const list = async (filter?: string) => {
			const context: Pick<ILoadOptionsFunctions, 'getNodeParameter'> = {
				getNodeParameter: (name: string) => (name === 'baseName' ? node.baseName : 'localBase'),
			};
			// What the panel gives has some hundred more functions, which the list does not use.
			const { results } = await searchIdentifiers.call(context as ILoadOptionsFunctions, filter);
			return results.map(({ value }) => value);
		};
		expect(await list()).toEqual(['crmId', 'guid', 'email', 'phone']);
		await node.run('upsert', rowItems(JAN));
		expect(await list()).toEqual(['crmId', 'guid', 'email', 'phone']);
		expect(await list('mail')).toEqual(['email']);
	});
});

describe('types of custom fields', () => {
	it('come in with the rows, and go on with them', async () => {
		const node = upsertNode();
		const fields = [{ name: 'colours', title: 'Colours', type: 'text', custom: true, multiple: true }];
		const row = (colours: string) => rowItems({ email: JAN.email, colours, import_fields: fields });
		const { saved } = await node.run('upsert', row('red'));
		expect(saved[0]?.json['import_fields']).toEqual(fields);
		await node.run('upsert', row('blue'));
		expect((await node.customers())[0]?.['colours']).toEqual(['red', 'blue']);
	});
});

describe('what the report is given as', () => {
	const rows = rowItems(
		JAN,
		{ email: 'ola@example.com', phone: '48501228855' },
		{ firstName: 'Kowalska', notes: 'Tel. 602111222' },
	);

	it('is an item alone where nothing was asked for', async () => {
		const { report } = await upsertNode().run('upsert', rows);
		expect(report[0]?.binary).toBeUndefined();
		expect(report[0]?.json).toMatchObject({ kind: 'import', created: 2, skipped: 1 });
	});

	it.each(['upsert', 'preview'])('is a page and a file too (%s)', async (operation) => {
		const options = { reportPage: true, rowsFile: 'xlsx', reportLanguage: 'pl', pageRows: 0 };
		const fake = upsertNode().make(operation, rows, { options });
		const [, , report = []] = await fake.execute();
		const { report: page, rowsToCorrect } = report[0]?.binary ?? {};
		const html = fake.bytesOf(page).toString();
		expect(html).toContain('<html lang="pl-PL">');
		expect(html).toContain('i jeszcze 1 wiersz');
		expect(html).not.toContain('Kowalska');
		expect(rowsToCorrect?.fileName).toMatch(/^rows_to_correct .*\.xlsx$/);
		expect(fake.bytesOf(rowsToCorrect).subarray(0, 2).toString()).toBe('PK');
		expect(report[0]?.json['message']).toMatch(
			operation === 'preview' ? /^Niczego jeszcze/ : /^Import zakończony/,
		);
	});

	it('is no file where no row is to be corrected', async () => {
		const options = { rowsFile: 'csv' };
		const { report } = await upsertNode().run('upsert', rowItems(JAN), { options });
		expect(report[0]?.binary).toBeUndefined();
	});

	it('holds no personal data where it is masked', async () => {
		const node = upsertNode();
		await node.run('upsert', rowItems({ ...JAN, lastName: 'Kowalski' }));
		const options = { mask: true, reportPage: true, rowsFile: 'csv' };
		const changed = rowItems(
			{ ...JAN, lastName: 'Nowak' },
			{ firstName: 'Kowalska', notes: 'Tel. 602111222, ala@example.com' },
		);
		const fake = node.make('upsert', changed, { options });
		const [, , report = []] = await fake.execute();
		const { report: page, rowsToCorrect } = report[0]?.binary ?? {};
		const texts = [
			JSON.stringify(report[0]?.json),
			fake.bytesOf(page).toString(),
			fake.bytesOf(rowsToCorrect).toString(),
		];
		for (const text of texts) expect(text).not.toMatch(/Kowalsk|Nowak|602111222|ala@/);
		expect(texts[0]).toContain('"before":"K***","after":"N***"');
	});

	it('goes through the same mapping again when it was corrected', async () => {
		const node = upsertNode();
		const options = { rowsFile: 'csv' };
		const fake = node.make('upsert', rowItems({ firstName: 'Ewa', city: 'Radom' }), { options });
		const [, , report = []] = await fake.execute();
		const text = fake.bytesOf(report[0]?.binary?.['rowsToCorrect']).toString();
		const [header = '', row = ''] = text.replace('\ufeff', '').split('\r\n');
		const labels = header.split(',');
		expect(labels.slice(0, 3)).toEqual(['firstName', 'city', 'rejected_because']);
		expect(row.startsWith('Ewa,Radom,')).toBe(true);
	});
});

describe('details that are kept for days only', () => {
	it('are forgotten when they are old; the counts stay', async () => {
		const node = upsertNode();
		const { report } = await node.run('upsert', rowItems({ firstName: 'Ewa' }));
		const { importId } = idsOf(report[0]);
		await node.run('upsert', rowItems(JAN), { options: { keepDays: 1 } });
		const { report: fresh } = await node.run('report', report, { importId, options: { rowsFile: 'csv' } });
		expect(fresh[0]?.binary?.['rowsToCorrect']).toBeDefined();
		await node.run('upsert', rowItems(JAN), { options: { keepDays: -1 } });
		const { report: old } = await node.run('report', report, { importId, options: { rowsFile: 'csv' } });
		expect(old[0]?.binary?.['rowsToCorrect']).toBeUndefined();
		expect(old[0]?.json).toMatchObject({ rows: 1, skipped: 1 });
	});
});

describe('the state', () => {
	it('in PostgreSQL asks for its credential', async () => {
		await expect(upsertNode().run('upsert', rowItems(JAN), { keepStateIn: 'postgres' })).rejects.toThrow(
			'The test did not define a credential customerStateApi',
		);
	});
});

describe('progress', () => {
	it('says rows, time, pace and counts', () => {
		const progress = {
			rows: 12_000,
			outcomes: { ...NO_OUTCOMES, created: 11_000, skipped: 1000 },
			elapsedMs: 8000,
		};
		expect(progressText(progress)).toBe('12,000 rows in 8 s (1,500 a second): 11,000 created, 1,000 skipped');
	});

	it('is told to the editor every two seconds, and to nobody there where the workflow runs by itself', () => {
		const told = (mode: string): string[] => {
			const messages: string[] = [];
			const logged: string[] = [];
			const tell = progressTeller({
				getMode: () => mode,
				getNode: () => ({ name: 'Upsert' }),
				sendMessageToUI: (message: string) => messages.push(message),
				logger: { debug: (message: string) => logged.push(message) },
			} as unknown as Parameters<typeof progressTeller>[0]);
			for (let elapsedMs = 500; elapsedMs <= 5000; elapsedMs += 500)
				tell({ rows: elapsedMs, outcomes: NO_OUTCOMES, elapsedMs });
			expect(logged).toHaveLength(2);
			return messages;
		};
		expect(told('manual')).toEqual([
			'2,000 rows in 2 s (1,000 a second): none',
			'4,000 rows in 4 s (1,000 a second): none',
		]);
		expect(told('trigger')).toEqual([]);
	});
});

it('has a description for every parameter whose name does not say all', () => {
	const { properties } = new CustomerUpsert().description;
	const all = properties.flatMap((property) => [property, ...(property.options ?? [])]);
	const ofItself = ['operation', 'resource', 'options', 'filters'];
	const silent = all.filter(
		(one) =>
			'displayName' in one && 'type' in one && one.description === undefined && !ofItself.includes(one.name),
	);
	expect(silent.map(({ name }) => name)).toEqual([]);
});
