import type { Row } from '../../model';
import type { IssueLog } from '../issueLog';
import { flatCopy } from '../labels';

/**
 * What the two bytes of UTF-8 become when they are decoded as windows-1252,
 * windows-1250 or windows-1251 and encoded once more: `Ã³` and `Ăł` for `ó`, `Å‚`
 * and `Ĺ‚` for `ł`, `Ð°` and `Р°` for `а`, `â€™` for an apostrophe. The second
 * character is one that no word has there.
 */
const DECODED_TWICE =
	/[ÂÃÄÅÐÑĂĹĐŃ][\u0080-\u009F€‚„…†‡‰‹›•™\u00A0¡¢£¤¥¦§¨©«¬\u00AD®¯°±²³´µ¶·¸¹»¼½¾¿˝˛ˇ˘]|Ă[łźĽş]|ĹĽ|â€|вЂ|Р[°µѕ±]|С[ЃЏ‚ѓ„…†‡€]|[äåæçèé][\u0080-\u009F¡-¿€‚-„†-‰‹›•™]{2}/;

/** All rows are looked at in so many of the first groups of records; then, of so many groups, in one. */
const FIRST_GROUPS = 4;
const EVERY = 32;

/** What finds text that was decoded twice, at a cost that is not noticed: a file that has any mostly has much. */
export interface DecodedTwiceWatch {
	/** Looks at a group of records, such as those of one piece of text. */
	look(rows: readonly Row[]): void;
	/** Says what was found, after the last row. */
	finish(): void;
}

/** Watches the rows of a file. Nothing is repaired: whether it is right to is the person's to say. */
export function watchDecodedTwice(file: { name: string; rowWord: string }, log: IssueLog): DecodedTwiceWatch {
	let groups = 0;
	let found = 0;
	let first: { readonly rowNumber: number; readonly value: string } | undefined;
	return {
		look(rows) {
			// From the first find on, every row is counted.
			if (groups++ >= FIRST_GROUPS && groups % EVERY !== 0 && first === undefined) return;
			for (const { rowNumber, cells } of rows) {
				const value = cells.find((cell) => typeof cell === 'string' && DECODED_TWICE.test(cell));
				if (typeof value !== 'string') continue;
				found++;
				first ??= { rowNumber, value: flatCopy(value) };
			}
		},
		finish() {
			if (first === undefined) return;
			const rows = found === 1 ? 'one row' : `${found} rows`;
			const where = `first in ${file.rowWord.toLowerCase()} ${first.rowNumber} of ${file.name}`;
			log.addForFile('MOJIBAKE', {
				...first,
				message: `The text of ${rows} looks as if it had been decoded twice, ${where}.`,
			});
		},
	};
}
