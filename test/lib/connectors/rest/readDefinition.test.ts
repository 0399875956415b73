import type { ConnectorSettings } from '../../../../lib/connectors';
import { REST_PRESETS } from '../../../../lib/connectors/rest/presets';
import { readDefinition } from '../../../../lib/connectors/rest/readDefinition';

const withRequest = (...request: object[]): ConnectorSettings => ({ requests: { request } });

describe('what a person fills in', () => {
	it.each(Object.entries(REST_PRESETS))(
		'is enough with %s to start from',
		(preset, { title, ...expected }) => {
			expect(title).not.toBe('');
			expect(readDefinition({ preset })).toEqual(expected);
		},
	);

	it('stands in the place of what he started from, and the rest stays', () => {
		const { requests, fields, answers, paging, signals, clear, phonePlus } = readDefinition({
			...withRequest({
				action: 'find',
				method: 'GET',
				path: '/find',
				query: 'q={{value}}\nby = {{field}}\n',
			}),
			restFields: {
				field: [
					{ field: 'points', property: 'loyalty.points', type: 'number' },
					{ field: 'company', property: '' },
					{ field: 'email', property: 'mail', type: 'automatic', findBy: true },
				],
			},
			answers: { records: 'data', message: '-' },
			paging: { kind: 'offset', parameter: 'skip' },
			signals: { throttledStatuses: '429, 403', waitHeader: 'X-Wait' },
			clearBy: 'empty',
			phoneForm: 'digits',
		});
		expect(requests.find).toMatchObject({
			path: '/find',
			query: [
				['q', '{{value}}'],
				['by', '{{field}}'],
			],
		});
		expect(requests.create).toBe(REST_PRESETS.plain.requests.create);
		expect(fields.find(({ field }) => field === 'points')).toMatchObject({ type: 'number', findBy: false });
		expect(fields.find(({ field }) => field === 'email')).toMatchObject({ property: 'mail', type: 'email' });
		expect(fields.some(({ field }) => field === 'company')).toBe(false);
		expect(answers).toMatchObject({ records: 'data', message: '', id: 'id' });
		expect(paging).toMatchObject({ kind: 'offset', parameter: 'skip', size: 100 });
		expect(signals).toMatchObject({ throttledStatuses: [429, 403], waitHeader: 'x-wait' });
		expect([clear, phonePlus]).toEqual(['', false]);
	});

	it.each<[string, ConnectorSettings, string, string]>([
		['nothing known to start from', { preset: 'siebel' }, "'siebel'", 'Start From'],
		[
			'a body that is no JSON',
			withRequest({ action: 'create', method: 'POST', path: '/c', body: '{ mail: {{fields.mail}} }' }),
			"The body of the request 'Create' is no JSON",
			'in quotes',
		],
		[
			'a placeholder that there is not',
			withRequest({ action: 'find', path: '/c', query: 'q={{valeu}}' }),
			"{{valeu}} in the request 'Look Up' is no placeholder",
			'{{value}}',
		],
		[
			'a quoting that there is not',
			withRequest({ action: 'find', path: '/c', query: 'q={{value|html}}' }),
			"'html' in the request 'Look Up'",
			'{{value|sql}}',
		],
		[
			'a change of everybody',
			withRequest({ action: 'update', method: 'PUT', path: '/c', body: '"{{fields}}"' }),
			"'Update' does not say whom it is about",
			'{{id}}',
		],
		[
			'a look-up of nothing',
			withRequest({ action: 'find', path: '/c', query: 'by={{field}}' }),
			"'Look Up' does not say what is looked for",
			'{{value}}',
		],
		[
			'several values for a look-up of one',
			{ limits: { valuesPerLookUp: 5 } },
			"'Values per Look-Up' is 5",
			'{{values}}',
		],
		['a request without a path', withRequest({ action: 'list', path: '' }), "'List' has no path", 'Path'],
		['a cursor from nowhere', { paging: { kind: 'cursor', parameter: 'c' } }, 'cursor', 'Next'],
		['paging without a parameter', { paging: { kind: 'offset' } }, 'offset', 'Parameter'],
		[
			'nothing to find by',
			{
				restFields: {
					field: ['email', 'phone', 'crmId'].map((field) => ({ field, property: field, findBy: false })),
				},
			},
			'no field by which customers are looked up',
			'Find By',
		],
	])('is refused with what and where: %s', (_what, settings, message, hint) => {
		const read = () => readDefinition(settings);
		expect(read).toThrow(expect.objectContaining({ kind: 'user', code: 'REST_DEFINITION' }));
		expect(read).toThrow(message);
		expect(read).toThrow(expect.objectContaining({ hint: expect.stringContaining(hint) }));
	});
});
