import { gzipSync } from 'node:zlib';
import { type BookType, utils, write } from 'xlsx';
import { tarOf, zipOf } from '../lib/formats/containers/packing';

type People = ReadonlyArray<readonly string[]>;

/** Invented customers; all cells are text, so that formats with types and those without give the same. */
export const LABELS = ['email', 'first_name', 'city', 'phone', 'note'] as const;
export const PEOPLE: People = [
	['jan@example.com', 'Jan', 'Łódź', '+48 501 228 855', 'VIP'],
	['anna@example.com', 'Anna', 'Kraków', '0048602111222', 'likes "quotes", commas & <tags>'],
	['zofia@example.com', 'Zofia', 'Gdańsk', '+48 603 222 111', 'writes back'],
];

/** The rows as objects, as they must come out of every file. */
export const CUSTOMERS = asObjects(PEOPLE);

function asObjects(people: People): Array<Record<string, string>> {
	return people.map((cells) => Object.fromEntries(LABELS.map((label, index) => [label, cells[index] ?? ''])));
}

/** A file of every format that can be read, all with the same customers, by name. */
export function formatFiles(people: People = PEOPLE): Readonly<Record<string, Uint8Array>> {
	const csv = Buffer.from(delimited(',', people));
	const customers = asObjects(people);
	return {
		'people.csv': csv,
		'people.txt': Buffer.from(`\uFEFF${delimited('\t', people)}`, 'utf16le'),
		'people.xlsx': workbook('xlsx', people),
		'people.xls': workbook('biff8', people),
		'people.xlsb': workbook('xlsb', people),
		'people.ods': workbook('ods', people),
		'spreadsheetml.xls': workbook('xlml', people),
		'html.xls': workbook('html', people),
		'people.json': Buffer.from(JSON.stringify(customers)),
		'people.jsonl': Buffer.from(customers.map((customer) => `${JSON.stringify(customer)}\n`).join('')),
		'people.xml': Buffer.from(xml(customers)),
		'people.zip': zipOf([{ name: 'inside.csv', content: csv }]),
		'people.csv.gz': gzipSync(csv),
		'people.tar.gz': gzipSync(tarOf([{ name: 'inside.csv', content: csv }])),
	};
}

function delimited(delimiter: string, people: People): string {
	const cell = (text: string) => (/[",;\t\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
	return [LABELS, ...people].map((cells) => `${cells.map(cell).join(delimiter)}\r\n`).join('');
}

function workbook(bookType: BookType, people: People): Buffer {
	const book = utils.book_new();
	utils.book_append_sheet(
		book,
		utils.aoa_to_sheet([[...LABELS], ...people.map((cells) => [...cells])]),
		'People',
	);
	return Buffer.from(write(book, { type: 'buffer', bookType }) as Uint8Array);
}

function xml(people: ReadonlyArray<Record<string, string>>): string {
	const escaped = (text: string) =>
		text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
	const customers = people.map((customer) => {
		const fields = Object.entries(customer).map(([label, text]) => `<${label}>${escaped(text)}</${label}>`);
		return `<customer>${fields.join('')}</customer>`;
	});
	return `<?xml version="1.0" encoding="UTF-8"?>\n<customers>${customers.join('\n')}</customers>\n`;
}
