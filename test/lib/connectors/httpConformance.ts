import type { Connector } from '../../../lib/connectors';
import type { ConnectorTools } from '../../../lib/connectors/http/client';
import { OUTCOMES } from '../../../lib/model';
import { codesOf, type Imported, rowsOf, runImport } from '../import/rows';
import type { FakeAnswer, FakeServer, Fault, Faults } from './fakes/fakeServer';

/** A fake CRM with a connector to it. */
export interface FakeCrm {
	readonly server: FakeServer;
	/** A new connector to it, as a run opens one. */
	connect(tools: Pick<ConnectorTools, 'now' | 'sleep'>): Connector;
	/** The e-mail address of everybody it has, in any order, lower case, doubles and all. */
	emails(): readonly string[] | Promise<readonly string[]>;
	/** How it says what it says in its own way. */
	readonly says: {
		/** Too many calls just now. @param retryAfter the header, where it is sent */
		throttled(retryAfter?: string): FakeAnswer;
		/** No more calls today. */
		readonly quota?: FakeAnswer;
		/** The key does not count any more. */
		readonly login: FakeAnswer;
	};
	/** Whether a request changes something. */
	isWrite(request: FakeServer['requests'][number]): boolean;
}

const NOW = Date.UTC(2026, 10, 22, 10);
const SEEDS = Number(process.env['CONNECTOR_SEEDS'] ?? 10);

const PEOPLE = Array.from({ length: 30 }, (_, number) => ({
	email: `person${number}@example.com`,
	firstName: `Jan${number}`,
	city: number % 2 === 0 ? 'Gdynia' : 'Łódź',
}));

/**
 * What any destination over HTTP must come through: limits, failures before and after the write, answers that are
 * lost, logins that end. In every case rows in are outcomes out, and nobody is there twice.
 */
