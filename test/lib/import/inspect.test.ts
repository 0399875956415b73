import { gzipSync } from 'node:zlib';
import { utils, write } from 'xlsx';
import { bytesSource, streamSource } from '../../../lib/formats';
import { tarOf, zipOf } from '../formats/containers/packing';
import {
	type FileInspection,
	inspectFile,
	type InspectOptions,
	type TableInspection,
} from '../../../lib/import';

const PEOPLE = [
	'E-mail;Imię;Telefon;Data urodzenia;Zamówienia;Newsletter;Uwagi',
	'jan@example.com;Jan;+48 501 228 855;30.09.1982;5,29;tak;',
	'anna@example.com;Anna;+48 602 111 222;03.04.1990;12,50;nie;',
	'zofia@example.com;Zofia;;;7,00;tak;VIP',
	';Nikt;;;;;',
].join('\n');

async function inspect(content: string, options: InspectOptions = {}): Promise<FileInspection> {
	return await inspectFile(bytesSource(Buffer.from(content), { name: 'people.csv' }), options);
}

async function inspectTable(content: string, options: InspectOptions = {}): Promise<TableInspection> {
	const { tables } = await inspect(content, options);
	const [table] = tables;
	if (table === undefined) throw new Error('No table was found');
	return table;
}

function foundIn({ stages }: TableInspection, property: string) {
	return stages.find((finding) => finding.property === property);
}

describe('the inspection of a file', () => {
	it('names it, with its size and what it is packed in', async () => {
		const { file, container, tables, unreadable, tablesLeftOut } = await inspect(PEOPLE);
		expect(file).toEqual({ name: 'people.csv', bytes: Buffer.byteLength(PEOPLE) });
		expect([container, tables.length, unreadable, tablesLeftOut]).toEqual([[], 1, [], 0]);
	});

	it('says stage by stage what was found and how sure that is', async () => {
		const table = await inspectTable(PEOPLE);
		expect(foundIn(table, 'format')).toMatchObject({
			stage: 1,
			name: 'container',
			value: 'csv',
			setByUser: false,
		});
		expect(foundIn(table, 'encoding')).toMatchObject({
			stage: 2,
			value: 'utf-8',
			confidence: expect.any(Number),
		});
		expect(foundIn(table, 'delimiter')).toMatchObject({
			stage: 3,
			value: ';',
			confidence: expect.any(Number),
		});
		expect(foundIn(table, 'lineEnd')).toMatchObject({ stage: 3, value: '\n' });
		expect(foundIn(table, 'header')).toMatchObject({ stage: 4, value: 1 });
		expect(foundIn(table, 'E-mail')).toMatchObject({
			stage: 5,
			name: 'columnTypes',
			value: 'email',
			confidence: 1,
		});
		const stages = table.stages.map(({ stage }) => stage);
		expect(stages).toEqual([...stages].sort());
	});

	it('says what stands above and below the rows of the table', async () => {
		const content = `Customers of 2026;;\n;;\nE-mail;Name;Orders\n${'jan@example.com;Jan;3\n'.repeat(20)};;\nTotal;;60\n`;
		const table = await inspectTable(content);
		expect(foundIn(table, 'titleRows')).toMatchObject({ stage: 4, value: [1], setByUser: false });
		expect(foundIn(table, 'header')).toMatchObject({ value: 3 });
		expect(foundIn(table, 'footerRows')).toMatchObject({ stage: 4, value: [25], setByUser: false });
		const set = await inspectTable(content, { skipRows: 2, footerRows: 0 });
		expect(foundIn(set, 'footerRows')).toMatchObject({ value: 0, setByUser: true });
	});

	it('says what the user has set, without a confidence', async () => {
		const table = await inspectTable(PEOPLE, {
			format: 'csv',
			delimiter: ';',
			encoding: 'utf-8',
			header: true,
		});
		for (const property of ['format', 'delimiter', 'encoding', 'header']) {
			expect(foundIn(table, property)).toMatchObject({ setByUser: true });
			expect(foundIn(table, property)).not.toHaveProperty('confidence');
		}
	});

	it('describes each column: samples, filled cells, different values, type', async () => {
		const { columns } = await inspectTable(PEOPLE);
		expect(columns.map(({ label, type, fillRate, distinct }) => [label, type, fillRate, distinct])).toEqual([
			['E-mail', 'email', 0.75, 3],
			['Imię', 'text', 1, 4],
			['Telefon', 'phone', 0.5, 2],
			['Data urodzenia', 'date', 0.5, 2],
			['Zamówienia', 'number', 0.75, 3],
			['Newsletter', 'boolean', 0.75, 2],
			['Uwagi', 'text', 0.25, 1],
		]);
		expect(columns[5]?.samples).toEqual(['tak', 'nie']);
		expect(columns[3]).toMatchObject({ dateOrder: 'dayFirst', ambiguities: [] });
		expect(columns[4]).toMatchObject({ decimal: ',', ambiguities: [] });
	});

	it('suggests a field for each column, with the reason', async () => {
		const { columns } = await inspectTable(PEOPLE);
		expect(columns.map(({ field }) => field).slice(0, 4)).toEqual([
			'email',
			'firstName',
			'phone',
			'birthDate',
		]);
		expect(columns[0]).toMatchObject({ fieldConfidence: 1, fieldReason: expect.stringContaining('label') });
		expect(columns[4]).toMatchObject({ fieldConfidence: 0, fieldReason: expect.stringMatching(/no field/) });
	});

	it('shows the first ten rows as they are, and as they will be after import', async () => {
		const { firstRows, firstCustomers } = await inspectTable(PEOPLE);
		expect(firstRows.map(({ rowNumber }) => rowNumber)).toEqual([2, 3, 4, 5]);
		expect(firstRows[0]?.cells.slice(0, 3)).toEqual(['jan@example.com', 'Jan', '+48 501 228 855']);
		expect({ ...firstCustomers[0]?.record }).toMatchObject({
			email: 'jan@example.com',
			phone: '48501228855',
			birthDate: '1982-09-30',
		});
		expect(firstCustomers[3]?.record).toBeUndefined();
		expect(firstCustomers[3]?.issues.map(({ code }) => code)).toEqual(['NO_IDENTIFIER']);
		const many = await inspectTable(`E-mail\n${'a@example.com\n'.repeat(30)}`);
		expect([many.firstRows.length, many.firstCustomers.length]).toEqual([10, 10]);
	});

	it('decides by all sampled rows how the first ones will be read', async () => {
		const rows = `${'a@example.com;03/04/1990\n'.repeat(20)}b@example.com;13/04/1990\n`;
		const { firstCustomers, columns } = await inspectTable(`E-mail;Birthday\n${rows}`);
		expect(columns[1]).toMatchObject({ dateOrder: 'dayFirst' });
		expect({ ...firstCustomers[0]?.record }).toMatchObject({ birthDate: '1990-04-03' });
	});

	it('lists what was noticed in the rows and about the columns', async () => {
		const { issues } = await inspectTable('E-mail,Shoe size\njan@example.com,42\nanna@example.com\n');
		expect(issues.map(({ code }) => code).sort()).toEqual(['NOT_MAPPED', 'SHORT_ROW']);
	});

	it('is plain data that survives JSON', async () => {
		const inspection = await inspect(PEOPLE);
		expect(JSON.parse(JSON.stringify(inspection)).tables[0].columns).toHaveLength(7);
	});
});

