import type { IssueLog } from '../issueLog';
import type { SharedStrings } from './sharedStrings';
import type { CellStyle } from './styles';

/** What the cells of a sheet are read with. */
export interface SheetContext {
	readonly strings: SharedStrings;
	readonly styles: readonly CellStyle[];
	readonly date1904: boolean;
	readonly log: IssueLog;
	/** For messages: the file, or the sheet in it. */
	readonly name: string;
	/** Cells beyond are not read. */
	readonly columns: number;
	/** Characters of a cell; beyond, it is noted. */
	readonly cellLength: number;
	/** Makes the text that a person sees of a number, where that is wanted and not the value. */
	readonly display?: DisplayNumber;
}

/** The text of a number in a format: its code, or the number of a built-in one. */
export type DisplayNumber = (value: number, format: string | number) => string;
