import fc from 'fast-check';
import { DEFAULT_FILE_NAMES, exportFileName } from '../../../../lib/formats';

const values = { extension: 'csv', now: new Date('2026-11-22T23:09:30Z'), timeZone: 'Europe/Warsaw' };

describe('the name of an exported file', () => {
	it.each([
		['customers_{date}', {}, 'customers_2026-11-23.csv'],
		['{date}_{time}', {}, '2026-11-23_00-09-30.csv'],
		['{filter} ({count})', { filter: 'VIP', count: 128 }, 'VIP (128).csv'],
		['all', { part: 2 }, 'all_2.csv'],
		['all {part} of {date}', { part: 2 }, 'all 2 of 2026-11-23.csv'],
		['report.CSV', {}, 'report.csv'],
		['a<b>:c/d\\e|f?g*h"i\u0000', {}, 'a_b__c_d_e_f_g_h_i_.csv'],
		['../../etc/passwd', {}, '_.._etc_passwd.csv'],
		['', {}, 'customers.csv'],
		['...', {}, 'customers.csv'],
		['name. ', {}, 'name.csv'],
		['con', {}, '_con.csv'],
		['LPT1.final', {}, '_LPT1.final.csv'],
		['COM¹', {}, '_COM¹.csv'],
		['console', {}, 'console.csv'],
		['{filter}', { filter: 'AUX' }, '_AUX.csv'],
		['invoice\u202Evsc.exe', {}, 'invoice_vsc.exe.csv'],
		['{unknown}', {}, '{unknown}.csv'],
		['中'.repeat(200), { part: 12 }, `${'中'.repeat(82)}_12.csv`],
	])('of %j with %j is %s', (pattern, more, name) => {
		expect(exportFileName(pattern, { ...values, ...more })).toBe(name);
	});

	it('is by default in the language of the user', () => {
		expect(exportFileName(DEFAULT_FILE_NAMES.zh, { ...values, extension: 'xlsx' })).toBe(
			'CRM客户数据_export 2026-11-23_00-09-30.xlsx',
		);
	});

	it('is one that every file system takes, whatever is filled in', () => {
		const nasty = fc
			.array(
				fc.oneof(
					fc.constantFrom('.', ' ', '/', '\\', 'CON', 'nul.', '\uD800', '{part}', '{filter}'),
					fc.string({ unit: 'binary' }),
				),
			)
			.map((parts) => parts.join(''));
		fc.assert(
			fc.property(nasty, nasty, fc.option(fc.nat(), { nil: 1 }), (pattern, filter, part) => {
				const name = exportFileName(pattern, { ...values, filter, part });
				expect(name).toMatch(/^[^\p{Cc}<>:"/\\|?*.\s][^\p{Cc}<>:"/\\|?*]*\.csv$/u);
				expect(name).not.toMatch(/^(?:con|prn|aux|nul|com\d|lpt\d)\./i);
				expect(name).not.toMatch(/[\s.]\.csv$/);
				expect(Buffer.from(name).toString()).toBe(name);
				expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
			}),
			{ numRuns: 500 },
		);
	});
});
