import { decideDateOrder } from '../../../lib/normalize';

describe('decideDateOrder', () => {
	it.each([
		['a day over twelve in front', ['03/04/2022', '25/12/2022'], { order: 'dayFirst', proof: '25/12/2022' }],
		[
			'a day over twelve in the middle',
			['03/04/2022', '12/25/2022 10:00'],
			{ order: 'monthFirst', proof: '12/25/2022 10:00' },
		],
		['both', ['25/12/2022', '12/25/2022'], { code: 'MIXED_DATE_ORDER', proof: '25/12/2022 and 12/25/2022' }],
		['neither', ['03/04/2022', '05/06/2022'], { code: 'AMBIGUOUS_DATE_ORDER', proof: '03/04/2022' }],
		['the same day and month', ['05/05/2022', '06/06/2022'], {}],
		['a year in front', ['99/12/31', '01/02/03'], { order: 'yearFirst', proof: '99/12/31' }],
		['dots', ['03.04.2022', '05.06.2022'], {}],
		['dots that prove months', ['03.04.2022', '12.25.2022'], { order: 'monthFirst', proof: '12.25.2022' }],
		['ISO dates', ['2022-03-04', '2022-12-25'], {}],
		['no dates', ['x', 44834, null, true, ''], {}],
	] as const)('decides by %s', (_, samples, decision) => {
		expect(decideDateOrder(samples)).toEqual(decision);
	});
});
