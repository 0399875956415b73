/** The records of a workbook that are read, [MS-XLS] 2.3. Some have had other numbers in older versions. */
export const RECORD = {
	formula: 0x0006,
	formula3: 0x0206,
	formula4: 0x0406,
	eof: 0x000a,
	date1904: 0x0022,
	filePass: 0x002f,
	continued: 0x003c,
	codePage: 0x0042,
	boundSheet: 0x0085,
	multipleRk: 0x00bd,
	multipleBlank: 0x00be,
	richString: 0x00d6,
	xf: 0x00e0,
	mergedCells: 0x00e5,
	sharedStrings: 0x00fc,
	sharedStringCell: 0x00fd,
	blank: 0x0201,
	number: 0x0203,
	label: 0x0204,
	booleanOrError: 0x0205,
	string: 0x0207,
	rk: 0x027e,
	format: 0x041e,
	bof: 0x0809,
	// Excel 2, and the numbers that others had in Excel 2 to 4.
	blank2: 0x0001,
	integer2: 0x0002,
	number2: 0x0003,
	label2: 0x0004,
	booleanOrError2: 0x0005,
	string2: 0x0007,
	bof2: 0x0009,
	format2: 0x001e,
	bof3: 0x0209,
	xf3: 0x0243,
	bof4: 0x0409,
	xf4: 0x0443,
} as const;

/** Whether a part of a workbook begins with this record: the globals, a sheet, a chart. */
export function isBof(type: number): boolean {
	return type === RECORD.bof || type === RECORD.bof2 || type === RECORD.bof3 || type === RECORD.bof4;
}

/** The number and the length before a record's content. */
const HEAD_BYTES = 4;

/**
 * Looks at a record whose content is `bytes` from `at` on. The bytes may be used later, but are not to be changed.
 * @returns whether to go on
 */
export type RecordVisitor = (type: number, at: number, length: number, bytes: Buffer) => boolean;

/** Cuts bytes that come in pieces, cut anywhere, into records. */
export class RecordCutter {
	/** A visitor wanted no more. */
	done = false;

	private rest: Buffer = Buffer.alloc(0);

	constructor(private readonly visit: RecordVisitor) {}

	/** Shows the visitor the records that end in this piece. */
	push(piece: Uint8Array): void {
		const more = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
		const bytes = this.rest.length === 0 ? more : Buffer.concat([this.rest, more]);
		let at = 0;
		while (at + HEAD_BYTES <= bytes.length && !this.done) {
			const length = (bytes[at + 2] ?? 0) | ((bytes[at + 3] ?? 0) << 8);
			const content = at + HEAD_BYTES;
			if (content + length > bytes.length) break;
			const type = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
			this.done = !this.visit(type, content, length, bytes);
			at = content + length;
		}
		this.rest = bytes.subarray(at);
	}
}

/** Shows a visitor the records of a stream until it wants no more; says whether that was so. */
export async function visitRecords(
	pieces: AsyncIterable<Uint8Array>,
	visit: RecordVisitor,
	signal?: AbortSignal,
): Promise<boolean> {
	const cutter = new RecordCutter(visit);
	for await (const piece of pieces) {
		signal?.throwIfAborted();
		cutter.push(piece);
		if (cutter.done) return true;
	}
	return false;
}