export function describeHttpConnector(name: string, start: () => Promise<FakeCrm>): void {
	describe(`${name} over a network that fails`, () => {
		let crm: FakeCrm;
		let waits: number[];
		beforeEach(async () => {
			crm = await start();
			waits = [];
		});
		afterEach(async () => await crm.server.close());

		async function run(people = PEOPLE): Promise<Imported> {
			const sleep = async (milliseconds: number) => void waits.push(milliseconds);
			let time = NOW;
			const connector = crm.connect({ now: () => (time += 10), sleep });
			try {
				return await runImport(connector, rowsOf(...people), { identifiers: ['email'] }, { sleep });
			} finally {
				await connector.close();
			}
		}

		const onWrites =
			(fault: Fault, times = 1): Faults =>
			(request) =>
				crm.isWrite(request) && times-- > 0 ? fault : undefined;

		async function expectEverybodyOnce(): Promise<void> {
			expect([...(await crm.emails())].sort()).toEqual(PEOPLE.map(({ email }) => email).sort());
		}

		it.each([
			['seconds', '2', 2_000],
			['a fraction of a second', '0.825', 825],
			['a date', new Date(NOW + 60_000).toUTCString(), 50_000],
		])('waits as long as Retry-After says in %s', async (_form, header, least) => {
			crm.server.setFaults(onWrites({ when: 'before', answer: crm.says.throttled(header) }));
			const { report } = await run();
			expect(report.outcomes.created).toBe(PEOPLE.length);
			expect(Math.max(...waits)).toBeGreaterThanOrEqual(least);
			await expectEverybodyOnce();
		});

		it('waits by itself where it is not told how long', async () => {
			crm.server.setFaults(onWrites({ when: 'before', answer: crm.says.throttled() }));
			const { report } = await run();
			expect(report.outcomes.created).toBe(PEOPLE.length);
			await expectEverybodyOnce();
		});

		it.each<[string, Fault]>([
			['is not there just now', { when: 'before', answer: { status: 503, body: 'Service Unavailable' } }],
			['breaks before the write', { when: 'before', answer: { status: 500, body: 'Internal Server Error' } }],
			[
				'breaks after the write',
				{ when: 'after', answer: { status: 502, body: '<html>Bad Gateway</html>' } },
			],
			['cuts the connection before the write', { when: 'before', cut: true }],
			['cuts the connection after the write', { when: 'after', cut: true }],
		])('writes everybody once when it %s', async (_what, fault) => {
			crm.server.setFaults(onWrites(fault, 2));
			const { report } = await run();
			expect(report.outcomes.created + report.outcomes.unchanged).toBe(PEOPLE.length);
			await expectEverybodyOnce();
		});

		it('stops when the login ends in the middle, and the next run brings the rest', async () => {
			let writes = 0;
			const ended: Fault = { when: 'before', answer: crm.says.login };
			crm.server.setFaults((request) => (crm.isWrite(request) && ++writes > 1 ? ended : undefined));
			const first = await run().catch((error: unknown) => error);
			if ((await crm.emails()).length === PEOPLE.length) return;
			if (isImported(first)) expectAccounted(first);
			crm.server.setFaults(undefined);
			await run();
			await expectEverybodyOnce();
		});

		it('stops when the quota of the day is gone, instead of waiting for it', async () => {
			const { quota } = crm.says;
			if (!quota) return;
			crm.server.setFaults((request) =>
				crm.isWrite(request) ? { when: 'before', answer: quota } : undefined,
			);
			const result = await run().catch((error: unknown) => error);
			if (isImported(result)) expectAccounted(result);
			expect(await crm.emails()).toEqual([]);
			expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeLessThan(30 * 60_000);
		});

		it.each(Array.from({ length: SEEDS }, (_, seed) => seed))(
			'comes through faults at random, seed %s',
			async (seed) => {
				crm.server.setFaults(randomFaults(seed, crm));
				for (let runs = 0; runs < 10 && (await crm.emails()).length < PEOPLE.length; runs++) {
					const result = await run().catch((error: unknown) => error);
					if (isImported(result)) expectAccounted(result);
				}
				crm.server.setFaults(undefined);
				const { report } = await run();
				expectAccounted(await run());
				expect(report.outcomes.unchanged + report.outcomes.created).toBe(PEOPLE.length);
				await expectEverybodyOnce();
			},
		);

		it('keeps the account of a row that is refused, and writes the others', async () => {
			const people = [
				...PEOPLE.slice(0, 5),
				{ email: 'not an address', firstName: 'Nobody', city: 'Nowhere' },
				...PEOPLE.slice(5),
			];
			const result = await run(people);
			expectAccounted(result);
			const there = await crm.emails();
			expect(PEOPLE.every(({ email }) => there.includes(email))).toBe(true);
			const refused = result.outcomes.find(({ rowNumber }) => rowNumber === 7);
			if (refused?.outcome === 'failed') expect(codesOf(result, 7)).toEqual(['WRITE_FAILED']);
		});
	});
}

function isImported(value: unknown): value is Imported {
	return typeof value === 'object' && value !== null && 'report' in value;
}

/** Rows in are outcomes out. */
function expectAccounted({ report, outcomes }: Imported): void {
	expect(outcomes).toHaveLength(report.rows);
	expect(OUTCOMES.reduce((sum, outcome) => sum + report.outcomes[outcome], 0)).toBe(report.rows);
}

/** One request in four goes wrong, in any way. */
function randomFaults(seed: number, { says }: FakeCrm): Faults {
	const random = randomFrom(seed);
	const kinds: readonly (() => Fault)[] = [
		() => ({ when: 'before', answer: says.throttled('1') }),
		() => ({ when: 'before', answer: { status: 503, body: '' } }),
		() => ({ when: 'before', answer: { status: 500, body: '' } }),
		() => ({ when: 'after', answer: { status: 504, body: '' } }),
		() => ({ when: 'before', cut: true }),
		() => ({ when: 'after', cut: true }),
	];
	return () => (random() < 0.25 ? kinds[Math.floor(random() * kinds.length)]?.() : undefined);
}

/** The same numbers for the same seed (https://en.wikipedia.org/wiki/Linear_congruential_generator). */
function randomFrom(seed: number): () => number {
	let state = (seed + 1) * 2_654_435_761;
	return () => {
		state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
		return state / 2 ** 32;
	};
}
