import { makeRecentIds } from '../../../lib/upsert/recentIds';

describe('the ids noted last', () => {
	it('remembers at least so many keys, and forgets what is older than twice as many', () => {
		const ids = makeRecentIds(100);
		for (let n = 0; n < 1_000; n++) ids.note(`key ${n}`, String(n));
		const known = Array.from({ length: 1_000 }, (_none, n) => ids.get(`key ${n}`));
		expect(known.slice(-100)).toEqual(Array.from({ length: 100 }, (_none, n) => String(900 + n)));
		expect(known.slice(0, 800).every((id) => id === undefined)).toBe(true);
	});

	it('gives what was noted last of a key', () => {
		const ids = makeRecentIds(2);
		ids.note('a', '1');
		ids.note('b', '2');
		ids.note('c', '3');
		ids.note('a', '4');
		expect(ids.get('a')).toBe('4');
		expect(ids.get('b')).toBe('2');
	});
});
