import type { OpenFile, ParseOptions } from '../format';
import type { RandomSource } from '../source';
import { openWithSheetJs } from './open';

/** Opens a workbook of Excel 4 with several sheets, which nobody has written since 1993. */
export async function openExcel4(source: RandomSource, options: ParseOptions): Promise<OpenFile> {
	return await openWithSheetJs(source, options, 'xls', async ({ read }, reading) => {
		const bytes = await source.read(0, source.size);
		return read(bytes, { ...reading, type: 'buffer' });
	});
}
