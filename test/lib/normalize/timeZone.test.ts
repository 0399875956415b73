import fc from 'fast-check';
import { DateTime } from 'luxon';
import { findRule } from '../../../lib/normalize';
import { instantOfLocal, isTimeZone } from '../../../lib/normalize/timeZone';

const ZONES = [
	'Europe/Warsaw',
	'America/New_York',
	'Asia/Shanghai',
	'Australia/Lord_Howe',
	'Asia/Kathmandu',
	'Africa/Casablanca',
	'America/Sao_Paulo',
	'Pacific/Apia',
	'UTC',
];

/** What Luxon makes of a local time: an independent reading of the same zone data. */
function byLuxon(local: number, zone: string): DateTime {
	const { year, month, day, hour, minute, second } = DateTime.fromMillis(local, { zone: 'UTC' });
	return DateTime.fromObject({ year, month, day, hour, minute, second }, { zone });
}

describe('local times', () => {
	it('are the instants that Luxon gives, in any zone and any hour', () => {
		const minute = 60_000;
		const from = Date.UTC(1971, 0, 1) / minute;
		const to = Date.UTC(2037, 0, 1) / minute;
		fc.assert(
			fc.property(fc.integer({ min: from, max: to }), fc.constantFrom(...ZONES), (minutes, zone) => {
				const local = minutes * minute;
				const { instant, clockChange } = instantOfLocal(local, zone);
				const theirs = byLuxon(local, zone);
				if (clockChange === undefined)
					expect({ zone, local, instant }).toEqual({ zone, local, instant: theirs.toMillis() });
			}),
			{ numRuns: 5000, seed: 20261122 },
		);
	});

	it('are right in every minute around every change of the clock of two years', () => {
		const local = (text: string): number => Date.parse(`${text}Z`);
		for (const [start, zone] of [
			['2022-03-27T00:00', 'Europe/Warsaw'],
			['2022-10-30T00:00', 'Europe/Warsaw'],
			['2022-03-13T00:00', 'America/New_York'],
			['2022-10-01T23:00', 'Australia/Lord_Howe'],
		] as const) {
			for (let minute = 0; minute < 300; minute++) {
				const at = local(start) + minute * 60_000;
				const { instant, clockChange } = instantOfLocal(at, zone);
				const theirs = byLuxon(at, zone);
				const offsets = theirs.getPossibleOffsets().map((time) => time.toMillis());
				expect({ zone, minute, instant }).toEqual({ zone, minute, instant: Math.min(...offsets) });
				expect(clockChange === 'overlap').toBe(offsets.length > 1);
				expect(clockChange === 'gap').toBe(
					theirs.hour * 60 + theirs.minute !== new Date(at).getUTCHours() * 60 + new Date(at).getUTCMinutes(),
				);
			}
		}
	});

	it('are those of UTC where the zone is not known', () => {
		expect(isTimeZone('Europe/Atlantis')).toBe(false);
		expect(instantOfLocal(1000, 'Europe/Atlantis')).toEqual({ instant: 1000 });
	});
});

describe('date-times', () => {
	it('read what Luxon writes', () => {
		const formats = [
			'dd.MM.yyyy HH:mm',
			'yyyy-MM-dd HH:mm:ss',
			"yyyy-MM-dd'T'HH:mm:ssZZ",
			'yyyy/M/d H:mm',
			'd LLLL yyyy HH:mm',
			'LLL d, yyyy h:mm a',
			"yyyyMMdd'T'HHmmss",
			'EEE, dd LLL yyyy HH:mm:ss ZZZ',
		];
		fc.assert(
			fc.property(
				fc.integer({ min: Date.UTC(1950, 0, 1) / 60_000, max: Date.UTC(2049, 11, 31) / 60_000 }),
				fc.constantFrom(...formats),
				(minutes, format) => {
					const time = DateTime.fromMillis(minutes * 60_000, { zone: 'UTC', locale: 'en-US' });
					const text = time.toFormat(format);
					const { value } = findRule('dateTime').apply(text, {});
					expect({ text, value }).toEqual({ text, value: time.toISO({ suppressMilliseconds: true }) });
				},
			),
			{ numRuns: 2000, seed: 20261122 },
		);
	});

	it.each(['pl', 'de', 'fr', 'es', 'pt', 'it', 'ru', 'tr', 'cs', 'nl', 'uk', 'sv'])(
		'read the months of %s',
		(locale) => {
			for (let month = 1; month <= 12; month++) {
				const time = DateTime.utc(2022, month, 15, { locale });
				for (const format of ['d LLLL yyyy', 'd MMMM yyyy']) {
					const text = time.toFormat(format);
					expect({ text, value: findRule('date').apply(text, {}).value }).toEqual({
						text,
						value: time.toISODate(),
					});
				}
			}
		},
	);
});
