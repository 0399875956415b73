import fc from 'fast-check';
import { NAME_ORDERS, type NameOrder, splitFullName } from '../../../lib/mapping';

describe('splitFullName', () => {
	it.each([
		['Jan Kowalski', 'auto', 'Jan', 'Kowalski'],
		['  Jan   Maria  Rokita ', 'auto', 'Jan Maria', 'Rokita'],
		['Kowalski, Jan', 'firstLast', 'Jan', 'Kowalski'],
		['Kowalski Jan', 'lastFirst', 'Jan', 'Kowalski'],
		['Dr. Anna Nowak', 'auto', 'Anna', 'Nowak'],
		['Nowak, mgr inż. Anna', 'auto', 'Anna', 'Nowak'],
		['Ludwig van Beethoven', 'auto', 'Ludwig', 'van Beethoven'],
		['Vincent van der Berg', 'auto', 'Vincent', 'van der Berg'],
		['van der Berg Vincent', 'lastFirst', 'Vincent', 'van der Berg'],
		['Martin Luther King Jr.', 'auto', 'Martin Luther', 'King Jr.'],
		['John Smith, PhD', 'auto', 'John', 'Smith, PhD'],
		['张三', 'auto', '三', '张'],
		['欧阳娜娜', 'auto', '娜娜', '欧阳'],
		['홍길동', 'auto', '길동', '홍'],
		['Иван Петров', 'auto', 'Иван', 'Петров'],
	] as const)('splits %s (%s)', (text, order, first, last) => {
		expect(splitFullName(text, order)).toEqual({ first, last });
	});

	it.each(['Madonna', 'Dr.', '', '张', ','])('does not invent a half of %p', (text) => {
		expect(splitFullName(text, 'auto')).toEqual({});
	});

	it('gives words of the text and no others', () => {
		fc.assert(
			fc.property(fc.string(), fc.constantFrom<NameOrder>(...NAME_ORDERS), (text, order) => {
				const { first = '', last = '' } = splitFullName(text, order);
				const bare = text.replace(/\s+/g, '');
				for (const half of [first, last]) expect(bare).toContain(half.replace(/\s+/g, ''));
				expect(first === '').toBe(last === '');
			}),
		);
	});
});