describe('the count of rows', () => {
	const ROWS = 60_000;
	const row = (n: number) => `customer${n}@example.com;Łucja ${n};Street ${n % 900}\n`;
	const bytes = Buffer.from(`E-mail;Name;Street\n${Array.from({ length: ROWS }, (_, n) => row(n)).join('')}`);
	const MB = 1024 * 1024;

	it('is exact where the file was read to its end', async () => {
		const { rows, sampledRows } = await inspectTable(PEOPLE, { sampleRows: 2 });
		expect(rows).toMatchObject({ count: 4, certainty: 'exact' });
		expect(sampledRows).toBe(2);
	});

	it('is estimated for a big file, of which only the beginning is read', async () => {
		let read = 0;
		const source = streamSource(
			async function* () {
				for (let at = 0; at < bytes.length; at += 65_536) {
					const piece = bytes.subarray(at, at + 65_536);
					read += piece.length;
					yield piece;
				}
			},
			{ name: 'big.csv', size: bytes.length },
		);
		const { tables } = await inspectFile(source, { sampleRows: 5_000, countedBytes: MB });
		const [{ rows, sampledRows } = { rows: undefined, sampledRows: 0 }] = tables;
		expect(rows?.certainty).toBe('estimated');
		expect(Math.abs((rows?.count ?? 0) / ROWS - 1)).toBeLessThan(0.1);
		expect(rows?.basis).toMatch(/^Estimated from the first \d+\.\d MB of \d+\.\d MB\.$/);
		expect(sampledRows).toBe(5_000);
		expect(read).toBeLessThan(bytes.length / 2);
	});

	it('is a lower bound where nothing tells how much follows', async () => {
		const source = streamSource(
			async function* () {
				yield bytes;
			},
			{ name: 'big.csv' },
		);
		const { tables } = await inspectFile(source, { sampleRows: 5_000 });
		expect(tables[0]?.rows.certainty).toBe('atLeast');
		expect(tables[0]?.rows.count).toBeGreaterThan(5_000);
	});
});

