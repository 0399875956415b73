import fc from 'fast-check';
import { makeKeyTable } from '../../../lib/dedupe/keyTable';

describe('a key table', () => {
	it('numbers keys in the order they are first met, as a Map would', () => {
		const key = fc.oneof(fc.string({ maxLength: 3 }), fc.string({ unit: 'grapheme', maxLength: 40 }));
		fc.assert(
			fc.property(fc.array(key, { maxLength: 300 }), (keys) => {
				const table = makeKeyTable();
				const model = new Map<string, number>();
				const seen: unknown[] = [];
				const wanted: unknown[] = [];
				for (const one of keys) {
					seen.push(table.find(one), table.add(one), table.find(one));
					wanted.push(model.get(one));
					if (!model.has(one)) model.set(one, model.size);
					wanted.push(model.get(one), model.get(one));
				}
				expect(seen).toEqual(wanted);
				expect(table.size()).toBe(model.size);
			}),
		);
	});

	it('keeps all of them apart when it grows, also keys longer than a block', () => {
		const table = makeKeyTable();
		const long = 'ż'.repeat(120_000);
		expect(table.add(long)).toBe(0);
		for (let number = 1; number <= 20_000; number++) table.add(`person${number}@example.com`);
		expect(table.size()).toBe(20_001);
		expect(table.find(long)).toBe(0);
		expect(table.find(`${long}ż`)).toBeUndefined();
		for (let number = 1; number <= 20_000; number += 997) {
			expect(table.find(`person${number}@example.com`)).toBe(number);
		}
	});
});
