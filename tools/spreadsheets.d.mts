export type OpenpyxlValue = string | number | boolean | null | { formula: string } | { date: string };

export interface OpenpyxlSheet {
	name: string;
	hidden: boolean;
	frozenAt: string | null;
	filter: string | null;
	notes: Record<string, string>;
	rows: OpenpyxlValue[][];
}

export function readWithOpenpyxl(bytes: Uint8Array): Promise<OpenpyxlSheet[]>;

export function saveWithLibreOffice(
	files: Record<string, Uint8Array>,
	filter?: string,
): Promise<Record<string, Buffer>>;