describe('a workbook', () => {
	const book = utils.book_new();
	for (const [name, person] of [
		['Berlin', 'anna'],
		['Rome', 'luca'],
		['Old', 'jan'],
	] as const)
		utils.book_append_sheet(book, utils.aoa_to_sheet([['E-mail'], [`${person}@example.com`]]), name);
	book.Workbook = { Sheets: [{}, {}, { Hidden: 1 }] };
	const source = bytesSource(write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer, {
		name: 'people.xlsx',
	});

	it('has its sheets listed, and the first one inspected', async () => {
		const { entries, tables } = await inspectFile(source);
		expect(entries[0]?.sheets).toEqual([
			{ name: 'Berlin', hidden: false },
			{ name: 'Rome', hidden: false },
			{ name: 'Old', hidden: true },
		]);
		expect(tables.map(({ firstRows }) => firstRows[0]?.cells)).toEqual([['anna@example.com']]);
		const [table] = tables;
		if (table) expect(foundIn(table, 'sheet')).toMatchObject({ stage: 1, value: 'Berlin', setByUser: false });
	});

	it('is copied once where it comes as a stream', async () => {
		let opened = 0;
		const stream = streamSource(
			async function* () {
				opened += 1;
				yield* source.open();
			},
			{ name: 'people.xlsx', size: source.size ?? 0 },
		);
		const { tables } = await inspectFile(stream);
		expect(tables).toHaveLength(1);
		// Once for the first bytes, once for the copy.
		expect(opened).toBe(2);
	});

	it('has a sheet named that is too large, and the others inspected', async () => {
		const long = utils.book_new();
		for (const [name, count] of [
			['Long', 3000],
			['Short', 1],
		] as const) {
			const rows = Array.from({ length: count }, (_, n) => [`customer${n}@example.com`]);
			utils.book_append_sheet(long, utils.aoa_to_sheet([['E-mail'], ...rows]), name);
		}
		const bytes = write(long, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
		const { tables, unreadable } = await inspectFile(bytesSource(bytes, { name: 'people.xlsx' }), {
			sheets: 'all',
			limits: { rows: 2000 },
		});
		expect(tables.map(({ source: from }) => from)).toEqual(['people.xlsx › Short']);
		expect(unreadable).toMatchObject([{ source: 'people.xlsx › Long', error: { code: 'TOO_LARGE' } }]);
	});

	it('has all sheets inspected that were chosen, up to a number', async () => {
		const { tables } = await inspectFile(source, { sheets: 'all' });
		expect(tables.map(({ source: from }) => from)).toEqual(['people.xlsx › Berlin', 'people.xlsx › Rome']);
		const few = await inspectFile(source, { sheets: 'all', hiddenSheets: true, mostTables: 1 });
		expect([few.tables.length, few.tablesLeftOut]).toEqual([1, 2]);
	});
});

describe('an archive', () => {
	const people = 'E-mail;Name\njan@example.com;Jan\nanna@example.com;Anna\n';

	it('has its files listed, and the tables in them inspected', async () => {
		const archive = zipOf([
			{ name: 'people.csv', content: people },
			{ name: 'photo.png', content: Buffer.from('\x89PNG\r\n', 'latin1') },
			{ name: 'more.csv', content: people },
		]);
		const { container, entries, tables } = await inspectFile(bytesSource(archive, { name: 'people.zip' }));
		expect(container).toEqual(['zip']);
		expect(entries.map(({ name, format }) => [name, format])).toEqual([
			['people.csv', 'csv'],
			['photo.png', undefined],
			['more.csv', 'csv'],
		]);
		expect(tables.map(({ source, rows }) => [source, rows.count])).toEqual([
			['people.zip › people.csv', 2],
			['people.zip › more.csv', 2],
		]);
	});

	it('has a damaged file named, and the others inspected', async () => {
		const damaged = { name: 'bad.csv', content: people, method: 8, packed: Buffer.from('no deflate stream') };
		const archive = zipOf([damaged, { name: 'people.csv', content: people }]);
		const { tables, unreadable } = await inspectFile(bytesSource(archive, { name: 'people.zip' }));
		expect(tables.map(({ source }) => source)).toEqual(['people.zip › people.csv']);
		expect(unreadable.map(({ source }) => source)).toEqual(['people.zip › bad.csv']);
	});

	it('has the rows of a big file estimated, and the next file read although that one was left in the middle', async () => {
		const row = 'customer@example.com;Customer of many words;Street\n';
		const files = [
			{ name: 'big.csv', content: `E-mail;Name;Street\n${row.repeat(30_000)}` },
			{ name: 'people.csv', content: people },
		];
		for (const archive of [gzipSync(tarOf(files)), zipOf(files)]) {
			const source = bytesSource(archive, { name: 'people' });
			const { tables } = await inspectFile(source, { sampleRows: 1000, countedBytes: 1_000_000 });
			expect(tables.map(({ rows }) => rows.certainty)).toEqual(['estimated', 'exact']);
			expect(Math.abs((tables[0]?.rows.count ?? 0) / 30_000 - 1)).toBeLessThan(0.05);
			expect(tables[1]?.rows.count).toBe(2);
		}
	});
});

describe('a file that cannot be read', () => {
	it.each([
		['', 'EMPTY_FILE'],
		['%PDF-1.7', 'UNSUPPORTED_FORMAT'],
	])('is an error that says why: %j', async (content, code) => {
		await expect(inspect(content)).rejects.toMatchObject({ code });
	});

	it('is left when the work is stopped', async () => {
		const signal = AbortSignal.abort(new Error('stopped'));
		await expect(inspect(PEOPLE, { signal })).rejects.toThrow('stopped');
	});
});
