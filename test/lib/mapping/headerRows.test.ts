import { FIELDS, suggestMapping } from '../../../lib/mapping';
import { HEADER_ROWS } from './headerRows';

describe.each(HEADER_ROWS)('the header row of $program ($source)', ({ labels }) => {
	it('maps itself, without a look at the rows', () => {
		const { columns } = suggestMapping(
			labels.map(([label]) => label),
			{ mode: 'automatic' },
		);
		expect(columns.map(({ label, field }) => [label, field])).toEqual(labels);
	});
});

describe('the header rows', () => {
	it('name only fields that there are', () => {
		const known = new Set<string | undefined>([undefined, ...FIELDS.map(({ name }) => name)]);
		const named = HEADER_ROWS.flatMap(({ labels }) => labels.map(([, field]) => field));
		expect(named.filter((field) => !known.has(field))).toEqual([]);
	});
});
