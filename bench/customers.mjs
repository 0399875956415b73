import { seededRandom } from '../demo/generator/random.mjs';

/**
 * The rows every measurement runs on: 14 columns of invented customers, Polish, German, English and Chinese,
 * some 175 bytes a row as CSV. Quoted commas, doubled quotes, line feeds inside cells and 8 % repeated
 * customers are in, because they are in real files. The same seed gives the same rows everywhere.
 */
export const LABELS = [
	'Customer ID',
	'First name',
	'Last name',
	'E-mail',
	'Phone',
	'Mobile',
	'Date of birth',
	'Last purchase',
	'Order value',
	'Newsletter',
	'Company',
	'City',
	'Country',
	'Notes',
];

/** The columns that are a date-time and a number where a file format has types. */
export const DATE_COLUMN = 7;
export const NUMBER_COLUMN = 8;

const SEED = 20_261_122;
const REPEATED = 0.08;

const FIRST = [
	'Łukasz',
	'Małgorzata',
	'Jan',
	'Zofia',
	'Günther',
	'Käthe',
	'Oliver',
	'Siobhan',
	'伟',
	'秀英',
	'Wojciech',
	'Renée',
];
const LAST = [
	'Wójcik',
	'Kowalska',
	'Żmuda',
	'Müller',
	'Weiß',
	"O'Brien",
	'Smith-Jones',
	'欧阳',
	'王',
	'Dąbrowski',
	'Zając',
];
const COMPANIES = [
	'Żółta Łódź Sp. z o.o.',
	'Foxglove, Finch and Co',
	'北京科技有限公司',
	'Müller & Söhne',
	'',
	'Kino "Świt"',
];
const CITIES = ['Warszawa', 'Kraków', 'Łódź', 'Berlin', 'München', 'London', 'Leeds', '北京', '上海'];
const COUNTRIES = ['PL', 'DE', 'GB', 'CN'];
const NOTES = [
	'',
	'prefers e-mail to the phone, and letters to both',
	'call after 5 pm, never before; asks for Łucja',
	'first line\nsecond line\nthird line of the note',
	'said "maybe next year", remind in the spring',
	'VIP',
	'常客，喜欢在周末来店里',
];

function two(number) {
	return number < 10 ? `0${number}` : String(number);
}

/** `1234567` → `1,234,567`. */
function grouped(number) {
	return String(number).replaceAll(/\B(?=(?:\d{3})+(?!\d))/gu, ',');
}

/** Nobody shares a number: `serial` is spread over a range of valid ones by a factor that has no divisor in common with it. */
function polishMobile(random, firstNumber, serial) {
	const digits = String(firstNumber + ((serial * 7_919) % 10_000_000));
	const notation = random.below(4);
	if (notation === 0) return `+48${digits}`;
	if (notation === 1) return `+48 ${digits.slice(0, 3)} ${digits.slice(3, 6)} ${digits.slice(6)}`;
	if (notation === 2) return `0048 ${digits}`;
	return `${digits.slice(0, 3)}-${digits.slice(3, 6)}-${digits.slice(6)}`;
}

function newRow(random, n) {
	return [
		`C${String(n).padStart(8, '0')}`,
		random.pick(FIRST),
		random.pick(LAST),
		`customer.${n}@${random.pick(['example.com', 'example.org', 'poczta.example'])}`,
		polishMobile(random, 500_000_000, n),
		random.chance(0.3) ? polishMobile(random, 660_000_000, n) : '',
		`${random.between(1940, 2006)}-${two(random.between(1, 12))}-${two(random.between(1, 28))}`,
		`${two(random.between(1, 28))}.${two(random.between(1, 12))}.${random.between(2018, 2025)} ${two(random.below(24))}:${two(random.below(60))}`,
		grouped(random.between(1000, 2_000_000)),
		random.pick(['yes', 'no', 'tak', 'nie']),
		random.pick(COMPANIES),
		random.pick(CITIES),
		random.pick(COUNTRIES),
		random.pick(NOTES),
	];
}

/**
 * The first `count` rows.
 * @returns {Generator<string[]>}
 */
export function* customers(count) {
	const random = seededRandom(SEED);
	const recent = [];
	for (let n = 0; n < count; n++) {
		const repeat = recent.length > 100 && random.chance(REPEATED);
		const row = repeat ? [...random.pick(recent)] : newRow(random, n);
		recent[n % 1000] = row;
		yield row;
	}
}

/** What a reader must have seen when it read all rows right. */
export function expectedChecks(count, typed) {
	const tally = makeTally(typed);
	for (const row of customers(count)) tally.add(typed ? typedRow(row) : row);
	return tally.checks();
}

/** How many different customers the first `count` rows are. */
export function countCustomers(count) {
	const ids = new Set();
	for (const [id] of customers(count)) ids.add(id);
	return ids.size;
}

/** A row as a spreadsheet holds it: the purchase as a date, the value as a number. */
export function typedRow(row) {
	const typed = [...row];
	typed[DATE_COLUMN] = isoDateTime(row[DATE_COLUMN]);
	typed[NUMBER_COLUMN] = Number(row[NUMBER_COLUMN].replaceAll(',', ''));
	return typed;
}

/** `30.09.2022 10:09` → `2022-09-30T10:09`. */
function isoDateTime(text) {
	return `${text.slice(6, 10)}-${text.slice(3, 5)}-${text.slice(0, 2)}T${text.slice(11)}`;
}

/**
 * Counts what a reader gives: rows, characters, the sum of numbers, and an order-keeping checksum over the
 * length and the outer characters of every cell. Every candidate pays the same for it.
 * A date counts by its minute, however a reader writes it.
 */
export function makeTally(typed = false) {
	let rows = 0;
	let characters = 0;
	let sum = 0;
	let checksum = 0;

	function addText(text) {
		const { length } = text;
		characters += length;
		checksum = (Math.imul(checksum, 31) + length) | 0;
		if (length > 0)
			checksum = (Math.imul(checksum, 31) + text.charCodeAt(0) * 7 + text.charCodeAt(length - 1)) | 0;
	}

	function add(cells) {
		rows++;
		for (let column = 0; column < LABELS.length; column++) {
			const cell = cells[column];
			if (typed && column === NUMBER_COLUMN) sum += Number(cell);
			else if (typed && column === DATE_COLUMN) addText(String(cell).slice(0, 16));
			else addText(cell === undefined || cell === null ? '' : String(cell));
		}
	}
	return { add, checks: () => ({ rows, characters, sum, checksum }) };
}
