import { gzipSync } from 'node:zlib';
import { bytesSource, listContents } from '../../../../lib/formats';
import { workbookOf } from '../reading';
import { tarOf, zipOf } from './packing';

const MAY = 'email,name\nola@example.com,Ola\n';
const TWO_SHEETS =
	'<sheets><sheet name="People" sheetId="1" r:id="rId1"/><sheet name="Old" state="hidden" sheetId="2" r:id="rId2"/></sheets>';

const workbook = async () =>
	await workbookOf({
		workbook: TWO_SHEETS,
		more: { 'xl/worksheets/sheet2.xml': '<worksheet><sheetData/></worksheet>' },
	});
const list = async (bytes: Uint8Array, name: string, options = {}) =>
	await listContents(bytesSource(bytes, { name }), options);

describe('what is in a file', () => {
	it('is the file itself where it is not packed', async () => {
		expect(await list(Buffer.from(MAY), 'may.csv')).toEqual({
			name: 'may.csv',
			container: [],
			entries: [{ name: 'may.csv', source: 'may.csv', size: MAY.length, format: 'csv', chosen: true }],
			issues: [],
		});
	});

	it('are the sheets of a workbook, the hidden ones too', async () => {
		const { entries } = await list(await workbook(), 'vip.xlsx');
		expect(entries[0]?.sheets).toEqual([
			{ name: 'People', hidden: false },
			{ name: 'Old', hidden: true },
		]);
	});

	it('are the files of an archive, with what they are or why they are not read', async () => {
		const bytes = zipOf([
			{ name: 'may.csv', content: MAY },
			{ name: 'vip.xlsx', content: await workbook(), method: 0 },
			{ name: 'secret.csv', content: MAY, flags: 1 },
			{ name: 'terms.pdf', content: '%PDF-1.7', method: 0 },
			{ name: '__MACOSX/._may.csv', content: 'x' },
		]);
		const { container, entries } = await list(bytes, 'x.zip');
		expect(container).toEqual(['zip']);
		expect(entries).toMatchObject([
			{ name: 'may.csv', source: 'x.zip › may.csv', size: MAY.length, format: 'csv', chosen: true },
			{ name: 'vip.xlsx', format: 'xlsx', chosen: true, sheets: [{ name: 'People' }, { name: 'Old' }] },
			{ name: 'secret.csv', chosen: false, reason: { code: 'PASSWORD_PROTECTED' } },
			{ name: 'terms.pdf', chosen: false, size: 8, reason: { code: 'UNSUPPORTED_FORMAT' } },
		]);
		expect(entries).toHaveLength(4);
	});

	it('says which files are chosen by their names', async () => {
		const bytes = gzipSync(
			tarOf([
				{ name: 'may.csv', content: MAY },
				{ name: 'june.csv', content: MAY },
			]),
		);
		const { container, entries } = await list(bytes, 'x.tgz', { files: 'june*' });
		expect(container).toEqual(['gzip', 'tar']);
		expect(entries.map(({ chosen }) => chosen)).toEqual([false, true]);
		const none = await list(bytes, 'x.tgz', { files: 'july*' });
		expect(none.entries.map(({ chosen }) => chosen)).toEqual([false, false]);
	});

	it('is told where nothing of it can be read', async () => {
		const { entries } = await list(Buffer.from('%PDF-1.7'), 'x.csv');
		expect(entries).toMatchObject([{ name: 'x.csv', chosen: false, reason: { code: 'UNSUPPORTED_FORMAT' } }]);
	});

	it('says that the directory of an archive is missing', async () => {
		const bytes = zipOf([{ name: 'may.csv', content: MAY }]);
		const { entries, issues } = await list(bytes.subarray(0, -40), 'x.zip');
		expect(entries).toMatchObject([{ name: 'may.csv', format: 'csv' }]);
		expect(issues).toMatchObject([{ code: 'TRUNCATED_FILE' }]);
	});
});
