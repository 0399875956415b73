import {
	type Directory,
	type DirectorySource,
	makeDirectory,
} from '../../../../lib/connectors/crm/directory';

interface Item {
	readonly id: string;
	readonly key: string;
}

const PAGE = 10;

/** A CRM of which only the numbers of calls are of interest. */
function crmOf(many: number, options: Partial<DirectorySource<number>> = {}) {
	const items = Array.from({ length: many }, (_, number): Item => ({ id: `${number}`, key: `key${number}` }));
	const calls = { lookUps: 0, pages: 0, changes: 0 };
	const isItem = (item: unknown): item is Item => typeof item === 'object' && item !== null && 'key' in item;
	const page = async (place = 0) => {
		calls.pages += 1;
		await new Promise(setImmediate);
		const next = place + PAGE < items.length ? place + PAGE : undefined;
		return { items: items.slice(place, place + PAGE), time: 0, next };
	};
	const directory = makeDirectory<number, string>({
		lookUp: 'cheapest',
		cost: { lookUp: 1, page: 2 },
		pageSize: PAGE,
		lags: false,
		atOnce: 4,
		idOf: (item) => (isItem(item) ? item.id : ''),
		keysOf: (item) => (isItem(item) ? [item.key] : []),
		page,
		async start(take) {
			const { next, ...first } = await page();
			take(first.items);
			return { time: 0, next, isWhole: next === undefined, most: items.length };
		},
		async *changes() {
			calls.changes += 1;
			yield await Promise.resolve({ items: [], time: 0 });
		},
		...options,
	});
	const lookUp = async (term: string) => {
		calls.lookUps += 1;
		await new Promise(setImmediate);
		return items.filter(({ key }) => key === term).map(({ id }) => id);
	};
	const ask = async (first: number, count: number, terms = true) => {
		const keys = Array.from({ length: count }, (_, number) => `key${first + number}`);
		const asked = keys.map((key) => ({ key, terms: terms ? [key] : [] }));
		return (await directory.idsOf(asked, lookUp)).map((ids) => ids.length);
	};
	return { calls, directory, ask, lookUp };
}

describe('A directory', () => {
	it.each([1, 5, 6, 30, 199, 200, 1_000])(
		'costs no more than twice the least possible for %s values in questions of five',
		async (values) => {
			const { calls, ask } = crmOf(1_000);
			for (let first = 0; first < values; first += 5) await ask(first, Math.min(5, values - first));
			const least = Math.min(values, 2 * 100);
			// One page more tells how many there are.
			expect(calls.lookUps + 2 * calls.pages).toBeLessThanOrEqual(2 * least + 2);
		},
	);

	it('is read once for several who ask at once, and everybody gets what is true after he asked', async () => {
		const { calls, ask } = crmOf(100, { lookUp: 'list' });
		const answers = await Promise.all([ask(0, 5), ask(50, 5), ask(98, 5)]);
		expect(answers).toEqual([
			[1, 1, 1, 1, 1],
			[1, 1, 1, 1, 1],
			[1, 1, 0, 0, 0],
		]);
		expect(calls).toEqual({ lookUps: 0, pages: 10, changes: 0 });
		await ask(0, 5);
		expect(calls.changes).toBe(1);
	});

	it('reads what changed meanwhile for whoever asks while it is read', async () => {
		const { calls, ask } = crmOf(100, { lookUp: 'list' });
		const first = ask(0, 5);
		for (let turns = 0; turns < 5; turns++) await new Promise(setImmediate);
		expect(calls.pages).toBeGreaterThan(1);
		await Promise.all([first, ask(50, 5)]);
		expect(calls).toEqual({ lookUps: 0, pages: 10, changes: 1 });
	});

	it('answers several who look up the same at once', async () => {
		const { ask } = crmOf(100, { lookUp: 'search' });
		expect(await Promise.all([ask(0, 9), ask(4, 1), ask(0, 9)])).toEqual([
			Array.from({ length: 9 }, () => 1),
			[1],
			Array.from({ length: 9 }, () => 1),
		]);
	});

	it('looks up whom it had begun to look up, also when others have read everybody meanwhile', async () => {
		const { calls, ask } = crmOf(200, { atOnce: 1 });
		await ask(0, 8);
		const [few, many] = await Promise.all([ask(0, 25), ask(100, 60)]);
		expect(few).not.toContain(0);
		expect(many).not.toContain(0);
		expect(calls).toEqual({ lookUps: 8 + 25, pages: 20, changes: 1 });
	});

	it('does not read more than fit into memory', async () => {
		const start: DirectorySource<number>['start'] = async () =>
			await Promise.resolve({ time: 0, isWhole: false, most: 300_000 });
		const { calls, ask } = crmOf(20, { start, cost: { lookUp: 1_000_000, page: 1 } });
		expect(await ask(0, 20)).toEqual(Array.from({ length: 20 }, () => 1));
		expect(calls).toEqual({ lookUps: 20, pages: 0, changes: 0 });
	});

	it('says so where it would have to read more than fit into memory', async () => {
		const start: DirectorySource<number>['start'] = async () =>
			await Promise.resolve({ time: 0, isWhole: false, most: 300_000 });
		const tooMany = (most: number) => new Error(`${most} are too many`);
		await expect(crmOf(20, { start, tooMany }).ask(0, 1, false)).rejects.toThrow('300000 are too many');
		expect(await crmOf(20, { start, tooMany, lookUp: 'list' }).ask(0, 1, false)).toEqual([1]);
	});

	it('reads for what no look-up finds', async () => {
		const { calls, ask } = crmOf(20, { lookUp: 'search' });
		expect(await ask(0, 1, false)).toEqual([1]);
		expect(calls).toMatchObject({ lookUps: 0, pages: 2 });
	});

	it('begins anew where the first call failed', async () => {
		let times = 0;
		const { ask, directory, lookUp } = failing(() => (times += 1) === 1);
		await expect(ask(0, 1)).rejects.toThrow('not just now');
		expect(await ask(0, 1)).toEqual([1]);
		expect(await idsOf(directory, lookUp)).toEqual([['0']]);
	});
});

const idsOf = async (directory: Directory<string>, lookUp: (term: string) => Promise<string[]>) =>
	await directory.idsOf([{ key: 'key0', terms: ['key0'] }], lookUp);

function failing(isFailing: () => boolean) {
	const start: DirectorySource<number>['start'] = async (take) => {
		if (isFailing()) throw new Error('not just now');
		take([{ id: '0', key: 'key0' }]);
		return await Promise.resolve({ time: 0, isWhole: true, most: 1 });
	};
	return crmOf(1, { start, lookUp: 'list' });
}
