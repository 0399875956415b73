import { coalesced } from '../../../../lib/connectors/crm/coalesced';

describe('work that is done once for all who wait for it', () => {
	it('begins after each of them has asked', async () => {
		let begun = 0;
		let end = () => {};
		const ask = coalesced(async () => {
			begun += 1;
			await new Promise<void>((resolve) => (end = resolve));
		});
		const first = [ask(), ask()];
		await new Promise(setImmediate);
		const later = [ask(), ask(), ask()];
		expect(begun).toBe(1);
		end();
		await Promise.all(first);
		await new Promise(setImmediate);
		expect(begun).toBe(2);
		end();
		await Promise.all(later);
		expect(begun).toBe(2);
	});

	it('is done anew after it failed', async () => {
		let times = 0;
		const ask = coalesced(async () => {
			if ((times += 1) === 1) throw new Error('not just now');
			await Promise.resolve();
		});
		await expect(Promise.all([ask(), ask()])).rejects.toThrow('not just now');
		await expect(ask()).resolves.toBeUndefined();
		expect(times).toBe(2);
	});
});
